import type { IDataObject } from 'n8n-workflow';

import type { StepsTo } from '../../../shared/operation';
import { PageReader, nextPage } from '../../../shared/output/paging';
import { pick, responseJson } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { purchasePages } from '../../listings/purchases';
import { userOperation } from '../../users/userOperation';

const SHOWN_KEYS = [
	'purchaseId',
	'userName',
	'userEmail',
	'subscriptionId',
	'tierId',
	'price',
	'expiryDate',
];

/** What would end, for a dry run. */
function* activeSubscriptions(userId: string): StepsTo<IDataObject> {
	const reader = new PageReader(purchasePages('subscriptions', { userId, status: 'ACTIVE' }));
	const rows: IDataObject[] = [];
	while (reader.hasMore) rows.push(...(yield* nextPage(reader, { lookup: true })).rows);
	return { wouldEnd: rows.map((row) => pick(row, SHOWN_KEYS)) };
}

/** `POST /v1/client/cancel-subscriptions/{userId}` (spec: `cancelSubscriptions`). */
export const cancelAll = userOperation({
	value: 'cancelAll',
	name: 'Cancel All',
	action: 'Cancel all subscriptions of user',
	description:
		'Cancel all active subscriptions of one reader, who is named by email address, phone number or ID. Cannot be undone: try Dry Run first.',
	calls: ['cancelSubscriptions', 'getSubscriptionPurchases'],
	userDescription: 'The reader whose active subscriptions are cancelled, all of them',
	properties: [],

	prepare: () => ({
		request: (userId) => ({
			method: 'POST',
			path: path`/${CALLS.cancelSubscriptions.version}/client/cancel-subscriptions/${userId}`,
			// What is cancelled stays cancelled. A lost cancellation would be charged to the user.
			idempotent: CALLS.cancelSubscriptions.idempotent,
		}),
		preview: activeSubscriptions,
		output: responseJson,
	}),
});
