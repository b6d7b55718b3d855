import type { IDataObject } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { text, toggle } from '../../shared/input/fields/bodyFields';
import { parseCountryName } from '../../shared/input/parse/country';
import { parseCountryCode, parseEmail } from '../../shared/input/parse/text';

/** The SDK's types know no other country, the vendor's page any: so it can be changed, and begins with this one. */
export const USUAL_COUNTRY = 'India';

/** A text that the API takes null for. */
export function nullable(...texts: Parameters<typeof text>): BodyField {
	return { ...text(...texts), emptyValue: null };
}

/** What every address must have (spec: `CustomerAddress`, `required` and not null). */
export const REQUIRED_LINES: readonly BodyField[] = [
	text('Address Line 1', 'address_line1', 'e.g. 12B Mall Road', 'House and street'),
	text('City', 'city', 'e.g. Pune', 'City or town'),
	text(
		'Country',
		'country',
		'e.g. India',
		"The country's name or its code of two letters; the name is sent. The vendor's SDK knows no other than India.",
		parseCountryName,
	),
	text(
		'Country Code',
		'country_code',
		'e.g. +91',
		'Dialling code of the phone number',
		parseCountryCode,
	),
	text(
		'Email',
		'email',
		'e.g. asha@example.com',
		'Email address of who receives what is sent there',
		parseEmail,
	),
	text('First Name', 'first_name', 'e.g. Asha', 'Given name of who receives what is sent there'),
	text('Phone', 'phone', 'e.g. 9876543210', 'Phone number without the country code'),
	text('Pincode', 'pincode', 'e.g. 411001', 'Postal code of the address'),
	text('State', 'state', 'e.g. Maharashtra', 'State or province'),
];

/** Lines that must be there, but may be null. */
export const NULLABLE_LINES: readonly BodyField[] = [
	nullable('Address Line 2', 'address_line2', 'e.g. 3rd floor', 'Further parts of the address'),
	nullable('Business Name', 'business_name', 'e.g. Rao Prints', 'The business at this address'),
	nullable('Landmark', 'landmark', 'e.g. Opposite the post office', 'What helps to find it'),
	nullable('Last Name', 'last_name', 'e.g. Rao', 'Family name of who receives it'),
	nullable('Nickname', 'nickname', 'e.g. Home', 'What the customer calls this address'),
	nullable(
		'Tax ID Number',
		'tax_identification_number',
		'e.g. 27AAPFU0939F1ZV',
		'Number under which the business at this address is taxed',
	),
];

export const DEFAULT_TOGGLES: readonly BodyField[] = [
	toggle('Is Default Billing', 'is_default_billing', 'Whether bills go here unless told otherwise'),
	toggle(
		'Is Default Shipping',
		'is_default_shipping',
		'Whether deliveries go here unless told otherwise',
	),
];

export const LINES: readonly BodyField[] = [...REQUIRED_LINES, ...NULLABLE_LINES];

/** A new address: what may be null is null unless given. */
export function newAddress(given: IDataObject): IDataObject {
	const nothing = Object.fromEntries(NULLABLE_LINES.map(({ property }) => [property.name, null]));
	return { ...nothing, country: USUAL_COUNTRY, ...given };
}

/** What the API sets itself, in an address that is read to be sent again. */
const READ_ONLY_KEYS = ['id', 'is_phone_verified', 'is_email_verified'];

export function writableAddress(address: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(address).filter(([key]) => !READ_ONLY_KEYS.includes(key)),
	);
}
