import type { IDataObject } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { BodyBuilder } from '../../shared/input/body';
import { amount, propertiesOf, text } from '../../shared/input/fields/bodyFields';
import {
	fixedCollection,
	namesOf,
	parseGroup,
	parseRows,
	rowsCollection,
} from '../../shared/input/fields/fixedCollection';
import { ValidationError } from '../../shared/input/validationError';
import { isEmpty } from '../../shared/input/parse/text';
import { parseCountry } from './codes';

/** The fields of a group that cannot be left out of it. */
function readWhole(values: IDataObject, fields: readonly BodyField[], field: string): IDataObject {
	const empty = fields.find(({ property }) => isEmpty(values[property.name]));
	if (!empty) return new BodyBuilder().setFields(fields, values).collected;
	throw new ValidationError(
		field,
		`'${field}' needs '${empty.property.displayName}'`,
		`Fill in ${namesOf(fields)}.`,
	);
}

function hintFor(key: string): () => string {
	return () => `Fill in its fields, or give '${key}' in 'Unlisted Fields (JSON)'.`;
}

const FILE: readonly BodyField[] = [
	text('File Name', 'fileName', 'e.g. monsoon.pdf', 'The name of the file'),
	text('URL', 'url', 'e.g. https://news.example.com/monsoon.pdf', 'Where the file lies'),
];

export const DOWNLOAD: BodyField = {
	property: fixedCollection({
		displayName: 'Download',
		name: 'download',
		placeholder: 'Add file',
		description: 'A PDF that whoever bought the content may download',
		groupName: 'File',
		fields: propertiesOf(FILE),
	}),
	parse: parseGroup(
		// No other type is documented (spec: `Download`).
		(file, field) => ({ ...readWhole(file, FILE, field), fileType: 'PDF' }),
		hintFor('download'),
	),
};

const OVERRIDE: readonly BodyField[] = [
	text(
		'Country',
		'name',
		'e.g. US',
		"A country's name or its ISO 3166-1 code of two letters; GL for the whole world",
		parseCountry,
	),
	amount('Price', 'price', 'The price in this country'),
];

export const PRICE_OVERRIDES: BodyField = {
	property: rowsCollection({
		displayName: 'Price Overrides',
		name: 'priceOverrides',
		placeholder: 'Add country',
		description: 'Other prices for some countries',
		groupName: 'Country',
		fields: propertiesOf(OVERRIDE),
	}),
	parse: parseRows(
		(rows, field) => ({ country: rows.map((row) => readWhole(row, OVERRIDE, field)) }),
		hintFor('priceOverrides'),
	),
};
