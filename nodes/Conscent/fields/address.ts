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
import { parseJsonList, parseJsonObject, unlessEmpty } from '../../shared/input/parse/json';
import { isEmpty, parseText } from '../../shared/input/parse/text';
import { EMPTY_LIST, EMPTY_VALUE } from '../apiFacts';

/** The keys of a stored address (spec: `Address`). */
const LINES: readonly BodyField[] = [
	{
		...text(
			'Address ID',
			'addressId',
			'e.g. 681c94456f1b2a0012ab34cd',
			'The _id of an address that Conscent already holds. Leave empty for a new one.',
		),
		key: '_id',
	},
	text('Apartment', 'apartment', 'e.g. 12B', 'Apartment, house or flat number'),
	text('Area', 'area', 'e.g. Koregaon Park', 'Street or area'),
	text('City', 'city', 'e.g. Pune', 'City or town'),
	text(
		'Country',
		'country',
		'e.g. India',
		"Country, as Conscent's own addresses name it: a name rather than a code",
	),
	text('Landmark', 'landmark', 'e.g. Opposite the post office', 'What helps to find the place'),
	text('Name', 'name', 'e.g. Asha Rao', 'Who receives what is sent there'),
	text('Pincode', 'pincode', 'e.g. 411001', 'Postal code of the address'),
	text('State', 'state', 'e.g. Maharashtra', 'State or province'),
];

const GROUP = {
	placeholder: 'Add address',
	groupName: 'Address',
	fields: LINES.map(({ property }) => property),
};

/** @returns the filled-in lines by API key; undefined where none is filled in */
function readLines(lines: IDataObject, field: string): IDataObject | undefined {
	const address: IDataObject = {};
	for (const line of LINES) {
		const value = lines[line.property.name];
		if (isEmpty(value)) continue;
		address[keyOf(line)] = parseText(value, `${field}: ${line.property.displayName}`);
	}
	return Object.keys(address).length === 0 ? undefined : address;
}

function readRows(rows: readonly IDataObject[], field: string): IDataObject[] | undefined {
	const addresses = rows
		.map((row) => readLines(row, field))
		.filter((address) => address !== undefined);
	return addresses.length === 0 ? undefined : addresses;
}

function hint(field: string): string {
	return `Fill in its lines, or use '${field} (JSON)' for an expression that gives all of it.`;
}

function jsonProperty(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'json', default: '', description };
}

const JSON_HINT = 'Keys: name, apartment, area, landmark, city, state, pincode, country, _id.';

/** One address: as fields, or as JSON. Giving both is refused, as both fill the same key of the body. */
export function addressFields(displayName: string, name: string, description: string): BodyField[] {
	return [
		{
			property: fixedCollection({ displayName, name, description, ...GROUP }),
			parse: parseGroup(readLines, hint),
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
			property: rowsCollection({ displayName, name, description, ...GROUP }),
			parse: parseRows(readRows, hint),
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
