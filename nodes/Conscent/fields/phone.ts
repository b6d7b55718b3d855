import { ParameterProblem } from '../../shared/problem';
import type { Parse } from '../../shared/values';
import { parseText } from '../../shared/values';

/** What people put between the digits of a phone number. */
const SEPARATORS = /[\s().\-/]/g;
const PHONE_SHAPE = /^\+?\d{5,15}$/;

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

/**
 * A number without its country code is never taken for the same as one with it: the same digits belong to somebody else
 * in another country, and what follows may cancel a subscription.
 *
 * @returns whether two numbers have the same digits
 */
export function isSamePhone(one: string, other: string): boolean {
	return digitsOf(one) === digitsOf(other);
}

export function digitsOf(phone: string): string {
	return phone.replace(/\D/g, '');
}
