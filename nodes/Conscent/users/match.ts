/** Whether two email addresses or phone numbers are those of one user. */
import type { IDataObject } from 'n8n-workflow';

import { readPhone } from './phone';
import type { UserReference } from './userReference';
import { foldEmail } from './userReference';

/** Where rows of what was bought hold the address and the number (spec: `Purchase`, `Transaction`). */
export const EMAIL_KEYS = ['userEmail', 'email'];
export const PHONE_KEYS = ['userPhoneNumber', 'phoneNumber', 'phone'];

/** `similar`: one user may stand behind both, or may not. */
export type UserMatch = 'same' | 'similar' | 'other';

/** `unknown`: the row holds nothing that can be compared. */
export type RowMatch = UserMatch | 'unknown';

/** The best of several wins: a row may hold a number in two forms. */
const BY_RANK: readonly RowMatch[] = ['same', 'similar', 'unknown', 'other'];

/** Whether a row is about the user: the API's own filter may match loosely, or not at all. */
export function matchRow(row: IDataObject, { mode, value }: UserReference): RowMatch {
	const matches =
		mode === 'email'
			? textsAt(row, EMAIL_KEYS).map((email) => compareEmails(email, value))
			: textsAt(row, PHONE_KEYS).map((phone) => matchPhone(phone, value));
	return BY_RANK.find((match) => matches.includes(match)) ?? 'unknown';
}

function matchPhone(written: string, value: string): RowMatch {
	const phone = readPhone(written);
	return typeof phone === 'string' ? comparePhones(phone, value) : 'unknown';
}

/** A shorter number that ends another one does so by chance. */
const SHORTEST_LOCAL_DIGITS = 7;

/**
 * A number without its country code is never taken for the same as one with it: the same digits belong to another user
 * in another country, and what follows may cancel a subscription. It is no other number for sure, either: `similar`.
 *
 * @param one a number without separators, like the other
 */
export function comparePhones(one: string, other: string): UserMatch {
	if (one === other) return 'same';
	if (one.startsWith('+') && other.startsWith('+')) return 'other';
	const [shorter = '', longer = ''] = [bareDigits(one), bareDigits(other)].sort(
		(a, b) => a.length - b.length,
	);
	if (shorter === longer) return 'similar';
	const isEnding = shorter.length >= SHORTEST_LOCAL_DIGITS && longer.endsWith(shorter);
	return isEnding ? 'similar' : 'other';
}

/** Without plus sign, and without the zeros that stand for it or for the country code within the country. */
function bareDigits(phone: string): string {
	return phone.replace(/\D/g, '').replace(/^0+/, '');
}

function compareEmails(one: string, other: string): UserMatch {
	if (foldEmail(one) === foldEmail(other)) return 'same';
	return looksOf(one) === looksOf(other) ? 'similar' : 'other';
}

/** All letters that Unicode takes for the same, which an API may do as well. */
function looksOf(email: string): string {
	return email.trim().normalize('NFKC').toLowerCase();
}

export function compareUsers(one: UserReference, other: UserReference): UserMatch {
	if (one.mode !== other.mode) return 'other';
	switch (one.mode) {
		case 'email':
			return compareEmails(one.value, other.value);
		case 'phone':
			return comparePhones(one.value, other.value);
		case 'id':
			return one.value === other.value ? 'same' : 'other';
	}
}

/** The same for all that are `same` or `similar`: such items go one after the other. */
export function userKey({ mode, value }: UserReference): string {
	switch (mode) {
		case 'email':
			return `email ${looksOf(value)}`;
		case 'phone':
			return `phone ${bareDigits(value).slice(-SHORTEST_LOCAL_DIGITS)}`;
		case 'id':
			return value;
	}
}

function textsAt(row: IDataObject, keys: readonly string[]): string[] {
	return keys
		.map((key) => row[key])
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map((value) => String(value))
		.filter((text) => text.trim() !== '');
}
