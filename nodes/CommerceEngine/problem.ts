import { isFieldName } from '../shared/problemLines';
import type { ApiProblem } from '../shared/service';
import { isPlainObject } from '../shared/values';

/**
 * Reads `{ message, success: false, code, errors? }`. What `errors` holds is not documented, and the SDK's page calls
 * it `details` (spec/commerce-engine.openapi.yaml, `Error`): both are read, in any of the usual forms.
 */
export function readProblem(body: unknown): ApiProblem {
	if (typeof body === 'string') return problemOf([body.trim()], undefined);
	if (!isPlainObject(body)) return {};
	const { message, errors, details } = body;
	const lines = linesOf(isNothingIn(errors) ? details : errors);
	const texts = [message, ...lines.map(({ text }) => text)];
	return problemOf(
		texts.filter((text) => typeof text === 'string'),
		lines.map(({ field }) => field).find(isFieldName),
	);
}

/** A 2xx answer that says it is none. */
export function hiddenStatus(body: unknown): number | undefined {
	return isPlainObject(body) && body['success'] === false ? 400 : undefined;
}

interface Line {
	readonly text: string;
	readonly field: string | undefined;
}

function isNothingIn(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return value === undefined || value === null;
	return Object.keys(value).length === 0;
}

/** A text, a list of texts or of `{ field, message }`, or an object of these by field. */
function linesOf(errors: unknown, field?: string): Line[] {
	if (typeof errors === 'string') return [{ text: withField(errors, field), field }];
	if (Array.isArray(errors)) return errors.flatMap((entry) => linesOf(entry, field));
	if (!isPlainObject(errors)) return [];
	const { message, field: named } = errors;
	if (typeof message === 'string') {
		return linesOf(message, typeof named === 'string' ? named : field);
	}
	return Object.entries(errors).flatMap(([key, entry]) =>
		linesOf(entry, field === undefined ? key : `${field}.${key}`),
	);
}

function withField(text: string, field: string | undefined): string {
	return field === undefined ? text : `${field}: ${text}`;
}

function problemOf(texts: readonly string[], field: string | undefined): ApiProblem {
	const text = texts.filter((each) => each !== '').join('; ');
	return {
		...(text === '' ? {} : { text }),
		...(field === undefined ? {} : { field }),
	};
}
