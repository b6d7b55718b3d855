import type { IDataObject } from 'n8n-workflow';

import type { ContactMatch } from '../fields/phone';
import { comparePhones } from '../fields/phone';
import type { UserReference } from '../fields/user';

/** Where rows of what was bought hold the address and the number (spec: `Purchase`, `Transaction`). */
export const EMAIL_KEYS = ['userEmail', 'email'];
export const PHONE_KEYS = ['userPhoneNumber', 'phoneNumber', 'phone'];

/** `unknown`: the row holds nothing to compare. */
export type RowMatch = ContactMatch | 'unknown';

/** The best of several wins: a row may hold a number in two forms. */
const BY_RANK: readonly RowMatch[] = ['same', 'similar', 'other'];

/** Whether a row is about the person: the API's own filter may match loosely, or not at all. */
export function matchRow(row: IDataObject, { mode, value }: UserReference): RowMatch {
	const matches =
		mode === 'email'
			? textsAt(row, EMAIL_KEYS).map((email) => compareEmails(email, value))
			: textsAt(row, PHONE_KEYS).map((phone) => comparePhones(phone, value));
	return BY_RANK.find((match) => matches.includes(match as ContactMatch)) ?? 'unknown';
}

function compareEmails(one: string, normalised: string): ContactMatch {
	return one.trim().toLowerCase() === normalised ? 'same' : 'other';
}

function textsAt(row: IDataObject, keys: readonly string[]): string[] {
	return keys
		.map((key) => row[key])
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map((value) => String(value))
		.filter((text) => text.trim() !== '');
}
