import type { IDataObject } from 'n8n-workflow';

import { isPlainObject } from '../shared/input/parse/text';

/** Conscent's bodies are a few kilobytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Conscent's bodies have up to seven levels. */
export const MAX_DEPTH = 32;

/** Rejects bytes that are no UTF-8 instead of replacing them: what is processed must be what was sent. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** @returns the JSON object in the body, or undefined where there is none that n8n can carry unchanged */
export function parseBody(rawBody: Buffer): IDataObject | undefined {
	if (rawBody.length > MAX_BODY_BYTES) return undefined;
	const parsed = parseJson(rawBody);
	return isPlainObject(parsed) && isCarriable(parsed, 1) ? parsed : undefined;
}

function parseJson(rawBody: Buffer): unknown {
	try {
		return JSON.parse(UTF8.decode(rawBody));
	} catch {
		// The parser's own words quote the body, which may hold personal data.
		return undefined;
	}
}

/** Neither too deep for later nodes, nor with a key that changes its object, nor with a number that JSON can't hold. */
function isCarriable(value: unknown, level: number): boolean {
	if (typeof value === 'number') return Number.isFinite(value);
	if (typeof value !== 'object' || value === null) return true;
	if (level > MAX_DEPTH || Object.hasOwn(value, '__proto__')) return false;
	return Object.values(value).every((inner) => isCarriable(inner, level + 1));
}
