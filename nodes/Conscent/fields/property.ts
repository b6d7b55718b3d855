import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { parseTextList } from '../../shared/input/parse/lists';
import { parseAmount } from '../../shared/input/parse/numbers';
import type { Parse } from '../../shared/input/parse/text';
import { parseMoment } from '../../shared/input/parse/dates';
import { unlessEmpty } from '../../shared/input/parse/json';
import { parseText } from '../../shared/input/parse/text';

type JsonValue = NonNullable<ReturnType<BodyField['parse']>>;

/** What the editor shows of a field. */
export interface FieldTexts {
	readonly displayName: string;
	readonly name: string;
	readonly description: string;
	readonly placeholder?: string;
}

export function textProperty(texts: FieldTexts): INodeProperties {
	return { ...texts, type: 'string', default: '' };
}

export function textField(texts: FieldTexts, parse: Parse<JsonValue> = parseText): BodyField {
	return { property: textProperty(texts), parse };
}

export function momentProperty(texts: FieldTexts): INodeProperties {
	return { placeholder: 'e.g. 2026-05-31', ...texts, type: 'dateTime', default: '' };
}

export function momentField(texts: FieldTexts): BodyField {
	return { property: momentProperty(texts), parse: parseMoment };
}

export function numberProperty(
	texts: FieldTexts,
	{ min = 0, decimals = 0 }: { min?: number; decimals?: number } = {},
): INodeProperties {
	return {
		...texts,
		type: 'number',
		typeOptions: { minValue: min, numberPrecision: decimals },
		default: min,
	};
}

const DECIMALS_OF_MONEY = 2;

export function amountField(texts: FieldTexts): BodyField {
	return { property: numberProperty(texts, { decimals: DECIMALS_OF_MONEY }), parse: parseAmount };
}

/** Several texts in one line, which an expression can also give as a list. */
export function textListField(texts: FieldTexts): BodyField {
	return { property: textProperty(texts), parse: unlessEmpty(parseTextList), emptyValue: [] };
}

/** As the editor wants a collection's fields: alphabetical. */
export function propertiesOf(...groups: ReadonlyArray<readonly BodyField[]>): INodeProperties[] {
	return groups
		.flat()
		.map(({ property }) => property)
		.sort((one, other) => one.displayName.localeCompare(other.displayName));
}
