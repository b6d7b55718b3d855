import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse } from '../operation';
import { DEEPEST_LEVEL } from '../input/parse/json';
import { isPlainObject } from '../input/parse/text';

/** An answer as an item's JSON: text becomes `{ message }`, a list `{ data }`, nothing `{ success: true }`. */
export function responseJson({ body }: ApiResponse): IDataObject {
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

/** Whether an answer is nested deeper than any real one is, so that recursive code such as n8n's cannot handle it. */
export function isTooDeep(value: unknown, level = 0): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (level >= DEEPEST_LEVEL) return true;
	return Object.values(value).some((inner) => isTooDeep(inner, level + 1));
}
