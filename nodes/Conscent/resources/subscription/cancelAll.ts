import { responseJson } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { userOperation } from '../../users/userOperation';

/** `POST /v1/client/cancel-subscriptions/{userId}` (spec: `cancelSubscriptions`). */
export const cancelAll = userOperation({
	value: 'cancelAll',
	name: 'Cancel All',
	action: 'Cancel all subscriptions of user',
	description:
		'Cancel all active subscriptions of one reader, who is named by email address, phone number or ID. Cannot be undone: try Dry Run first.',
	calls: ['cancelSubscriptions'],
	userDescription: 'The reader whose active subscriptions are cancelled, all of them',
	properties: [],

	prepare: () => ({
		request: (userId) => ({
			method: 'POST',
			path: path`/${CALLS.cancelSubscriptions.version}/client/cancel-subscriptions/${userId}`,
			// What is cancelled stays cancelled. A lost cancellation would be charged to the reader.
			idempotent: CALLS.cancelSubscriptions.idempotent,
		}),
		output: responseJson,
	}),
});
