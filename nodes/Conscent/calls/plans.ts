import type { IDataObject } from 'n8n-workflow';

import type { PagedCall } from '../../shared/paging';
import { path } from '../../shared/path';
import { readListing } from './listing';

/** Conscent gives 10 unless asked for more, and documents no maximum. */
const PLANS_PER_PAGE = 100;

/** The subscription plans that the filters let through (spec: `getSubscriptionPlans`). */
export function planPages(filters: IDataObject): PagedCall {
	return {
		pageSize: PLANS_PER_PAGE,
		grantsPageSize: false,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path: path`/v2/client/subscription-plans`,
			query: { ...filters, pageNumber, showRecords: size },
			repeatable: true,
		}),
		read: (answer) => readListing(answer, 'subscriptionPlans'),
	};
}
