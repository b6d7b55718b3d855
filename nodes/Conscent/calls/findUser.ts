import type { IDataObject } from 'n8n-workflow';

import type { ApiAnswer, ApiRequest } from '../../shared/operation';
import { pick } from '../../shared/output';
import type { PagedCall } from '../../shared/paging';
import { PageReader } from '../../shared/paging';
import { isNothing } from '../../shared/values';
import type { UserReference } from '../fields/user';
import { EMAIL_KEYS, PHONE_KEYS, matchRow } from './matchUser';
import { purchasePages } from './purchases';
import { transactionPages } from './transactions';

/** Why it is not clear who is meant, although somebody is. */
export type Doubt =
	| 'several'
	| 'tooManyRows'
	| 'withoutId'
	| 'similar'
	| 'uncomparable'
	| 'perhapsRegistered'
	| 'registeredWithoutId';

/** What a look-up comes to; nobody found is no error yet, as the item may say what to do then. Kept until the run ends. */
export type UserLookup =
	/** By the first row that names them. */
	| {
			readonly kind: 'found';
			readonly userId: string;
			readonly row: IDataObject;
			readonly source: string;
	  }
	/** @see `rows`: how many the API gave, all of other people */
	| { readonly kind: 'missing'; readonly rows: number }
	| { readonly kind: 'unclear'; readonly doubt: Doubt };

export type FoundUser = Extract<UserLookup, { kind: 'found' }>;

/** A conversation's part that only reads. */
export type Lookup<T> = Generator<ApiRequest, T, ApiAnswer>;

interface Source {
	readonly name: string;
	readonly pages: PagedCall;
}

/** What one person bought is far less; a listing this long means that the API ignored the filter. */
export const MOST_ROWS = 5_000;

/** All that a row tells of the person. */
const KEPT_KEYS = ['userId', 'userName', 'clientUserId', ...EMAIL_KEYS, ...PHONE_KEYS];

/**
 * Looks up the ID of a reader. No call of Conscent's that this package knows gives it, so it is read from what they
 * bought: subscriptions first, then transactions, passes and micropayments. Transactions cannot be filtered by phone.
 */
export function* findUser(user: UserReference): Lookup<UserLookup> {
	const search = new Search(user);
	for (const { name, pages } of sourcesFor(user)) {
		const reader = new PageReader(pages, MOST_ROWS);
		while (reader.hasMore) {
			// Sent also in a dry run, as what would be sent depends on it.
			const rows = reader.take(yield { ...reader.request(), lookup: true });
			search.add(rows);
		}
		if (reader.isCut) return { kind: 'unclear', doubt: 'tooManyRows' };
		if (search.isDecided) return search.outcome(name);
	}
	return search.outcome('');
}

function sourcesFor({ mode, spellings }: UserReference): Source[] {
	return spellings.flatMap((text) => (mode === 'email' ? emailSources(text) : phoneSources(text)));
}

function emailSources(email: string): Source[] {
	return [
		{ name: 'purchases', pages: purchasePages('subscriptions', { email }) },
		{ name: 'transactions', pages: transactionPages({ email }) },
		{ name: 'purchases', pages: purchasePages('passes', { email }) },
		{ name: 'purchases', pages: purchasePages('micropayments', { email }) },
	];
}

function phoneSources(phoneNumber: string): Source[] {
	return (['subscriptions', 'passes', 'micropayments'] as const).map((type) => ({
		name: 'purchases',
		pages: purchasePages(type, { phoneNumber }),
	}));
}

/** What the rows seen so far say of a person. */
class Search {
	private readonly found = new Map<string, IDataObject>();

	private readonly doubts = new Set<Doubt>();

	private rows = 0;

	constructor(private readonly user: UserReference) {}

	add(rows: readonly IDataObject[]): void {
		this.rows += rows.length;
		for (const row of rows) this.look(row);
	}

	get isDecided(): boolean {
		return this.found.size > 0;
	}

	outcome(source: string): UserLookup {
		const [first, ...others] = this.found;
		if (others.length > 0) return { kind: 'unclear', doubt: 'several' };
		if (first) return { kind: 'found', userId: first[0], row: first[1], source };
		const [doubt] = this.doubts;
		return doubt ? { kind: 'unclear', doubt } : { kind: 'missing', rows: this.rows };
	}

	private look(row: IDataObject): void {
		const match = matchRow(row, this.user);
		if (match === 'similar') this.doubts.add('similar');
		if (match === 'unknown') this.doubts.add('uncomparable');
		if (match === 'same') this.take(row);
	}

	private take(row: IDataObject): void {
		const { userId } = row;
		if (isNothing(userId)) this.doubts.add('withoutId');
		else if (!this.found.has(String(userId))) this.found.set(String(userId), pick(row, KEPT_KEYS));
	}
}
