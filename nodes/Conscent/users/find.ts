import type { IDataObject } from 'n8n-workflow';

import type { StepsTo } from '../../shared/operation';
import { pick } from '../../shared/output/response';
import type { PagedCall } from '../../shared/output/paging';
import { PageReader, nextPage } from '../../shared/output/paging';
import type { UserReference } from './userReference';
import { EMAIL_KEYS, PHONE_KEYS, matchRow } from './match';
import { purchasePages } from '../listings/purchases';
import { transactionPages } from '../listings/transactions';

/** Why it is not clear who is meant, although a user is. */
export type Doubt =
	| 'several'
	| 'tooManyRows'
	| 'withoutId'
	| 'similar'
	| 'uncomparable'
	| 'similarRegistered'
	| 'perhapsRegistered'
	| 'registeredWithoutId';

/** What a look-up comes to; no user found is no error yet, as the item may say what to do then. Kept until the run ends. */
export type UserLookup =
	/** By the first row that names them. */
	| {
			readonly kind: 'found';
			readonly userId: string;
			readonly row: IDataObject;
			readonly source: string;
	  }
	/** @see `rows`: how many the API gave, all of other users */
	| { readonly kind: 'missing'; readonly rows: number }
	| { readonly kind: 'unclear'; readonly doubt: Doubt };

export type FoundUser = Extract<UserLookup, { kind: 'found' }>;

interface Listing {
	readonly source: string;
	readonly pages: PagedCall;
}

/** What one user bought is far less; a listing this long means that the API ignored the filter. */
export const MAX_ROWS = 5_000;

/** All that a row tells of the user. */
const KEPT_KEYS = ['userId', 'userName', 'clientUserId', ...EMAIL_KEYS, ...PHONE_KEYS];

/** The calls that a look-up makes. */
export const LOOKUP_CALLS = [
	'getSubscriptionPurchases',
	'getSubscriptionPurchasesV1',
	'getPasses',
	'getMicropayments',
	'getTransactions',
] as const;

/**
 * Looks up the ID of a user. No call of Conscent's that this package knows gives it, so it is read from what they
 * bought. Every listing is read to its end before a user counts as found: the next one may name another one by the
 * same address or number.
 */
export function* findUser(user: UserReference): StepsTo<UserLookup> {
	const search = new Search(user);
	for (const { source, pages } of listingsFor(user)) {
		const reader = new PageReader(pages, MAX_ROWS);
		while (reader.hasMore) {
			// Sent also in a dry run, as what would be sent depends on it.
			const { rows } = yield* nextPage(reader, { lookup: true });
			for (const row of rows) search.add(row, source);
		}
		if (reader.isCut) return { kind: 'unclear', doubt: 'tooManyRows' };
	}
	return search.outcome();
}

function listingsFor({ mode, value, written }: UserReference): Listing[] {
	if (mode === 'phone') return phoneListings(value);
	// Whether the API's filters tell capitals apart is unknown.
	return [...new Set([value, written])].flatMap(emailListings);
}

function emailListings(email: string): Listing[] {
	return [
		{ source: 'purchases', pages: purchasePages('subscriptions', { email }) },
		{ source: 'transactions', pages: transactionPages({ email }) },
		{ source: 'purchases', pages: purchasePages('passes', { email }) },
		{ source: 'purchases', pages: purchasePages('micropayments', { email }) },
	];
}

/**
 * Transactions cannot be filtered by number. Only version 1 of the subscriptions is documented to tell the number
 * (spec: `Purchase`, `SubscriptionPurchase`), and only version 2 is current: both are asked.
 */
function phoneListings(phoneNumber: string): Listing[] {
	return (['subscriptions', 'subscriptionsV1', 'passes', 'micropayments'] as const).map((type) => ({
		source: 'purchases',
		pages: purchasePages(type, { phoneNumber }),
	}));
}

/** What the rows of all listings say of a user. */
class Search {
	private readonly found = new Map<string, FoundUser>();

	/** Whose address or number is known, and not the one that is asked for. */
	private readonly others = new Set<string>();

	/** Of whom a row holds no address or number. */
	private readonly uncompared = new Set<string>();

	private isSimilar = false;

	private isWithoutId = false;

	private rows = 0;

	constructor(private readonly user: UserReference) {}

	add(row: IDataObject, source: string): void {
		this.rows++;
		const match = matchRow(row, this.user);
		const userId = idIn(row);
		this.isSimilar ||= match === 'similar';
		if (userId === undefined) this.isWithoutId ||= match === 'same' || match === 'unknown';
		else if (match === 'unknown') this.uncompared.add(userId);
		else if (match !== 'same') this.others.add(userId);
		else if (!this.found.has(userId)) {
			this.found.set(userId, { kind: 'found', userId, row: pick(row, KEPT_KEYS), source });
		}
	}

	outcome(): UserLookup {
		const doubt = this.doubt();
		if (doubt) return { kind: 'unclear', doubt };
		const [found] = this.found.values();
		return found ?? { kind: 'missing', rows: this.rows };
	}

	/** Once there is an exact match, similar ones do not matter. A row without a number does: it may match exactly, too. */
	private doubt(): Doubt | undefined {
		if (this.found.size > 1) return 'several';
		if (this.found.size === 0 && this.isSimilar) return 'similar';
		if (this.found.size === 0 && this.isWithoutId) return 'withoutId';
		// Another row of theirs may have told.
		const isExplained = (userId: string) => this.found.has(userId) || this.others.has(userId);
		return [...this.uncompared].every(isExplained) ? undefined : 'uncomparable';
	}
}

function idIn({ userId }: IDataObject): string | undefined {
	if (typeof userId !== 'string' && typeof userId !== 'number') return undefined;
	return String(userId).trim() || undefined;
}
