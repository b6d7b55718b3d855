import type { IDataObject } from 'n8n-workflow';

import type { PagedCall } from '../../shared/output/paging';
import type { ApiPath } from '../../shared/input/path';
import { path } from '../../shared/input/path';
import { CALLS, PAGE_SIZES } from '../apiFacts';
import { readListing } from './listing';

interface PurchaseCall {
	readonly path: ApiPath;
	/** Where the response holds its rows. */
	readonly rowsKey: string;
}

const PURCHASE_CALLS = {
	/** Spec: `getSubscriptionPurchases`. */
	subscriptions: {
		path: path`/${CALLS.getSubscriptionPurchases.version}/client/purchases/subscriptions`,
		rowsKey: 'purchases',
	},
	/** Spec: `getSubscriptionPurchasesV1`. */
	subscriptionsV1: {
		path: path`/${CALLS.getSubscriptionPurchasesV1.version}/client/purchases/subscriptions`,
		rowsKey: 'purchases',
	},
	/** Spec: `getPasses`. */
	passes: { path: path`/${CALLS.getPasses.version}/client/purchases/passes`, rowsKey: 'purchases' },
	/** Spec: `getMicropayments`. */
	micropayments: {
		path: path`/${CALLS.getMicropayments.version}/client/purchases/micropayments`,
		rowsKey: 'purchases',
	},
	/** Spec: `getPurchases`. */
	all: {
		path: path`/${CALLS.getPurchases.version}/client/purchases`,
		rowsKey: 'transactionDetails',
	},
} as const satisfies Record<string, PurchaseCall>;

type PurchaseCallName = keyof typeof PURCHASE_CALLS;

/** What the editor offers. The older list of subscriptions only serves to find users by phone number. */
export type PurchaseType = Exclude<PurchaseCallName, 'subscriptionsV1'>;

/** The purchases of one type that the filters let through. */
export function purchasePages(name: PurchaseCallName, filters: IDataObject): PagedCall {
	const call = PURCHASE_CALLS[name];
	return purchasePagesAt(call.path, filters, (response) => readListing(response, call.rowsKey));
}

/** Purchases are paged in one way, whichever call gives them. */
export function purchasePagesAt(
	at: ApiPath,
	query: IDataObject,
	read: PagedCall['read'],
): PagedCall {
	return {
		pageSize: PAGE_SIZES.purchases,
		grantsPageSize: true,
		// Documented is how many rows a page has at most, and not that only the last one has fewer.
		mayCutPages: true,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path: at,
			query: { ...query, pageNumber, pageSize: size },
			idempotent: true,
		}),
		read,
	};
}
