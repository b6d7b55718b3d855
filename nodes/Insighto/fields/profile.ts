import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { parsePastDate } from '../../shared/input/parse/dates';
import { parseEmail } from '../../shared/input/parse/text';
import { text } from './field';

const EMAIL: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. asha@example.com',
	description:
		"The user's email address. Insighto's dashboard does not let users change it, so the API may refuse it.",
};

/** What a person has on their profile page (spec: `UserUpdate`). */
export const PROFILE_FIELDS: readonly BodyField[] = [
	text('Address', 'address', 'e.g. 12B Mall Road, Pune', 'Street and place, in one line'),
	{
		property: {
			displayName: 'Birthdate',
			name: 'birthdate',
			type: 'dateTime',
			default: '',
			placeholder: 'e.g. 1990-05-31',
			description: 'A day in ISO 8601 form. The day as it is written is sent, as midnight UTC.',
		},
		parse: parsePastDate,
	},
	text('Country', 'country', 'e.g. India', 'The country the user lives in'),
	{ property: EMAIL, parse: parseEmail },
	text('First Name', 'first_name', 'e.g. Asha', "The user's given name"),
	text('Last Name', 'last_name', 'e.g. Rao', "The user's family name"),
	text('Phone', 'phone', 'e.g. +919876543210', 'Phone number with its country code'),
	text('State', 'state', 'e.g. Maharashtra', 'State or province'),
];

export const PROFILE: INodeProperties = {
	displayName: 'Profile Fields',
	name: 'profileFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description:
		'What the user sees of themselves. A field whose expression gives nothing is left out.',
	options: PROFILE_FIELDS.map(({ property }) => property),
};
