import type { Conversation, ConversationOperation } from '../../../shared/operation';
import { answerJson } from '../../../shared/output';
import type { Parameters } from '../../../shared/parameters';
import { path } from '../../../shared/path';
import { USER_ID, orderByUser, readUserId } from '../../fields/ids';
import { lookUpSignedInUser } from './getUser';

function* conversation(parameters: Parameters): Conversation {
	const userId = readUserId(parameters) ?? (yield* lookUpSignedInUser('id'));
	const answer = yield {
		method: 'PUT',
		path: path`/auth/user/${userId}/deactivate`,
		// Who is inactive stays so.
		repeatable: true,
	};
	return answerJson(answer);
}

/** `PUT /auth/user/{id}/deactivate` (spec: `deactivateUser`). */
export const deactivate: ConversationOperation = {
	value: 'deactivate',
	name: 'Deactivate',
	action: 'Deactivate user',
	description: 'Keep a user from signing in; how one is activated again is not documented',
	calls: ['getUser', 'deactivateUser'],
	properties: [USER_ID],
	orderKey: orderByUser,
	conversation,
};
