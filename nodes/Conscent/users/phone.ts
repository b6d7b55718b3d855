import { ValidationError } from '../../shared/input/validationError';
import type { Parse } from '../../shared/input/parse/text';
import { parseText } from '../../shared/input/parse/text';

/** What people put between the digits of a phone number. Not a slash: it also stands between two numbers. */
const SEPARATORS = /[\s().-]/g;
const PHONE_SHAPE = /^\+?\d{5,15}$/;

/** No number is written longer, and the patterns below meet no longer text. */
const MAX_TEXT_CHARS = 40;

const WHAT_TO_WRITE = 'It must be 5 to 15 digits, such as 9876543210 or +91 98765 43210.';

/** What might become another number without its separators, and what to write instead. */
const UNCLEAR_SHAPES: ReadonlyArray<{ readonly pattern: RegExp; readonly whatToWrite: string }> = [
	{
		pattern: /\(0\)|\+.*\(0/,
		whatToWrite: 'Leave out the zero in parentheses: +44 20 7946 0958, not +44 (0)20 7946 0958.',
	},
	{
		// Parentheses anywhere but around the area code, or around the country code.
		pattern: /^(?!\+?[\d\s.-]{0,6}\(\+?\d{1,5}\)[^()]+$).*[()]/,
		whatToWrite: 'Leave out the extension: parentheses may only stand around the area code.',
	},
	{
		pattern: /\/|\d{7,}[\s.-]+\d{7,}/,
		whatToWrite: 'Write one number only, and no slash within it.',
	},
	{
		pattern: /\d{6}\.|\.\d(?!\d)/,
		whatToWrite: 'Write it without decimals. In a spreadsheet, store phone numbers as text.',
	},
	{ pattern: /^[^+(\d]/, whatToWrite: WHAT_TO_WRITE },
];

/** A phone number without separators: digits, after a plus sign where it has one. */
export const parsePhone: Parse<string> = (value, field) => {
	const read = readPhone(parseText(value, field));
	if (typeof read === 'string') return read;
	throw new ValidationError(field, `'${field}' is not a phone number`, read.whatToWrite);
};

/** @returns the number without separators, or what to write instead of a text that is not clearly one number */
export function readPhone(written: string): string | { readonly whatToWrite: string } {
	const text = written.trim();
	if (text.length > MAX_TEXT_CHARS) return { whatToWrite: WHAT_TO_WRITE };
	const unclear = UNCLEAR_SHAPES.find(({ pattern }) => pattern.test(text));
	if (unclear) return unclear;
	const phone = text.replace(SEPARATORS, '');
	return PHONE_SHAPE.test(phone) ? phone : { whatToWrite: WHAT_TO_WRITE };
}
