import type { IDataObject } from 'n8n-workflow';

import { ValidationError } from '../validationError';
import type { Parse } from './text';
import { describe, isExact, isPlainObject, quote, assertSendableKey } from './text';

/** MongoDB's limit for a document. Recursive code fails on values that are much deeper. */
export const MAX_DEPTH = 100;

/**
 * A parser that takes an empty list or object for no value, as an expression that finds nothing may give one. To empty what
 * is stored, users choose the field in 'Clear Fields'.
 */
export function unlessEmpty<T extends object>(parse: Parse<T>): Parse<T | undefined> {
	return (value, field) => {
		const parsed = parse(value, field);
		return isEmptyJson(parsed) ? undefined : parsed;
	};
}

/** Without any entry, or with nothing but such entries. */
function isEmptyJson(value: object): boolean {
	if (Array.isArray(value))
		return value.every((entry) => isPlainObject(entry) && isEmptyJson(entry));
	return Object.keys(value).length === 0;
}

export const parseJsonObject: Parse<IDataObject> = (value, field) => {
	const parsed = parseJson(value, field);
	if (isPlainObject(parsed)) return parsed;
	throw notJson(
		field,
		`'${field}' must be a JSON object, but it holds ${describe(parsed)}`,
		'{ "key": "value" }',
	);
};

export const parseJsonList: Parse<IDataObject[]> = (value, field) => {
	const parsed = parseJson(value, field);
	if (Array.isArray(parsed) && parsed.every(isPlainObject)) return parsed;
	throw notJson(
		field,
		`'${field}' must be a JSON list of objects, but it holds ${describe(parsed)}`,
		'[{ "key": "value" }]',
	);
};

/** JSON typed into the field, or the value of an expression. */
function parseJson(value: unknown, field: string): unknown {
	if (typeof value !== 'string') return asJson(value, field);
	const parsed = asJson(parseJsonText(value, field), field);
	const duplicate = findDuplicateKey(value);
	if (duplicate === undefined) return parsed;
	throw new ValidationError(
		field,
		`'${field}' names ${quote(duplicate)} twice`,
		'Keep one of the two: only one value can be sent.',
	);
}

function parseJsonText(text: string, field: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own words quote the text, which may hold personal data.
		throw notJson(field, `'${field}' is not valid JSON`, '{ "key": "value" }');
	}
}

/**
 * What an expression gave, as it will stand in JSON: a date as its text. What JSON has no form for is a validation
 * error: it would be sent as null, or not at all.
 */
function asJson(value: unknown, field: string, level = 0): unknown {
	if (typeof value !== 'object' || value === null) return jsonScalar(value, field);
	if (level >= MAX_DEPTH) throw tooDeep(field);
	if (hasOwnForm(value)) return asJson(value.toJSON(), field, level + 1);
	if (Array.isArray(value)) return value.map((entry) => asJson(entry, field, level + 1));
	if (!isPlainObject(value)) throw withoutForm(value, field);
	for (const key of Object.keys(value)) assertSendableKey(key, field);
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, inner]) => inner !== undefined)
			.map(([key, inner]) => [key, asJson(inner, field, level + 1)]),
	);
}

/** Also for an object that holds itself. */
function tooDeep(field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' is nested too deep: JSON of more than ${MAX_DEPTH} levels is not sent`,
		`Check what the expression in '${field}' gives for this item.`,
	);
}

/** Dates: JavaScript's, and n8n's own (Luxon), which keep the time zone in which they are written. */
export function hasOwnForm(value: unknown): value is { toJSON(): unknown } {
	return (
		typeof value === 'object' &&
		value !== null &&
		'toJSON' in value &&
		typeof value.toJSON === 'function'
	);
}

function jsonScalar(value: unknown, field: string): unknown {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (isExact(value)) return value;
	throw Number.isFinite(value) ? inexact(field) : withoutForm(value, field);
}

/** The message does not quote the number: JSON.parse has already lost its last digits. */
function inexact(field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' holds a number beyond ${Number.MAX_SAFE_INTEGER}, whose last digits would change`,
		'Write it as text, in quotes.',
	);
}

function withoutForm(value: unknown, field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' holds ${describe(value)}, which JSON has no form for`,
		`Check what the expression in '${field}' gives for this item. A long number must be text.`,
	);
}

function notJson(field: string, message: string, example: string): ValidationError {
	return new ValidationError(
		field,
		message,
		`Write it as ${example}, or use an expression that gives it.`,
	);
}

/**
 * The marks that structure JSON, and escaped characters, so that an escaped quote is not taken for one. Strings are not
 * matched as a whole: with millions of escapes in one, the pattern for that overflows the stack.
 */
const MARKS = /\\.|["{}[\]:]/gs;

/**
 * JSON.parse keeps the last of two equal keys and says nothing of the first.
 *
 * @param json text that JSON.parse accepts
 * @returns the first key that an object of it names twice
 */
export function findDuplicateKey(json: string): string | undefined {
	const open: Array<Set<string>> = [];
	for (const { mark, key } of structureOf(json)) {
		if (mark === '{' || mark === '[') open.push(new Set());
		else if (mark !== ':') open.pop();
		else if (open.at(-1)?.has(key())) return key();
		else open.at(-1)?.add(key());
	}
	return undefined;
}

/** The marks outside of strings; `key` reads the string before one. */
function* structureOf(json: string): Generator<{ mark: string; key: () => string }> {
	let [start, end] = [0, 0];
	let isInString = false;
	const key = (): string => JSON.parse(json.slice(start, end)) as string;
	for (const { 0: mark, index } of json.matchAll(MARKS)) {
		if (mark === '"') {
			isInString = !isInString;
			if (isInString) start = index;
			else end = index + 1;
		} else if (!isInString) yield { mark, key };
	}
}
