import type { IDataObject } from 'n8n-workflow';

import type { ApiAnswer, ApiRequest } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { AnswerProblem } from '../../../shared/problem';
import { isPlainObject } from '../../../shared/values';
import { USER_ID } from '../../fields/userId';

/** The only documented call that reads a user: the one whose API key is used. */
export const OWN_USER: ApiRequest = { method: 'GET', path: path`/api/v1/user`, repeatable: true };

/** @throws AnswerProblem where the answer holds no user */
export function userIn({ body }: ApiAnswer): IDataObject & { id: string } {
	const data = isPlainObject(body) ? body['data'] : undefined;
	if (isPlainObject(data) && typeof data['id'] === 'string') return { ...data, id: data['id'] };
	throw new AnswerProblem(
		"Insighto's answer does not say who the API key's own user is",
		`Give the ID in '${USER_ID.displayName}'.`,
	);
}
