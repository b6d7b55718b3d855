import type { IDataObject } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { BodyBuilder } from '../../shared/input/body';
import { ValidationError } from '../../shared/input/validationError';
import type { Parse } from '../../shared/input/parse/text';
import { isEmpty, isPlainObject } from '../../shared/input/parse/text';
import { parseCountry } from './codes';
import { amountField, propertiesOf, textField } from './property';

/** The fields of a group that cannot be left out of it. */
function readWhole(values: IDataObject, fields: readonly BodyField[], field: string): IDataObject {
	const empty = fields.find(({ property }) => isEmpty(values[property.name]));
	if (!empty) return new BodyBuilder().setFields(fields, values).collected;
	throw new ValidationError(
		field,
		`'${field}' needs '${empty.property.displayName}'`,
		`Fill in ${fields.map(({ property }) => `'${property.displayName}'`).join(' and ')}.`,
	);
}

function notFilledIn(field: string, key: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' cannot be set as a whole`,
		`Fill in its fields, or give '${key}' in 'Additional Fields (JSON)'.`,
	);
}

const FILE: readonly BodyField[] = [
	textField({
		displayName: 'File Name',
		name: 'fileName',
		placeholder: 'e.g. monsoon.pdf',
		description: 'The name of the file',
	}),
	textField({
		displayName: 'URL',
		name: 'url',
		placeholder: 'e.g. https://news.example.com/monsoon.pdf',
		description: 'Where the file lies',
	}),
];

const parseDownload: Parse<IDataObject | undefined> = (value, field) => {
	const file = isPlainObject(value) ? value['value'] : value;
	if (isEmpty(file)) return undefined;
	if (!isPlainObject(file)) throw notFilledIn(field, 'download');
	// No other type is documented (spec: `Download`).
	return { ...readWhole(file, FILE, field), fileType: 'PDF' };
};

export const DOWNLOAD: BodyField = {
	property: {
		displayName: 'Download',
		name: 'download',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add file',
		description: 'A PDF that whoever bought the content may download',
		options: [{ displayName: 'File', name: 'value', values: propertiesOf(FILE) }],
	},
	parse: parseDownload,
};

const OVERRIDE: readonly BodyField[] = [
	textField(
		{
			displayName: 'Country',
			name: 'name',
			placeholder: 'e.g. US',
			description: 'ISO 3166-1 code of two letters; GL for the whole world',
		},
		parseCountry,
	),
	amountField({
		displayName: 'Price',
		name: 'price',
		description: 'The price in this country',
	}),
];

const parseOverrides: Parse<IDataObject | undefined> = (value, field) => {
	const rows = isPlainObject(value) ? value['values'] : value;
	if (isEmpty(rows)) return undefined;
	if (!Array.isArray(rows) || !rows.every(isPlainObject)) {
		throw notFilledIn(field, 'priceOverrides');
	}
	if (rows.length === 0) return undefined;
	return { country: rows.map((row) => readWhole(row, OVERRIDE, field)) };
};

export const PRICE_OVERRIDES: BodyField = {
	property: {
		displayName: 'Price Overrides',
		name: 'priceOverrides',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add country',
		description: 'Other prices for some countries',
		options: [{ displayName: 'Country', name: 'values', values: propertiesOf(OVERRIDE) }],
	},
	parse: parseOverrides,
};
