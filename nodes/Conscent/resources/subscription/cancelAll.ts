import { answerJson } from '../../../shared/output';
import { path } from '../../../shared/path';
import { userOperation } from '../userOperation';

/** `POST /v1/client/cancel-subscriptions/{userId}` (spec: `cancelSubscriptions`). */
export const cancelAll = userOperation({
	value: 'cancelAll',
	name: 'Cancel All',
	action: 'Cancel all subscriptions of user',
	description: 'Cancel all active subscriptions of a reader',
	calls: ['cancelSubscriptions'],
	userDescription: 'The reader whose active subscriptions are cancelled, all of them',
	properties: [],

	request: () => (userId) => ({
		method: 'POST',
		path: path`/v1/client/cancel-subscriptions/${userId}`,
		// What is cancelled stays cancelled. A lost cancellation would be charged to the reader.
		repeatable: true,
	}),

	output: answerJson,
});
