import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse } from '../shared/operation';
import type { Parameters } from '../shared/input/parameters';
import { isPlainObject } from '../shared/input/parse/text';
import { ResponseError } from '../shared/input/validationError';
import { recordOutput } from '../shared/output/response';

/** The most telling ten fields of each record (spec: `User`, `CustomerAddress`). */
export const SIMPLE_KEYS = {
	user: [
		'id',
		'customer_id',
		'first_name',
		'last_name',
		'email',
		'is_email_verified',
		'country_code',
		'phone',
		'is_phone_verified',
		'modified_at',
	],
	address: [
		'id',
		'nickname',
		'first_name',
		'last_name',
		'phone',
		'address_line1',
		'city',
		'state',
		'pincode',
		'country',
	],
} as const;

type Kind = keyof typeof SIMPLE_KEYS;

/** The content of a response's envelope `{ message, success, content }`. */
export function contentOf(body: unknown): IDataObject | undefined {
	const content = isPlainObject(body) ? body['content'] : undefined;
	return isPlainObject(content) ? content : undefined;
}

/** What makes an item of a response with one record. */
export function outputOf(
	kind: Kind,
	parameters: Parameters,
): (response: ApiResponse) => IDataObject {
	return recordOutput(parameters, SIMPLE_KEYS[kind], (json) => contentOf(json)?.[kind]);
}

/**
 * A record that the next request depends on.
 *
 * @throws ResponseError for a response without it
 */
export function recordIn({ body }: ApiResponse, kind: Kind): IDataObject {
	const record = contentOf(body)?.[kind];
	if (isPlainObject(record)) return record;
	throw new ResponseError(
		`Commerce Engine's response holds no ${kind}`,
		'The API responds in an unexpected form. Check the address in the credential, then the API itself.',
	);
}

/** A text of a record that the next request depends on, such as its ID. */
export function textIn(record: IDataObject, key: string): string {
	const value = record[key];
	if (typeof value === 'string' && value !== '') return value;
	throw new ResponseError(
		`Commerce Engine's response does not name the user's '${key}'`,
		'Give the ID in the node instead of leaving it empty.',
	);
}
