/** The single fields of a profile, each with another value that harms nobody. */
import type { IDataObject } from 'n8n-workflow';

import type { Json, Target } from '../../../question';
import { isBlank } from './updateUser';

export interface Field {
	readonly key: string;
	/** What is sent, beside the key perhaps another that it needs. */
	other(target: Target): IDataObject;
}

function toggle(key: string): Field {
	return { key, other: ({ profile }) => ({ [key]: profile[key] !== true }) };
}

/** A node sets these to false; none is ever cleared. */
export const TOGGLES: readonly string[] = [
	'isEmailVerified',
	'isPhoneVerified',
	'enableOffers',
	'enableNotifications',
];

/** An address that can have no mail and a number that nobody has: RFC 2606, and 555-01xx of the North American plan. */
export const FIELDS: readonly Field[] = [
	{ key: 'name', other: () => ({ name: 'Calibrate Test' }) },
	{
		key: 'gender',
		other: ({ profile }) => ({ gender: profile['gender'] === 'OTHERS' ? 'MALE' : 'OTHERS' }),
	},
	{ key: 'dateOfBirth', other: () => ({ dateOfBirth: '1991-02-03T00:00:00.000Z' }) },
	{ key: 'email', other: ({ userId }) => ({ email: `calibrate-${userId}@example.com` }) },
	{ key: 'countryCode', other: () => ({ countryCode: '+1' }) },
	{ key: 'phone', other: () => ({ phone: '2025550123' }) },
	...TOGGLES.map(toggle),
];

/** An API may write a value its own way: a day as a moment, an address in small letters. */
export function isSame(one: unknown, other: unknown): boolean {
	if (typeof one !== 'string' || typeof other !== 'string') return one === other;
	const [oneMs, otherMs] = [Date.parse(one), Date.parse(other)];
	const areDates = /^\d{4}-\d\d-\d\d/.test(one) && /^\d{4}-\d\d-\d\d/.test(other);
	return areDates ? oneMs === otherMs : one.toLowerCase() === other.toLowerCase();
}

/** Whether what is there can be put back. */
export function hasValue(profile: Json, key: string): boolean {
	return !isBlank(profile[key]);
}
