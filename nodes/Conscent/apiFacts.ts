/**
 * What the nodes assume of Conscent's API, each point once. `test/unit/Conscent/apiFacts.test.ts` holds it against
 * `spec/conscent.openapi.yaml`, which says how sure it is; `npm run calibrate` asks the real API. A point that proves
 * wrong is changed here and there, and the nodes follow.
 */

/** Where the API is (spec: `servers`). */
export const BASE_URLS = {
	production: 'https://api.conscent.in/api',
	sandbox: 'https://sandbox-api.conscent.in/api',
} as const;

/** What clears a field of an update (spec: `x-empty-value`). */
export const EMPTY_VALUE = null;

/** What clears a list of an update (spec: `x-empty-value`). */
export const EMPTY_LIST: [] = [];

/** What an update does with an address that has no `_id` (spec: `x-address-without-id`). */
export const ADDRESS_WITHOUT_ID: 'adds' | 'replaces' = 'adds';

/** How many rows a page is asked for (spec: `x-granted-page`). */
export const PAGE_SIZES = {
	contents: 250,
	plans: 100,
	purchases: 500,
	transactions: 500,
} as const;

export interface CallFacts {
	/** The first part of the call's path, below the base URL. */
	readonly version: 'v1' | 'v2';
	/** Whether sending it twice does no more than sending it once (spec: `x-idempotent`). */
	readonly idempotent: boolean;
}

function reads(version: CallFacts['version']): CallFacts {
	return { version, idempotent: true };
}

/** By the operationId of the spec. */
export const CALLS = {
	addSubscription: { version: 'v2', idempotent: false },
	cancelSubscriptions: { version: 'v1', idempotent: true },
	createBundle: { version: 'v1', idempotent: false },
	createContent: { version: 'v1', idempotent: false },
	createDashboardUser: { version: 'v2', idempotent: false },
	generateCoupons: { version: 'v1', idempotent: false },
	/** More cautious than the spec: each one makes a token that can log the user in. */
	generateLoginToken: { version: 'v1', idempotent: false },
	getBundles: reads('v1'),
	getContent: reads('v1'),
	getContentStatistics: reads('v1'),
	getContents: reads('v1'),
	getDailyStatistics: reads('v1'),
	getMicropayments: reads('v1'),
	getPasses: reads('v1'),
	getPurchases: reads('v1'),
	getSubscribers: reads('v1'),
	getSubscriptionPlans: reads('v2'),
	getSubscriptionPurchases: reads('v2'),
	getSubscriptionPurchasesV1: reads('v1'),
	getTransactions: reads('v2'),
	getUserAndPurchases: reads('v1'),
	getUserAndSubscriptions: reads('v1'),
	migrateSubscription: { version: 'v1', idempotent: false },
	registerUser: { version: 'v2', idempotent: false },
	updateBundle: { version: 'v1', idempotent: true },
	updateContent: { version: 'v1', idempotent: true },
	updateDashboardUser: { version: 'v2', idempotent: true },
	updateSubscription: { version: 'v2', idempotent: true },
	/** Unless it adds an address: see `ADDRESS_WITHOUT_ID`. */
	updateUser: { version: 'v2', idempotent: true },
} as const satisfies Record<string, CallFacts>;
