import type { IDataObject } from 'n8n-workflow';

import { idLocator } from '../../../shared/input/fields/locators';
import type { Parameters } from '../../../shared/input/parameters';
import { recordOutput } from '../../../shared/output/response';

import type { ApiResponse, ApiRequest } from '../../../shared/operation';
import { path } from '../../../shared/input/path';
import { ResponseError } from '../../../shared/input/validationError';
import { isPlainObject } from '../../../shared/input/parse/text';

export const USER_ID = idLocator({
	displayName: 'User ID',
	name: 'userId',
	placeholder: "empty for the API key's own user",
	description: "The user to change. Leave empty for the API key's own user.",
});

/** The most telling ten of the user's fields (spec: `User`). */
const SIMPLE_KEYS = [
	'id',
	'first_name',
	'last_name',
	'email',
	'phone',
	'address',
	'state',
	'country',
	'birthdate',
	'is_active',
];

/** The user in a response's envelope `{ message, meta, data }`, or the whole response. */
export function userOutput(parameters: Parameters): (response: ApiResponse) => IDataObject {
	return recordOutput(parameters, SIMPLE_KEYS, ({ data }) => data);
}

/** The only documented call that reads a user: the one whose API key is used. */
export const OWN_USER: ApiRequest = { method: 'GET', path: path`/api/v1/user`, idempotent: true };

/** @throws ResponseError where the response holds no user */
export function userIn({ body }: ApiResponse): IDataObject & { id: string } {
	const data = isPlainObject(body) ? body['data'] : undefined;
	if (isPlainObject(data) && typeof data['id'] === 'string') return { ...data, id: data['id'] };
	throw new ResponseError(
		"Insighto's response does not say who the API key's own user is",
		`Give the ID in '${USER_ID.displayName}'.`,
	);
}
