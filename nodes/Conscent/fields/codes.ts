import { ValidationError } from '../../shared/input/validationError';
import { ISO_CODE_SHAPE, COUNTRY_NAMES } from '../../shared/input/parse/country';
import type { Parse } from '../../shared/input/parse/text';
import { parseText } from '../../shared/input/parse/text';

function parseCode(shape: RegExp, what: string, example: string): Parse<string> {
	return (value, field) => {
		const code = parseText(value, field).trim();
		if (shape.test(code)) return code;
		throw new ValidationError(
			field,
			`'${field}' is not ${what}: '${code.slice(0, MAX_QUOTE_CHARS)}'`,
			`It must be written like ${example}.`,
		);
	};
}

const MAX_QUOTE_CHARS = 20;

/** What Conscent takes for the whole world, and ISO 3166-1 for Greenland: so no name stands for it. */
const WHOLE_WORLD = 'GL';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

let codesByName: ReadonlyMap<string, string> | undefined;

/** Made when a name is first read: most runs give codes. */
function codeOfCountry(name: string): string | undefined {
	codesByName ??= new Map(
		LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
			.filter((code) => code !== WHOLE_WORLD && isCurrent(code))
			.map((code) => [plainName(COUNTRY_NAMES.of(code) ?? code), code]),
	);
	return codesByName.get(plainName(name));
}

/** A code that was replaced has the name of the one that followed it. */
function isCurrent(code: string): boolean {
	return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

function plainName(name: string): string {
	return name
		.normalize('NFD')
		.replace(/[^\p{L}]/gu, '')
		.toLowerCase();
}

const parseIsoCode = parseCode(
	ISO_CODE_SHAPE,
	'a country or a country code of two letters',
	'India or IN',
);

/**
 * ISO 3166-1 alpha-2, for a code in any case or a country's English name; Conscent adds GL for the whole world. UK is
 * widely written, and no code of the standard.
 */
export const parseCountry: Parse<string> = (value, field) => {
	const text = parseText(value, field).trim();
	const code = text.toUpperCase();
	if (code === 'UK') return 'GB';
	if (ISO_CODE_SHAPE.test(code)) return code;
	return codeOfCountry(text) ?? parseIsoCode(text, field);
};

/** ISO 4217. */
export const parseCurrency = parseCode(
	/^[A-Z]{3}$/,
	'a currency code of three capital letters',
	'INR',
);
