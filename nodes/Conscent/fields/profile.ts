import type { BodyField } from '../../shared/input/body';
import { pastDay, text, toggle } from '../../shared/input/fields/bodyFields';
import { parseCountryCode, parseEmail, parseOneOf } from '../../shared/input/parse/text';
import { EMPTY_VALUE } from '../apiFacts';
import { addressFields, addressListFields } from './address';

/** Spec: `Gender`. */
const GENDERS = ['MALE', 'FEMALE', 'OTHERS'] as const;

function clearable(field: BodyField): BodyField {
	return { ...field, emptyValue: EMPTY_VALUE };
}

/** A text that can be cleared. */
function detail(...texts: Parameters<typeof text>): BodyField {
	return clearable(text(...texts));
}

/**
 * The fields of a user's profile, alphabetical as the editor lists them. Which keys the update call takes is
 * inferred from its response and from the registration call (spec: `UserUpdate`).
 */
export const PROFILE_FIELDS: readonly BodyField[] = [
	...addressFields('Address', 'address', "The user's address."),
	...addressListFields(
		'Billing Address',
		'billingAddress',
		'Where bills go. With a Stored ID it is updated; without one, Conscent may add it again with each run.',
	),
	detail(
		'Country Code',
		'countryCode',
		'e.g. +91',
		'Dialling code of the phone number, with its plus sign',
		parseCountryCode,
	),
	clearable(pastDay('Date of Birth', 'dateOfBirth')),
	detail('Email', 'email', 'e.g. asha@example.com', "The user's email address", parseEmail),
	toggle('Notifications', 'enableNotifications', 'Whether the user gets notifications'),
	toggle('Offers', 'enableOffers', 'Whether the user gets promotional offers'),
	detail('First Name', 'firstName', 'e.g. Asha', "The user's given name"),
	{
		property: {
			displayName: 'Gender',
			name: 'gender',
			type: 'options',
			options: [
				// Without it n8n would propose a gender for whoever adds the field.
				{ name: 'Choose…', value: '' },
				{ name: 'Female', value: 'FEMALE' },
				{ name: 'Male', value: 'MALE' },
				{ name: 'Others', value: 'OTHERS' },
			],
			default: '',
			description:
				"The user's gender, as Conscent names it: FEMALE, MALE or OTHERS. Not sent unless chosen.",
		},
		parse: parseOneOf(GENDERS),
		emptyValue: EMPTY_VALUE,
	},
	toggle('Verified Email', 'isEmailVerified', 'Whether the email address counts as verified'),
	toggle('Verified Phone', 'isPhoneVerified', 'Whether the phone number counts as verified'),
	detail('Last Name', 'lastName', 'e.g. Rao', "The user's family name"),
	detail(
		'Name',
		'name',
		'e.g. Asha Rao',
		"The user's full name, as Conscent's own profiles hold it",
	),
	detail('Phone', 'phone', 'e.g. 9876543210', 'Phone number without the country code'),
	...addressListFields(
		'Shipping Address',
		'shippingAddress',
		'Where print goes. With a Stored ID it is updated; without one, Conscent may add it again with each run.',
	),
];
