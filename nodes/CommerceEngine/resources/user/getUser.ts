import type { ApiRequest, StepsTo } from '../../../shared/operation';
import { path } from '../../../shared/input/path';
import { recordIn, textIn } from '../../answers';
import { SIGNED_IN_USER } from '../../ownUser';

/** `GET /auth/user/{id}` (spec: `getUser`). */
export function getUser(userId: string = SIGNED_IN_USER): ApiRequest {
	return { method: 'GET', path: path`/auth/user/${userId}`, idempotent: true };
}

/** A text of the signed-in user's record, asked for once in a run. */
export function* lookUpSignedInUser(key: string): StepsTo<string> {
	const response = yield { ...getUser(), lookup: true, shareKey: 'signedInUser' };
	return textIn(recordIn(response, 'user'), key);
}
