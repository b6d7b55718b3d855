import type { ErrorLine } from '../shared/output/apiErrorBody';
import { errorBodyOf } from '../shared/output/apiErrorBody';
import type { ApiErrorBody } from '../shared/service';
import { isPlainObject } from '../shared/input/parse/text';

/** FastAPI begins each place with where in the request it is; what users know is the rest. */
const REQUEST_PARTS = new Set(['body', 'path', 'query']);

/**
 * Reads FastAPI's `detail`: a text, or one line for each field. Inferred from the framework
 * (spec/insighto.openapi.yaml, `Error`); a response without it is read for a `message`.
 */
export function readErrorBody(body: unknown): ApiErrorBody {
	if (typeof body === 'string') return errorBodyOf([{ text: body.trim() }]);
	if (!isPlainObject(body)) return {};
	const { detail, message } = body;
	const lines = (Array.isArray(detail) ? detail : [detail ?? message]).map(readLine);
	return errorBodyOf(lines.filter((line) => line !== undefined));
}

function readLine(entry: unknown): ErrorLine | undefined {
	if (typeof entry === 'string') return { text: entry };
	if (!isPlainObject(entry) || typeof entry['msg'] !== 'string') return undefined;
	const field = fieldOf(entry['loc']);
	return { text: field === undefined ? entry['msg'] : `${field}: ${entry['msg']}`, field };
}

function fieldOf(place: unknown): string | undefined {
	if (!Array.isArray(place)) return undefined;
	const parts = place.filter((part) => typeof part === 'string' || typeof part === 'number');
	const names = REQUEST_PARTS.has(String(parts[0])) ? parts.slice(1) : parts;
	return names.length === 0 ? undefined : names.join('.');
}
