import { ParameterProblem } from '../../shared/problem';
import type { Parse } from '../../shared/values';
import { parseText } from '../../shared/values';

/** What people put between the digits of a phone number. */
const SEPARATORS = /[\s().\-/]/g;
const PHONE_SHAPE = /^\+?\d{5,15}$/;

/** A number this short says little without its country; only longer ones are matched across country codes. */
const SHORTEST_NATIONAL_DIGITS = 7;
const LONGEST_COUNTRY_CODE_DIGITS = 3;

/** A phone number without separators: digits, after a plus sign where it has one. */
export const parsePhone: Parse<string> = (value, field) => {
	const text = parseText(value, field).replace(SEPARATORS, '');
	if (PHONE_SHAPE.test(text)) return text;
	throw new ParameterProblem(
		field,
		`'${field}' is not a phone number`,
		'It must be 5 to 15 digits, such as 9876543210 or +91 98765 43210.',
	);
};

/** @returns whether two numbers are the same, also where only one of them has its country code */
export function isSamePhone(one: string, other: string): boolean {
	const [shorter, longer] = [digitsOf(one), digitsOf(other)].sort(
		(a, b) => a.length - b.length,
	) as [string, string];
	if (shorter === longer) return true;
	// +91 98… ends like +1 98…: where both name their country, nothing is left to guess.
	if (isInternational(one) && isInternational(other)) return false;
	return (
		shorter.length >= SHORTEST_NATIONAL_DIGITS &&
		longer.length - shorter.length <= LONGEST_COUNTRY_CODE_DIGITS &&
		longer.endsWith(shorter)
	);
}

function isInternational(phone: string): boolean {
	return phone.trim().startsWith('+');
}

function digitsOf(phone: string): string {
	return phone.replace(/\D/g, '');
}
