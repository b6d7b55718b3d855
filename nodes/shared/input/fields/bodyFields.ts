/** The fields of the editor that fill a request's body, one builder for each kind. */
import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../body';
import { parseMoment, parsePastDate } from '../parse/dates';
import { unlessEmpty } from '../parse/json';
import { parseTextList } from '../parse/lists';
import { parseAmount, parseWholeFrom0, parseWholeFrom1 } from '../parse/numbers';
import { parseBoolean, parseText } from '../parse/text';

export function text(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
	parse: BodyField['parse'] = parseText,
): BodyField {
	return {
		property: { displayName, name, type: 'string', default: '', placeholder, description },
		parse,
	};
}

/** Several texts in one line, which an expression can also give as a list. */
export function textList(...texts: [string, string, string, string]): BodyField {
	return { ...text(...texts, unlessEmpty(parseTextList)), emptyValue: [] };
}

export function toggle(displayName: string, name: string, description: string): BodyField {
	return {
		property: { displayName, name, type: 'boolean', default: false, description },
		parse: parseBoolean,
	};
}

export function moment(
	displayName: string,
	name: string,
	description: string,
	placeholder?: string,
): BodyField {
	return {
		property: {
			displayName,
			name,
			type: 'dateTime',
			default: '',
			...(placeholder === undefined ? {} : { placeholder }),
			description,
		},
		parse: parseMoment,
	};
}

/** A day in a person's life. */
export function pastDay(displayName: string, name: string): BodyField {
	const description = 'A day in ISO 8601 form. The day as it is written is sent, as midnight UTC.';
	return { ...moment(displayName, name, description, 'e.g. 1990-05-31'), parse: parsePastDate };
}

const DECIMALS_OF_MONEY = 2;

/** A sum of money. */
export function amount(displayName: string, name: string, description: string): BodyField {
	return number([displayName, name, description], 0, DECIMALS_OF_MONEY, parseAmount);
}

export function wholeNumber(
	displayName: string,
	name: string,
	description: string,
	min: 0 | 1,
): BodyField {
	const parse = min === 0 ? parseWholeFrom0 : parseWholeFrom1;
	return number([displayName, name, description], min, 0, parse);
}

function number(
	[displayName, name, description]: [string, string, string],
	min: number,
	decimals: number,
	parse: BodyField['parse'],
): BodyField {
	return {
		property: {
			displayName,
			name,
			type: 'number',
			typeOptions: { minValue: min, numberPrecision: decimals },
			default: min,
			description,
		},
		parse,
	};
}

/** As the editor wants a collection's fields: alphabetical. */
export function propertiesOf(...groups: ReadonlyArray<readonly BodyField[]>): INodeProperties[] {
	return byName(groups.flat().map(({ property }) => property));
}

/** Fields of which each is added as it is needed. */
export function collection(
	displayName: string,
	name: string,
	description: string,
	fields: readonly INodeProperties[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description,
		options: byName(fields),
	};
}

function byName(fields: readonly INodeProperties[]): INodeProperties[] {
	return [...fields].sort((one, other) => one.displayName.localeCompare(other.displayName));
}
