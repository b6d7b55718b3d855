import type { Conversation, StepsOperation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { USER_ID, orderByUser, readUserId } from '../../fields/ids';
import { lookUpSignedInUser } from './getUser';

function* conversation(parameters: Parameters): Conversation {
	const userId = readUserId(parameters) ?? (yield* lookUpSignedInUser('id'));
	const answer = yield {
		method: 'PUT',
		path: path`/auth/user/${userId}/deactivate`,
		// Who is inactive stays so.
		idempotent: true,
	};
	return responseJson(answer);
}

/** `PUT /auth/user/{id}/deactivate` (spec: `deactivateUser`). */
export const deactivate: StepsOperation = {
	value: 'deactivate',
	name: 'Deactivate',
	action: 'Deactivate user',
	description: 'Keep a user from signing in; how one is activated again is not documented',
	calls: ['getUser', 'deactivateUser'],
	properties: [USER_ID],
	orderKey: orderByUser,
	conversation,
};
