import type { IDataObject } from 'n8n-workflow';

import type { ApiErrorBody } from '../service';
import { isPlainObject } from '../input/parse/text';

/** A sentence of an API about what it refused, and the request field that it names with it. */
export interface ErrorLine {
	readonly text: string;
	readonly field?: string | undefined;
}

/** Where APIs put their own words, the most telling first. */
const TEXT_KEYS = ['message', 'msg', 'detail', 'error_description', 'reason', 'error', 'title'];
/** Where they list one error for each field, beside or instead of a sentence about all; NestJS, those of its parts. */
const LIST_KEYS = ['errors', 'details', 'children'];
/** An object with one of these speaks for itself. A title is left out: contents have a field of that name. */
const SPEAKING_KEYS = [...TEXT_KEYS.filter((key) => key !== 'title'), ...LIST_KEYS];
const READ_KEYS = new Set([...TEXT_KEYS, ...LIST_KEYS, 'constraints']);
const FIELD_KEYS = ['field', 'property', 'param', 'path'];

/** Deeper than any real error body. It only keeps a hostile one from being followed to its end. */
export const MAX_ERROR_DEPTH = 6;

/** What is longer, or has a slash or a space, is an address or a sentence. */
const FIELD_NAME = /^[^\s/]{1,100}$/;

/** @returns whether a text can be the name of a request's field, such as `address.city` */
export function isFieldName(name: unknown): name is string {
	return typeof name === 'string' && FIELD_NAME.test(name);
}

/** The lines of a response as one error: their texts one after the other, and the first field that one names. */
export function errorBodyOf(lines: readonly ErrorLine[]): ApiErrorBody {
	const text = lines
		.map((line) => line.text)
		.filter((each) => each !== '')
		.join('; ');
	const field = lines.map((line) => line.field).find(isFieldName);
	return {
		...(text === '' ? {} : { text }),
		...(field === undefined ? {} : { field }),
	};
}

/**
 * Reads the words of an error body of unknown shape: a text, `{ message }`, `{ error: { message } }`,
 * `{ errors: [{ field, message }] }`, `{ errors: { field: [text] } }`, NestJS's `[{ property, constraints: { rule: text } }]`
 * and the like. Of an API's documented shape, its service knows more.
 *
 * @returns no line where the body holds no words
 */
export function errorLines(body: unknown, depth = 0): ErrorLine[] {
	if (typeof body === 'string') return body.trim() === '' ? [] : [{ text: body.trim() }];
	if (depth > MAX_ERROR_DEPTH) return [];
	if (Array.isArray(body)) return body.flatMap((entry) => errorLines(entry, depth + 1));
	if (!isPlainObject(body)) return [];
	const named = FIELD_KEYS.map((key) => body[key]).find(isFieldName);
	const listed = LIST_KEYS.flatMap((key) => listedLines(body[key], depth + 1));
	const lines = [...mainLines(body, depth + 1), ...brokenRules(body, depth + 1), ...listed];
	return lines.map(({ text, field = named }) => ({ text, field }));
}

/** What class-validator says under the name of each rule that a property breaks. */
function brokenRules({ constraints }: Record<string, unknown>, depth: number): ErrorLine[] {
	return isPlainObject(constraints) ? errorLines(Object.values(constraints), depth) : [];
}

function mainLines(body: Record<string, unknown>, depth: number): ErrorLine[] {
	for (const key of TEXT_KEYS) {
		const lines = errorLines(body[key], depth);
		if (lines.length > 0) return lines;
	}
	return [];
}

/** A list of errors, or an object of them by field. */
function listedLines(listed: unknown, depth: number): ErrorLine[] {
	if (isByField(listed)) return linesByField(Object.entries(listed), depth);
	const lines = errorLines(listed, depth);
	if (lines.length > 0 || !isPlainObject(listed)) return lines;
	// Nothing is read twice: at each level of a large body, that would double the time.
	return linesByField(
		Object.entries(listed).filter(([key]) => !READ_KEYS.has(key)),
		depth,
	);
}

/** Whether the keys of an object are fields of the request, such as `title`, rather than parts of one error. */
function isByField(listed: unknown): listed is IDataObject {
	if (!isPlainObject(listed)) return false;
	const values = Object.values(listed);
	if (LIST_KEYS.some((key) => key in listed)) return false;
	if (values.every(Array.isArray)) return true;
	return !SPEAKING_KEYS.some((key) => key in listed) && values.every(canHoldWords);
}

function canHoldWords(value: unknown): boolean {
	return typeof value === 'string' || Array.isArray(value) || isPlainObject(value);
}

function linesByField(entries: Array<[string, unknown]>, depth: number): ErrorLine[] {
	return entries.flatMap(([key, entry]) => {
		const field = isFieldName(key) ? key : undefined;
		return errorLines(entry, depth).map(({ text }) => ({ text: `${key}: ${text}`, field }));
	});
}

/** The longest text of an API that stands in a message: a page or a stack trace must not become one. */
const MAX_TEXT_CHARS = 500;

/** @returns the text, cut with an ellipsis after 500 characters */
export function shorten(text: string): string {
	return text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS)}…` : text;
}
