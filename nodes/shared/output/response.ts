import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse } from '../operation';
import { SIMPLIFY } from '../input/fields/returned';
import type { Parameters } from '../input/parameters';
import { MAX_DEPTH } from '../input/parse/json';
import { isPlainObject } from '../input/parse/text';

/** A response as an item's JSON: text becomes `{ message }`, a list `{ data }`, nothing `{ success: true }`. */
export function responseJson({ body }: ApiResponse): IDataObject {
	if (isPlainObject(body)) return body;
	if (Array.isArray(body)) return { data: body as IDataObject[] };
	if (body === null || body === undefined || body === '') return { success: true };
	return { message: typeof body === 'string' ? body : JSON.stringify(body) };
}

/**
 * @param known what the request says of the record that it is about; a response of its own wins
 * @returns what makes an item of a response that may name no record: the known facts, then the response
 */
export function outputAbout(known: IDataObject): (response: ApiResponse) => IDataObject {
	return (response) => ({ ...known, ...responseJson(response) });
}

/** The named fields of a record, in this order; those it does not have are left out. */
export function pick(record: IDataObject, keys: readonly string[]): IDataObject {
	return Object.fromEntries(
		keys.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]),
	);
}

/** @returns what makes an item of a record: its most telling fields, or all of them where Simplify is off */
export function simplifier(
	parameters: Parameters,
	keys: readonly string[],
): (record: IDataObject) => IDataObject {
	if (!parameters.isOn(SIMPLIFY.name)) return (record) => record;
	return (record) => unlessEmpty(pick(record, keys), record);
}

/**
 * @param recordIn finds the record in the response's JSON
 * @returns what makes an item of a response that wraps a record: the simplified record; or the whole response, where
 * Simplify is off or the record is not there
 */
export function recordOutput(
	parameters: Parameters,
	keys: readonly string[],
	recordIn: (json: IDataObject) => unknown,
): (response: ApiResponse) => IDataObject {
	const simplify = parameters.isOn(SIMPLIFY.name) ? simplifier(parameters, keys) : undefined;
	return (response) => {
		const json = responseJson(response);
		const record = recordIn(json);
		return simplify && isPlainObject(record) ? simplify(record) : json;
	};
}

/** A response in an unexpected form is shown whole rather than as nothing. */
export function unlessEmpty(simple: IDataObject, whole: IDataObject): IDataObject {
	return Object.keys(simple).length === 0 ? whole : simple;
}

/** Whether a response is nested deeper than any real one, so that recursive code such as n8n's cannot handle it. */
export function isTooDeep(value: unknown, level = 0): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (level >= MAX_DEPTH) return true;
	return Object.values(value).some((inner) => isTooDeep(inner, level + 1));
}
