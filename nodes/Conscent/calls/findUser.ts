import type { IDataObject } from 'n8n-workflow';

import type { ApiAnswer, ApiRequest } from '../../shared/operation';
import type { RunMemory } from '../../shared/memory';
import { MemorySlot } from '../../shared/memory';
import { pick } from '../../shared/output';
import type { PagedCall } from '../../shared/paging';
import { PageReader } from '../../shared/paging';
import { ParameterProblem } from '../../shared/problem';
import { isNothing } from '../../shared/values';
import { digitsOf, isSamePhone } from '../fields/phone';
import type { UserReference } from '../fields/user';
import { USER_LABEL } from '../fields/user';
import { purchasePages } from './purchases';
import { transactionPages } from './transactions';

/** What a look-up comes to. Nobody found is no error yet: the item may say what to do then. */
export type UserLookup =
	/** By the first row that names them. */
	| {
			readonly kind: 'found';
			readonly userId: string;
			readonly row: IDataObject;
			readonly source: string;
	  }
	| { readonly kind: 'missing'; readonly problem: ParameterProblem }
	/** Somebody is meant, but their ID cannot be told. */
	| { readonly kind: 'unclear'; readonly problem: ParameterProblem };

export type FoundUser = Extract<UserLookup, { kind: 'found' }>;

/** A conversation's part that only reads. */
type Lookup<T> = Generator<ApiRequest, T, ApiAnswer>;

interface Source {
	readonly name: string;
	readonly pages: PagedCall;
}

/** What one person bought is far less; a listing this long means that the API ignored the filter. */
const MOST_ROWS = 5_000;

/** Where rows of what was bought hold the address and the number (spec: `Purchase`, `Transaction`). */
const EMAIL_KEYS = ['userEmail', 'email'];
const PHONE_KEYS = ['userPhoneNumber', 'phoneNumber', 'phone'];
/** What is kept of a row until the run ends: all that a row tells of the person. */
const KEPT_KEYS = ['userId', 'userName', 'clientUserId', ...EMAIL_KEYS, ...PHONE_KEYS];

const KNOWN_USERS = new MemorySlot(() => new Map<string, UserLookup>());

/** The same for every way to write the same address or number. */
export function userKey({ mode, value }: UserReference): string {
	return mode === 'phone' ? digitsOf(value) : value;
}

/**
 * Looks a reader up once per run. Items for the same reader go one after the other (`userKey`), so that the first one's
 * look-up is done when the next one asks.
 */
export function* lookUpUser(user: UserReference, memory: RunMemory): Lookup<UserLookup> {
	const known = memory.at(KNOWN_USERS).get(userKey(user));
	if (known) return known;
	const lookup = yield* findUser(user);
	rememberUser(user, lookup, memory);
	return lookup;
}

/** What later items of the run are to take for the outcome of looking this reader up. */
export function rememberUser(user: UserReference, lookup: UserLookup, memory: RunMemory): void {
	memory.at(KNOWN_USERS).set(userKey(user), lookup);
}

/**
 * Looks up the ID of a reader. No call of Conscent's that this package knows gives it, so it is read from what they
 * bought: purchases first, then transactions. Transactions cannot be filtered by phone, passes and micropayments can.
 */
export function* findUser(user: UserReference): Lookup<UserLookup> {
	let rowsSeen = 0;
	for (const source of sourcesFor(user)) {
		const found = new Map<string, IDataObject>();
		const reader = new PageReader(source.pages, MOST_ROWS);
		while (reader.hasMore) {
			const rows = reader.take(yield { ...reader.request(), lookup: true });
			rowsSeen += rows.length;
			for (const row of rows) {
				if (isAbout(row, user) && !isNothing(row['userId'])) {
					found.set(String(row['userId']), pick(row, KEPT_KEYS));
				}
			}
		}
		const [first, ...others] = found;
		if (others.length > 0) return { kind: 'unclear', problem: severalFound(user, found.size) };
		if (first) return { kind: 'found', userId: first[0], row: first[1], source: source.name };
	}
	const problem = rowsSeen === 0 ? neverBought(user) : noneExact(user, rowsSeen);
	return { kind: 'missing', problem };
}

function sourcesFor({ mode, spellings }: UserReference): Source[] {
	return spellings.flatMap((text) => (mode === 'email' ? emailSources(text) : phoneSources(text)));
}

function emailSources(email: string): Source[] {
	return [
		{ name: 'purchases', pages: purchasePages('subscriptions', { email }) },
		{ name: 'transactions', pages: transactionPages({ email }) },
	];
}

function phoneSources(phoneNumber: string): Source[] {
	return (['subscriptions', 'passes', 'micropayments'] as const).map((type) => ({
		name: 'purchases',
		pages: purchasePages(type, { phoneNumber }),
	}));
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

function userProblem(what: string, hint: string): ParameterProblem {
	return new ParameterProblem(USER_LABEL, what, hint);
}

function severalFound(user: UserReference, count: number): ParameterProblem {
	return userProblem(
		`${count} users of Conscent have bought something as '${user.value}', so it is not clear who is meant`,
		GIVE_ID,
	);
}

function noneExact(user: UserReference, rows: number): ParameterProblem {
	return userProblem(
		`No user was found for '${user.value}': Conscent gave ${rows} purchases, but none of exactly this ${nounOf(user)}`,
		`Check how it is written. ${GIVE_ID}`,
	);
}

function neverBought(user: UserReference): ParameterProblem {
	return userProblem(
		`'${user.value}' never bought anything, so Conscent's API cannot tell the user's ID`,
		`Conscent names an ID only with what was bought. ${GIVE_ID}`,
	);
}

function nounOf({ mode }: UserReference): string {
	return mode === 'email' ? 'email address' : 'phone number';
}
