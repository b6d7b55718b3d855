import type { IDataObject } from 'n8n-workflow';

import type { PagedCall } from '../../shared/output/paging';
import { path } from '../../shared/input/path';
import { CALLS, PAGE_SIZES } from '../apiFacts';
import { readListing } from './listing';

/** The transactions that the filters let through (spec: `getTransactions`). */
export function transactionPages(filters: IDataObject): PagedCall {
	return {
		pageSize: PAGE_SIZES.transactions,
		grantsPageSize: false,
		request: ({ skip, size }) => ({
			method: 'GET',
			path: path`/${CALLS.getTransactions.version}/client/get-all-transactions`,
			query: { ...filters, skip, limit: size },
			idempotent: true,
		}),
		read: (response) => readListing(response, 'data'),
	};
}
