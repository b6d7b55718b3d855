import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { ValidationError } from '../../shared/input/validationError';
import type { Parse } from '../../shared/input/parse/text';
import { parseJsonList, parseJsonObject, unlessEmpty } from '../../shared/input/parse/json';
import { isEmpty, isPlainObject, parseText } from '../../shared/input/parse/text';
import { EMPTY_LIST, EMPTY_VALUE } from '../apiFacts';

interface AddressLine {
	readonly property: INodeProperties;
	readonly key: string;
}

function line(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): AddressLine {
	return {
		property: { displayName, name, type: 'string', default: '', placeholder, description },
		key: name,
	};
}

/** The keys of a stored address (spec: `Address`). */
const LINES: readonly AddressLine[] = [
	{
		...line(
			'Address ID',
			'addressId',
			'e.g. 681c94456f1b2a0012ab34cd',
			'The _id of an address that Conscent already holds. Leave empty for a new one.',
		),
		key: '_id',
	},
	line('Apartment', 'apartment', 'e.g. 12B', 'Apartment, house or flat number'),
	line('Area', 'area', 'e.g. Koregaon Park', 'Street or area'),
	line('City', 'city', 'e.g. Pune', 'City or town'),
	line(
		'Country',
		'country',
		'e.g. India',
		"Country, as Conscent's own addresses name it: a name rather than a code",
	),
	line('Landmark', 'landmark', 'e.g. Opposite the post office', 'What helps to find the place'),
	line('Name', 'name', 'e.g. Asha Rao', 'Who receives what is sent there'),
	line('Pincode', 'pincode', 'e.g. 411001', 'Postal code of the address'),
	line('State', 'state', 'e.g. Maharashtra', 'State or province'),
];

const LINE_PROPERTIES = LINES.map(({ property }) => property);

/** @returns the filled-in lines by API key; undefined where none is filled in */
function readLines(lines: IDataObject, field: string): IDataObject | undefined {
	const address: IDataObject = {};
	for (const { property, key } of LINES) {
		const value = lines[property.name];
		if (!isEmpty(value)) address[key] = parseText(value, `${field}: ${property.displayName}`);
	}
	return Object.keys(address).length === 0 ? undefined : address;
}

const parseAddress: Parse<IDataObject | undefined> = (value, field) => {
	const lines = groupOf(value, 'value', field);
	if (isEmpty(lines)) return undefined;
	if (!isPlainObject(lines)) throw notFilledIn(field);
	return readLines(lines, field);
};

const parseAddresses: Parse<IDataObject[] | undefined> = (value, field) => {
	const rows = groupOf(value, 'values', field);
	if (isEmpty(rows)) return undefined;
	if (!Array.isArray(rows) || !rows.every(isPlainObject)) throw notFilledIn(field);
	const addresses = rows
		.map((row) => readLines(row, field))
		.filter((address) => address !== undefined);
	return addresses.length === 0 ? undefined : addresses;
};

/** n8n stores what a fixed collection holds under its group's name. */
function groupOf(value: unknown, group: string, field: string): unknown {
	if (!isPlainObject(value)) throw notFilledIn(field);
	return value[group];
}

function notFilledIn(field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' cannot be set as a whole`,
		`Fill in its lines, or use '${field} (JSON)' for an expression that gives all of it.`,
	);
}

function jsonProperty(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'json', default: '', description };
}

const JSON_HINT = 'Keys: name, apartment, area, landmark, city, state, pincode, country, _id.';

/** One address: as fields, or as JSON. Giving both is refused, as both fill the same key of the body. */
export function addressFields(displayName: string, name: string, description: string): BodyField[] {
	return [
		{
			property: {
				displayName,
				name,
				type: 'fixedCollection',
				default: {},
				placeholder: 'Add address',
				description,
				options: [{ displayName: 'Address', name: 'value', values: LINE_PROPERTIES }],
			},
			parse: parseAddress,
			emptyValue: EMPTY_VALUE,
		},
		{
			property: jsonProperty(
				`${displayName} (JSON)`,
				`${name}Json`,
				`${description} As a JSON object. ${JSON_HINT}`,
			),
			key: name,
			parse: unlessEmpty(parseJsonObject),
		},
	];
}

/** Several addresses: as rows of fields, or as a JSON list. */
export function addressListFields(
	displayName: string,
	name: string,
	description: string,
): BodyField[] {
	return [
		{
			property: {
				displayName,
				name,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: {},
				placeholder: 'Add address',
				description,
				options: [{ displayName: 'Address', name: 'values', values: LINE_PROPERTIES }],
			},
			parse: parseAddresses,
			emptyValue: EMPTY_LIST,
		},
		{
			property: jsonProperty(
				`${displayName} (JSON)`,
				`${name}Json`,
				`${description} As a JSON list of objects. ${JSON_HINT}`,
			),
			key: name,
			parse: unlessEmpty(parseJsonList),
		},
	];
}
