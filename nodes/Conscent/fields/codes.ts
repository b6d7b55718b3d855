import { ValidationError } from '../../shared/input/validationError';
import type { Parse } from '../../shared/input/parse/text';
import { parseText } from '../../shared/input/parse/text';

function parseCode(shape: RegExp, what: string, example: string): Parse<string> {
	return (value, field) => {
		const code = parseText(value, field).trim();
		if (shape.test(code)) return code;
		throw new ValidationError(
			field,
			`'${field}' is not ${what}: '${code.slice(0, LONGEST_QUOTE)}'`,
			`It must be written like ${example}.`,
		);
	};
}

const LONGEST_QUOTE = 20;

/** ISO 3166-1 alpha-2; Conscent adds GL for the whole world. */
export const parseCountry = parseCode(/^[A-Z]{2}$/, 'a country code of two capital letters', 'IN');

/** ISO 4217. */
export const parseCurrency = parseCode(
	/^[A-Z]{3}$/,
	'a currency code of three capital letters',
	'INR',
);
