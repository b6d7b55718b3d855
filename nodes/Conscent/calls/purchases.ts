import type { IDataObject } from 'n8n-workflow';

import type { PagedCall } from '../../shared/paging';
import type { ApiPath } from '../../shared/path';
import { path } from '../../shared/path';
import { readListing } from './listing';

/** Default of the API; it grants up to 2000 (spec: `pageSize`). */
const ROWS_PER_PAGE = 500;

interface PurchaseCall {
	readonly path: ApiPath;
	/** Where the answer holds its rows. */
	readonly rowsKey: string;
}

export const PURCHASE_CALLS = {
	/** Spec: `getSubscriptionPurchases`. */
	subscriptions: { path: path`/v2/client/purchases/subscriptions`, rowsKey: 'purchases' },
	/** Spec: `getPasses`. */
	passes: { path: path`/v1/client/purchases/passes`, rowsKey: 'purchases' },
	/** Spec: `getMicropayments`. */
	micropayments: { path: path`/v1/client/purchases/micropayments`, rowsKey: 'purchases' },
	/** Spec: `getPurchases`. */
	all: { path: path`/v1/client/purchases`, rowsKey: 'transactionDetails' },
} as const satisfies Record<string, PurchaseCall>;

export type PurchaseType = keyof typeof PURCHASE_CALLS;

/** The purchases of one type that the filters let through. */
export function purchasePages(type: PurchaseType, filters: IDataObject): PagedCall {
	const call = PURCHASE_CALLS[type];
	return {
		pageSize: ROWS_PER_PAGE,
		grantsPageSize: true,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path: call.path,
			query: { ...filters, pageNumber, pageSize: size },
			repeatable: true,
		}),
		read: (answer) => readListing(answer, call.rowsKey),
	};
}
