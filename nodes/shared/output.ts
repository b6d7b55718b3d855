import type { IDataObject } from 'n8n-workflow';

import type { ApiAnswer } from './operation';
import { isPlainObject } from './values';

/** An answer as an item's JSON: text becomes `{ message }`, a list `{ data }`, nothing `{ success: true }`. */
export function answerJson({ body }: ApiAnswer): IDataObject {
	if (isPlainObject(body)) return body;
	if (Array.isArray(body)) return { data: body as IDataObject[] };
	if (body === null || body === undefined || body === '') return { success: true };
	return { message: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** The named fields of a record, in this order; those it does not have are left out. */
export function pick(record: IDataObject, keys: readonly string[]): IDataObject {
	return Object.fromEntries(
		keys.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]),
	);
}
