/** The fields of the editor that fill a request's body, one builder for each kind. */
import type { INodeProperties } from 'n8n-workflow';

import type { BodyField, ClearableField } from '../body';
import { parseEndMoment, parseMoment, parsePastDate } from '../parse/dates';
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

/** What a moment is written like. n8n's picker drops a day that is typed without a time. */
const MOMENT_EXAMPLE = 'e.g. 2026-05-31 09:00';

/** How the node takes a moment, for people. */
const MOMENT_HINT = "ISO 8601; without a time zone it is taken in the workflow's.";

export function moment(displayName: string, name: string, description: string): BodyField {
	return {
		property: dateTime(displayName, name, `${description}. ${MOMENT_HINT}`),
		parse: parseMoment,
	};
}

/** The end of a span. */
export function endMoment(displayName: string, name: string, description: string): BodyField {
	const text = `${description}. ${MOMENT_HINT} A day alone is included.`;
	return { property: dateTime(displayName, name, text), parse: parseEndMoment };
}

function dateTime(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'dateTime',
		default: '',
		placeholder: MOMENT_EXAMPLE,
		description,
	};
}

/** A day in a user's life. */
export function pastDay(displayName: string, name: string): BodyField {
	const description = 'A day in ISO 8601 form. The day as it is written is sent, as midnight UTC.';
	return {
		property: {
			...dateTime(displayName, name, description),
			// An editor that does not know `dateOnly` offers a time as well, which is left out of what is sent.
			typeOptions: { dateOnly: true },
			placeholder: 'e.g. 1990-05-31',
		},
		parse: parsePastDate,
	};
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
export function propertiesOf(
	...groups: ReadonlyArray<readonly ClearableField[]>
): INodeProperties[] {
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
