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

export type ContactMatch = 'same' | 'similar' | 'other';

/** A shorter number that ends another one does so by chance. */
const SHORTEST_LOCAL_NUMBER = 7;

/**
 * A number without its country code is never taken for the same as one with it: the same digits belong to somebody else
 * in another country, and what follows may cancel a subscription. It is no other number for sure, either: `similar`.
 */
export function comparePhones(one: string, other: string): ContactMatch {
	const [shorter, longer] = [digitsOf(one), digitsOf(other)].sort((a, b) => a.length - b.length);
	if (!shorter || !longer) return 'other';
	if (shorter === longer) return hasPlus(one) === hasPlus(other) ? 'same' : 'similar';
	if (hasPlus(one) && hasPlus(other)) return 'other';
	const isEnding = shorter.length >= SHORTEST_LOCAL_NUMBER && longer.endsWith(shorter);
	return isEnding ? 'similar' : 'other';
}

function hasPlus(phone: string): boolean {
	return phone.trim().startsWith('+');
}

export function digitsOf(phone: string): string {
	return phone.replace(/\D/g, '');
}
