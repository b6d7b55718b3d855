import type { ErrorLine } from '../shared/output/apiErrorBody';
import { MAX_ERROR_DEPTH, errorBodyOf } from '../shared/output/apiErrorBody';
import type { ApiErrorBody } from '../shared/service';
import { isPlainObject } from '../shared/input/parse/text';

/**
 * Reads `{ message, success: false, code, errors? }`. What `errors` holds is not documented, and the SDK's page calls
 * it `details` (spec/commerce-engine.openapi.yaml, `Error`): both are read, in any of the usual forms.
 */
export function readErrorBody(body: unknown): ApiErrorBody {
	if (typeof body === 'string') return errorBodyOf([{ text: body.trim() }]);
	if (!isPlainObject(body)) return {};
	const { message, errors, details } = body;
	const lines = linesOf(isNothingIn(errors) ? details : errors);
	const main = typeof message === 'string' ? [{ text: message }] : [];
	return errorBodyOf([...main, ...lines]);
}

/** The status of a 2xx response that is no success by its own words. */
export function hiddenStatus(body: unknown): number | undefined {
	return isPlainObject(body) && body['success'] === false ? 400 : undefined;
}

function isNothingIn(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return value === undefined || value === null;
	return Object.keys(value).length === 0;
}

/** A text, a list of texts or of `{ field, message }`, or an object of these by field. */
function linesOf(errors: unknown, field?: string, depth = 0): ErrorLine[] {
	if (typeof errors === 'string') return [{ text: withField(errors, field), field }];
	if (depth > MAX_ERROR_DEPTH) return [];
	if (Array.isArray(errors)) return errors.flatMap((entry) => linesOf(entry, field, depth + 1));
	if (!isPlainObject(errors)) return [];
	const { message, field: named } = errors;
	if (typeof message === 'string') {
		return linesOf(message, typeof named === 'string' ? named : field);
	}
	return Object.entries(errors).flatMap(([key, entry]) =>
		linesOf(entry, field === undefined ? key : `${field}.${key}`, depth + 1),
	);
}

function withField(text: string, field: string | undefined): string {
	return field === undefined ? text : `${field}: ${text}`;
}
