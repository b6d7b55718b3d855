import type { IDataObject } from 'n8n-workflow';

import type { ApiAnswer, ApiRequest } from '../../shared/operation';
import type { PagedCall } from '../../shared/paging';
import { PageReader } from '../../shared/paging';
import { ParameterProblem } from '../../shared/problem';
import { isNothing } from '../../shared/values';
import { isSamePhone } from '../fields/phone';
import type { UserReference } from '../fields/user';
import { purchasePages } from './purchases';
import { transactionPages } from './transactions';

/** Who was found, by the first row that names them. */
export interface FoundUser {
	readonly userId: string;
	readonly row: IDataObject;
	readonly source: string;
}

/** Why nobody was found. It is no error yet: the item may say what to do then. */
export interface MissingUser {
	readonly problem: ParameterProblem;
}

/** A conversation's part that only reads. */
export type Lookup<T> = Generator<ApiRequest, T, ApiAnswer>;

interface Source {
	readonly name: string;
	readonly pages: PagedCall;
}

/** What one person bought is far less; a listing this long means that the API ignored the filter. */
const MOST_ROWS = 5_000;

/** Where rows of what was bought hold the address and the number (spec: `Purchase`, `Transaction`). */
const EMAIL_KEYS = ['userEmail', 'email'];
const PHONE_KEYS = ['userPhoneNumber', 'phoneNumber', 'phone'];

/**
 * Looks up the ID of a reader. No call of Conscent's that this package knows gives it, so it is read from what they
 * bought: purchases first, then transactions. Transactions cannot be filtered by phone, passes and micropayments can.
 */
export function* findUser(user: UserReference): Lookup<FoundUser | MissingUser> {
	let rowsSeen = 0;
	for (const source of sourcesFor(user)) {
		const found = new Map<string, IDataObject>();
		const reader = new PageReader(source.pages, MOST_ROWS);
		while (reader.hasMore) {
			const rows = reader.take(yield asLookup(reader.request()));
			rowsSeen += rows.length;
			for (const row of rows) {
				if (isAbout(row, user) && !isNothing(row['userId'])) found.set(String(row['userId']), row);
			}
		}
		const [first, ...others] = found;
		if (others.length > 0) throw severalFound(user, found.size);
		if (first) return { userId: first[0], row: first[1], source: source.name };
	}
	return { problem: rowsSeen === 0 ? neverBought(user) : noneExact(user, rowsSeen) };
}

function sourcesFor({ mode, value }: UserReference): Source[] {
	if (mode === 'email') {
		return [
			{ name: 'purchases', pages: purchasePages('subscriptions', { email: value }) },
			{ name: 'transactions', pages: transactionPages({ email: value }) },
		];
	}
	return (['subscriptions', 'passes', 'micropayments'] as const).map((type) => ({
		name: 'purchases',
		pages: purchasePages(type, { phoneNumber: value }),
	}));
}

/** Sent also in a dry run, and once per run for all items that ask for the same. */
function asLookup(request: ApiRequest): ApiRequest {
	return {
		...request,
		lookup: true,
		shareKey: `${request.path} ${JSON.stringify(request.query)}`,
	};
}

/** The API's own filter may match loosely or not at all: only an exact match counts. */
function isAbout(row: IDataObject, { mode, value }: UserReference): boolean {
	if (mode === 'email') {
		return textsAt(row, EMAIL_KEYS).some((email) => email.trim().toLowerCase() === value);
	}
	return textsAt(row, PHONE_KEYS).some((phone) => isSamePhone(phone, value));
}

function textsAt(row: IDataObject, keys: readonly string[]): string[] {
	return keys
		.map((key) => row[key])
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map(String);
}

const GIVE_ID =
	"Choose 'By ID' and give the user's ID: Conscent's webhooks and purchases carry it.";

function problem(user: UserReference, what: string, hint: string): ParameterProblem {
	return new ParameterProblem(user.mode === 'email' ? 'User Email' : 'User Phone', what, hint);
}

function severalFound(user: UserReference, count: number): ParameterProblem {
	return problem(
		user,
		`${count} users of Conscent have bought something as '${user.value}', so it is not clear who is meant`,
		GIVE_ID,
	);
}

function noneExact(user: UserReference, rows: number): ParameterProblem {
	return problem(
		user,
		`No user was found for '${user.value}': Conscent gave ${rows} purchases, but none of exactly this ${nounOf(user)}`,
		`Check how it is written. ${GIVE_ID}`,
	);
}

function neverBought(user: UserReference): ParameterProblem {
	return problem(
		user,
		`'${user.value}' never bought anything, so Conscent's API cannot tell the user's ID`,
		`Conscent names an ID only with what was bought. ${GIVE_ID}`,
	);
}

function nounOf({ mode }: UserReference): string {
	return mode === 'email' ? 'email address' : 'phone number';
}
