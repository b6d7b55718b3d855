import type { INodeProperties } from 'n8n-workflow';

import type { BodyField, ClearableField } from '../../shared/input/body';
import { ValidationError } from '../../shared/input/validationError';
import type { Parse } from '../../shared/input/parse/text';
import { parseCountryCode, parseEmail, parseOneOf } from '../../shared/input/parse/text';
import { nullable } from './addressLines';
import { BUSINESS, BUSINESS_ADDRESS, BUSINESS_METADATA } from './business';
import { NOTIFICATIONS } from './notifications';

const LOGIN_METHODS = ['email', 'password', 'phone', 'whatsapp'] as const;

const LOGIN_METHODS_PROPERTY: INodeProperties = {
	displayName: 'Login Methods',
	name: 'login_methods',
	type: 'multiOptions',
	default: [],
	description: 'How the user may sign in. The chosen ones take the place of all that are set now.',
	options: [
		{ name: 'Email', value: 'email' },
		{ name: 'Password', value: 'password' },
		{ name: 'Phone', value: 'phone' },
		{ name: 'WhatsApp', value: 'whatsapp' },
	],
};

/** An empty list would lock the user out, and an expression that found nothing gives one. */
const parseLoginMethods: Parse<string[] | undefined> = (value, field) => {
	const list = typeof value === 'string' ? value.split(',') : value;
	if (!Array.isArray(list)) {
		throw new ValidationError(
			field,
			`'${field}' must be a list`,
			'Choose from the list, or use an expression that gives a list of texts.',
		);
	}
	const methods = list.map((entry) => parseOneOf(LOGIN_METHODS)(entry, field));
	return methods.length === 0 ? undefined : [...new Set(methods)];
};

/** The fields that stand for themselves; preferences and business are merged part by part. */
export const USER_FIELDS: readonly BodyField[] = [
	nullable(
		'Country Code',
		'country_code',
		'e.g. +91',
		'Dialling code of the phone number',
		parseCountryCode,
	),
	nullable(
		'Customer Group ID',
		'customer_group_id',
		'e.g. 01H9XYZ12345GROUP',
		'The group whose prices the user gets. Not sent unless given, as the API does not tell the present one.',
	),
	nullable(
		'Email',
		'email',
		'e.g. asha@example.com',
		'The address the user signs in with. The API may refuse a new one, or ask the user to confirm it.',
		parseEmail,
	),
	nullable('First Name', 'first_name', 'e.g. Asha', "The user's given name"),
	nullable('Last Name', 'last_name', 'e.g. Rao', "The user's family name"),
	{ property: LOGIN_METHODS_PROPERTY, parse: parseLoginMethods },
	nullable(
		'Phone',
		'phone',
		'e.g. 9876543210',
		'Ten digits, without the country code. The API may refuse a new one, or ask the user to confirm it.',
	),
];

/** Only for Clear Fields: what a user has of it is set by three fields together. */
export const BUSINESS_AS_A_WHOLE: ClearableField = { property: BUSINESS, emptyValue: null };

export const UPDATE_PROPERTIES: readonly INodeProperties[] = [
	BUSINESS,
	BUSINESS_ADDRESS,
	BUSINESS_METADATA,
	...USER_FIELDS.map(({ property }) => property),
	NOTIFICATIONS,
];
