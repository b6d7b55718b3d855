import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { parsePastDate } from '../../shared/input/parse/dates';
import {
	parseBoolean,
	parseCountryCode,
	parseEmail,
	parseOneOf,
	parseText,
} from '../../shared/input/parse/text';
import { EMPTY_VALUE } from '../apiFacts';
import { addressFields, addressListFields } from './address';

/** Spec: `Gender`. */
const GENDERS = ['MALE', 'FEMALE', 'OTHERS'] as const;

function text(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): BodyField {
	return {
		property: { displayName, name, type: 'string', default: '', placeholder, description },
		parse: parseText,
		emptyValue: EMPTY_VALUE,
	};
}

function toggle(displayName: string, name: string, description: string): BodyField {
	return {
		property: { displayName, name, type: 'boolean', default: false, description },
		parse: parseBoolean,
	};
}

const EMAIL: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. asha@example.com',
	description: "The user's email address",
};

/**
 * The fields of a reader's profile, alphabetical as the editor lists them. Which keys the update call takes is
 * inferred from its answer and from the registration call (spec: `UserUpdate`).
 */
export const PROFILE_FIELDS: readonly BodyField[] = [
	...addressFields('Address', 'address', "The user's address."),
	...addressListFields(
		'Billing Address',
		'billingAddress',
		'Where bills go. One with an Address ID is updated.',
	),
	{
		...text(
			'Country Code',
			'countryCode',
			'e.g. +91',
			'Dialling code of the phone number, with its plus sign',
		),
		parse: parseCountryCode,
	},
	{
		property: {
			displayName: 'Date of Birth',
			name: 'dateOfBirth',
			type: 'dateTime',
			default: '',
			placeholder: 'e.g. 1990-05-31',
			description: 'A day in ISO 8601 form. The day as it is written is sent, as midnight UTC.',
		},
		parse: parsePastDate,
		emptyValue: EMPTY_VALUE,
	},
	{ property: EMAIL, parse: parseEmail, emptyValue: EMPTY_VALUE },
	toggle('Enable Notifications', 'enableNotifications', 'Whether the user gets notifications'),
	toggle('Enable Offers', 'enableOffers', 'Whether the user gets promotional offers'),
	text('First Name', 'firstName', 'e.g. Asha', "The user's given name"),
	{
		property: {
			displayName: 'Gender',
			name: 'gender',
			type: 'options',
			options: [
				{ name: 'Female', value: 'FEMALE' },
				{ name: 'Male', value: 'MALE' },
				{ name: 'Others', value: 'OTHERS' },
			],
			default: 'FEMALE',
			description: "The user's gender, as Conscent names it: FEMALE, MALE or OTHERS",
		},
		parse: parseOneOf(GENDERS),
		emptyValue: EMPTY_VALUE,
	},
	toggle('Is Email Verified', 'isEmailVerified', 'Whether the email address counts as verified'),
	toggle('Is Phone Verified', 'isPhoneVerified', 'Whether the phone number counts as verified'),
	text('Last Name', 'lastName', 'e.g. Rao', "The user's family name"),
	text('Name', 'name', 'e.g. Asha Rao', "The user's full name, as Conscent's own profiles hold it"),
	text('Phone', 'phone', 'e.g. 9876543210', 'Phone number without the country code'),
	...addressListFields(
		'Shipping Address',
		'shippingAddress',
		'Where print goes. One with an Address ID is updated.',
	),
];
