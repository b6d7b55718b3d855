import type { ErrorObject } from 'ajv';
import type { MockResponse } from '../responses';

/** FastAPI's own exceptions have a text as their `detail`. */
export function failure(
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): MockResponse {
	return { status, body: { detail: message }, headers };
}

/** What FastAPI calls the part of the request that this validator calls by the first segment. */
const PARTS: Readonly<Record<string, string>> = {
	requestBody: 'body',
	path: 'path',
	query: 'query',
};

function fieldError({ instancePath, message, parentSchema }: ErrorObject): object {
	const [, part = 'requestBody', ...place] = instancePath.split('/');
	const mustBe: unknown = parentSchema?.['x-must-be'];
	const msg = typeof mustBe === 'string' ? `value is not ${mustBe}` : (message ?? 'is wrong');
	return { loc: [PARTS[part] ?? part, ...place], msg, type: 'value_error' };
}

/** FastAPI tells what is wrong with each field in a list. */
export function invalid(errors: readonly ErrorObject[]): MockResponse {
	return { status: 422, body: { detail: errors.map(fieldError) } };
}
