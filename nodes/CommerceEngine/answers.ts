import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse } from '../shared/operation';
import { ResponseError } from '../shared/input/validationError';
import { isPlainObject } from '../shared/input/parse/text';

/** The content of an answer's envelope `{ message, success, content }`. */
export function contentOf({ body }: ApiResponse): IDataObject | undefined {
	const content = isPlainObject(body) ? body['content'] : undefined;
	return isPlainObject(content) ? content : undefined;
}

/**
 * A record that the rest of a conversation depends on.
 *
 * @throws ResponseError for an answer without it
 */
export function recordIn(answer: ApiResponse, key: 'user' | 'address'): IDataObject {
	const record = contentOf(answer)?.[key];
	if (isPlainObject(record)) return record;
	throw new ResponseError(
		`Commerce Engine's answer holds no ${key}`,
		'The API answers in an unexpected form. Check the address in the credential, then the API itself.',
	);
}

/** A text of a record that the rest of a conversation depends on, such as its ID. */
export function textIn(record: IDataObject, key: string): string {
	const value = record[key];
	if (typeof value === 'string' && value !== '') return value;
	throw new ResponseError(
		`Commerce Engine's answer does not name the user's '${key}'`,
		'Give the ID in the node instead of leaving it empty.',
	);
}
