import type { Operation, Steps } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { readOptionalId } from '../../../shared/input/fields/locators';
import { USER_ID, orderBy } from '../../fields/ids';
import { lookUpSignedInUser } from '../../signedInUser';

function* deactivateUser(givenId: string | undefined): Steps {
	const userId = givenId ?? (yield* lookUpSignedInUser('id'));
	const response = yield {
		method: 'PUT',
		path: path`/auth/user/${userId}/deactivate`,
		// Who is inactive stays so.
		idempotent: true,
	};
	return responseJson(response);
}

/** `PUT /auth/user/{id}/deactivate` (spec: `deactivateUser`). */
export const deactivate: Operation = {
	value: 'deactivate',
	name: 'Deactivate',
	action: 'Deactivate user',
	description:
		'Deactivate a user, who can then not sign in; how one is activated again is not documented',
	calls: ['getUser', 'deactivateUser'],
	properties: [USER_ID],

	prepare(parameters) {
		const userId = readOptionalId(parameters, USER_ID);
		return { orderKey: orderBy(userId), steps: () => deactivateUser(userId) };
	},
};
