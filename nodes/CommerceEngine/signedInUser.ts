import { path } from '../shared/input/path';
import type { ApiRequest, StepsTo } from '../shared/operation';
import { SIGNED_IN_USER } from './ownUser';
import { recordIn, textIn } from './responses';

/** `GET /auth/user/{id}` (spec: `getUser`). */
export function getUser(userId: string = SIGNED_IN_USER): ApiRequest {
	return { method: 'GET', path: path`/auth/user/${userId}`, idempotent: true };
}

/** A text of the signed-in user's record, asked for once in a run. */
export function* lookUpSignedInUser(key: string): StepsTo<string> {
	const response = yield { ...getUser(), lookup: true, shareKey: 'signedInUser' };
	return textIn(recordIn(response, 'user'), key);
}

/** @param given the customer that an item names; undefined for the signed-in user's */
export function* customerOf(given: string | undefined): StepsTo<string> {
	return given ?? (yield* lookUpSignedInUser('customer_id'));
}
