import type { IDataObject } from 'n8n-workflow';

import type { PagedCall } from '../../shared/paging';
import { path } from '../../shared/path';
import { readListing } from './listing';

/** Conscent documents neither a default nor a maximum. */
const ROWS_PER_PAGE = 500;

/** The transactions that the filters let through (spec: `getTransactions`). */
export function transactionPages(filters: IDataObject): PagedCall {
	return {
		pageSize: ROWS_PER_PAGE,
		grantsPageSize: false,
		request: ({ skip, size }) => ({
			method: 'GET',
			path: path`/v2/client/get-all-transactions`,
			query: { ...filters, skip, limit: size },
			repeatable: true,
		}),
		read: (answer) => readListing(answer, 'data'),
	};
}
