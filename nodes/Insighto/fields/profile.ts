import type { BodyField } from '../../shared/input/body';
import { collection, pastDay, text } from '../../shared/input/fields/bodyFields';
import { parseCountryName } from '../../shared/input/parse/country';
import { parseEmail } from '../../shared/input/parse/text';

/** What a user has on their profile page (spec: `UserUpdate`). */
export const PROFILE_FIELDS: readonly BodyField[] = [
	text('Address', 'address', 'e.g. 12B Mall Road, Pune', 'Street and place, in one line'),
	pastDay('Birthdate', 'birthdate'),
	text(
		'Country',
		'country',
		'e.g. India',
		'The country the user lives in: its name, or its code of two letters; the name is sent',
		parseCountryName,
	),
	text(
		'Email',
		'email',
		'e.g. asha@example.com',
		"The user's email address. Insighto's dashboard does not let users change it, so the API may refuse it.",
		parseEmail,
	),
	text('First Name', 'first_name', 'e.g. Asha', "The user's given name"),
	text('Last Name', 'last_name', 'e.g. Rao', "The user's family name"),
	text('Phone', 'phone', 'e.g. +919876543210', 'Phone number with its country code'),
	text('State', 'state', 'e.g. Maharashtra', 'State or province'),
];

export const PROFILE = collection(
	'Profile Fields',
	'profileFields',
	'What the user sees of themselves. A field whose expression gives nothing is left out.',
	PROFILE_FIELDS.map(({ property }) => property),
);
