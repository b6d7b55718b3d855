import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { keyOf } from '../../shared/input/body';
import { text } from '../../shared/input/fields/bodyFields';
import {
	fixedCollection,
	parseGroup,
	parseRows,
	rowsCollection,
} from '../../shared/input/fields/fixedCollection';
import { parseCountryName } from '../../shared/input/parse/country';
import { parseJsonList, parseJsonObject, unlessEmpty } from '../../shared/input/parse/json';
import { isEmpty, parseText } from '../../shared/input/parse/text';
import { EMPTY_LIST, EMPTY_VALUE } from '../apiFacts';

/** The keys of a stored address (spec: `Address`). */
const LINES: readonly BodyField[] = [
	text('Apartment', 'apartment', 'e.g. 12B', 'Apartment, house or flat number'),
	text(
		'Area and Street',
		'area',
		'e.g. 12 Lane 7, Koregaon Park',
		'The street goes here, and the area',
	),
	text('City', 'city', 'e.g. Pune', 'City or town'),
	text(
		'Country',
		'country',
		'e.g. India',
		"Country, as Conscent's own addresses name it. The name is sent, also for a code such as IN.",
	),
	text('Landmark', 'landmark', 'e.g. Opposite the post office', 'What helps to find the place'),
	text('Name', 'name', 'e.g. Asha Rao', 'Who receives what is sent there'),
	text('Pincode', 'pincode', 'e.g. 411001', 'Postal code of the address'),
	text('State', 'state', 'e.g. Maharashtra', 'State or province'),
	{
		...text(
			'Stored ID',
			'addressId',
			'e.g. 681c94456f1b2a0012ab34cd',
			'The _id of an address that Conscent already holds. Leave empty for a new one.',
		),
		key: '_id',
	},
];

const GROUP = {
	placeholder: 'Add address',
	groupName: 'Address',
	fields: LINES.map(({ property }) => property),
};

function parseLine({ property }: BodyField, value: unknown, field: string): string {
	const parse = property.name === 'country' ? parseCountryName : parseText;
	return parse(value, `${field}: ${property.displayName}`);
}

/** @returns the filled-in lines by API key; undefined where none is filled in */
function readLines(lines: IDataObject, field: string): IDataObject | undefined {
	const address: IDataObject = {};
	for (const line of LINES) {
		const value = lines[line.property.name];
		if (isEmpty(value)) continue;
		address[keyOf(line)] = parseLine(line, value, field);
	}
	return Object.keys(address).length === 0 ? undefined : address;
}

/** A list of the only address. */
function readSingle(lines: IDataObject, field: string): IDataObject[] | undefined {
	const address = readLines(lines, field);
	return address && [address];
}

function readRows(rows: readonly IDataObject[], field: string): IDataObject[] | undefined {
	const addresses = rows
		.map((row) => readLines(row, field))
		.filter((address) => address !== undefined);
	return addresses.length === 0 ? undefined : addresses;
}

function hint(field: string): string {
	return `Fill in its lines, or use '${jsonName(field)}' for an expression that gives all of it.`;
}

/** Begins with W, so that the editor, which lists fields by name, shows it after those that most people use. */
function jsonName(displayName: string): string {
	return `Whole ${displayName} (JSON)`;
}

function jsonProperty(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'json', default: '', description };
}

const JSON_HINT = 'Keys: name, apartment, area, landmark, city, state, pincode, country, _id.';

/** One address: as fields, or as JSON. Giving both is a validation error, as both fill the same key of the body. */
export function addressFields(displayName: string, name: string, description: string): BodyField[] {
	return [
		{
			property: fixedCollection({ displayName, name, description, ...GROUP }),
			parse: parseGroup(readLines, hint),
			emptyValue: EMPTY_VALUE,
		},
		{
			property: jsonProperty(
				jsonName(displayName),
				`${name}Json`,
				`${description} As a JSON object. ${JSON_HINT}`,
			),
			key: name,
			parse: unlessEmpty(parseJsonObject),
		},
	];
}

/**
 * A list of addresses: one as fields, several as rows of fields, or as a JSON list. One has a field of its own because
 * nearly everybody has one, and because n8n drops a list that was added and has no row yet.
 */
export function addressListFields(
	displayName: string,
	name: string,
	description: string,
): BodyField[] {
	return [
		{
			property: fixedCollection({
				displayName,
				name: `${name}Fields`,
				description: `${description} For several use '${displayName}es'.`,
				...GROUP,
			}),
			key: name,
			parse: parseGroup(readSingle, hint),
		},
		{
			property: rowsCollection({
				displayName: `${displayName}es`,
				name,
				description: `${description} For several at once. Add a first address before you add other fields: n8n drops a list without any.`,
				...GROUP,
			}),
			parse: parseRows(readRows, () => hint(displayName)),
			emptyValue: EMPTY_LIST,
		},
		{
			property: jsonProperty(
				jsonName(displayName),
				`${name}Json`,
				`${description} As a JSON list of objects. ${JSON_HINT}`,
			),
			key: name,
			parse: unlessEmpty(parseJsonList),
		},
	];
}
