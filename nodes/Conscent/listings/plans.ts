import type { IDataObject } from 'n8n-workflow';

import type { PagedCall } from '../../shared/output/paging';
import { path } from '../../shared/input/path';
import { CALLS, PAGE_SIZES } from '../apiFacts';
import { readListing } from './listing';

/** The subscription plans that the filters let through (spec: `getSubscriptionPlans`). */
export function planPages(filters: IDataObject): PagedCall {
	return {
		pageSize: PAGE_SIZES.plans,
		grantsPageSize: false,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path: path`/${CALLS.getSubscriptionPlans.version}/client/subscription-plans`,
			query: { ...filters, pageNumber, showRecords: size },
			idempotent: true,
		}),
		read: (response) => readListing(response, 'subscriptionPlans'),
	};
}
