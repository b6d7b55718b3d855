import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse, ApiRequest } from '../../../shared/operation';
import { path } from '../../../shared/input/path';
import { ResponseError } from '../../../shared/input/validationError';
import { isPlainObject } from '../../../shared/input/parse/text';
import { USER_ID } from '../../fields/userId';

/** The only documented call that reads a user: the one whose API key is used. */
export const OWN_USER: ApiRequest = { method: 'GET', path: path`/api/v1/user`, idempotent: true };

/** @throws ResponseError where the response holds no user */
export function userIn({ body }: ApiResponse): IDataObject & { id: string } {
	const data = isPlainObject(body) ? body['data'] : undefined;
	if (isPlainObject(data) && typeof data['id'] === 'string') return { ...data, id: data['id'] };
	throw new ResponseError(
		"Insighto's answer does not say who the API key's own user is",
		`Give the ID in '${USER_ID.displayName}'.`,
	);
}
