import type { IDataObject } from 'n8n-workflow';

import { findRepeatedKey } from './json';
import { isPathSegment } from './path';
import { ParameterProblem } from './problem';

/** Turns what a field holds into what the API gets. Throws a ParameterProblem that names the field. */
export type Parse<T> = (value: unknown, field: string) => T;

/** What an expression leaves behind when it meant a value and found none. */
const UNRESOLVED_TEXTS = new Set(['undefined', '[object Object]', 'NaN']);

/** Loose on purpose: it catches swapped columns and half-typed addresses, and leaves the rest to the API. */
const EMAIL_SHAPE = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@,;<>()".]+$/;
const COUNTRY_CODE_SHAPE = /^\+\d{1,4}$/;
const ISO_DATE_SHAPE =
	/^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/** @returns whether a field was left alone, or its expression gave nothing */
export function isNothing(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

export function isPlainObject(value: unknown): value is IDataObject {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export const parseText: Parse<string> = (value, field) => {
	if (typeof value === 'bigint' || isExact(value)) return String(value);
	if (typeof value !== 'string') {
		throw new ParameterProblem(
			field,
			`'${field}' must be text, but it holds ${describe(value)}`,
			'Check the expression: it probably points at a whole object instead of one of its fields.',
		);
	}
	if (UNRESOLVED_TEXTS.has(value.trim())) throw unresolved(value, field);
	return value;
};

/** Not NaN, and not so large that digits are lost already: an ID that was read as a number would name somebody else. */
function isExact(value: unknown): value is number {
	return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Text that names a record or a person: spaces around it are a copying mishap, never part of it. */
const parseTrimmed: Parse<string> = (value, field) => parseText(value, field).trim();

export const parseId: Parse<string> = (value, field) => {
	if (isNothing(value)) {
		throw new ParameterProblem(
			field,
			`'${field}' is empty`,
			`Give the ID itself, or check that the expression in '${field}' finds a value for this item.`,
		);
	}
	const id = parseTrimmed(value, field);
	if (id === 'null') throw unresolved(id, field);
	if (!isPathSegment(id)) {
		throw new ParameterProblem(
			field,
			`'${field}' cannot be ${quote(id)}`,
			'Give the ID as the API or its dashboard shows it.',
		);
	}
	return id;
};

export const parseEmail: Parse<string> = (value, field) => {
	const email = parseTrimmed(value, field);
	if (EMAIL_SHAPE.test(email)) return email;
	throw new ParameterProblem(
		field,
		`'${field}' is not an email address: ${quote(email)}`,
		'It must look like name@example.com.',
	);
};

export const parseCountryCode: Parse<string> = (value, field) => {
	const code = parseTrimmed(value, field);
	if (COUNTRY_CODE_SHAPE.test(code)) return code;
	throw new ParameterProblem(
		field,
		`'${field}' is not a country code: ${quote(code)}`,
		'It must be a plus sign and up to four digits, such as +91.',
	);
};

export const parseBoolean: Parse<boolean> = (value, field) => {
	if (typeof value === 'boolean') return value;
	if (value === 1 || value === 0) return value === 1;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw new ParameterProblem(
		field,
		`'${field}' must be true or false, but it holds ${describe(value)}`,
		'Use the toggle, or an expression that gives true or false.',
	);
};

export function parseOneOf<T extends string>(allowed: readonly T[]): Parse<T> {
	return (value, field) => {
		const text = parseTrimmed(value, field);
		const match = allowed.find((option) => option === text);
		if (match !== undefined) return match;
		throw new ParameterProblem(
			field,
			`'${field}' cannot be ${quote(text)}`,
			`It must be one of: ${allowed.join(', ')}.`,
		);
	};
}

/**
 * A day in a person's life, not in the future. A value with a time zone is sent as it was written; one without is
 * the calendar day, sent as midnight UTC, so that no time zone moves a birthday.
 */
export const parsePastDate: Parse<string> = (value, field) => {
	const { text, calendarDay, zone } = readDate(value, field, 'such as 1990-05-31');
	// Where a day begins first, it begins 14 hours before it does in UTC.
	if (Date.parse(`${calendarDay}T00:00:00+14:00`) > Date.now()) {
		throw new ParameterProblem(
			field,
			`'${field}' is in the future: ${quote(text)}`,
			'Check the year.',
		);
	}
	return zone ? text : `${calendarDay}T00:00:00.000Z`;
};

/**
 * A moment, sent in the form that the API's own pages show: UTC. One without a time zone is taken as UTC,
 * a day alone as its beginning.
 */
export const parseMoment: Parse<string> = (value, field) => {
	const examples = 'such as 2026-05-31 or 2026-05-31T18:00:00+05:30';
	const { calendarDay, time, zone } = readDate(value, field, examples);
	return new Date(`${calendarDay}T${fullTime(time)}${zone ?? 'Z'}`).toISOString();
};

interface WrittenDate {
	readonly text: string;
	readonly calendarDay: string;
	readonly time: string | undefined;
	readonly zone: string | undefined;
}

/** @throws ParameterProblem for what is no ISO 8601 date, or a day or time that no calendar or clock shows */
function readDate(value: unknown, field: string, examples: string): WrittenDate {
	const text = value instanceof Date ? dateText(value) : parseTrimmed(value, field);
	const [, year = '', month = '', day = '', time, zone] = ISO_DATE_SHAPE.exec(text) ?? [];
	const calendarDay = `${year}-${month}-${day}`;
	if (isRealDay(calendarDay) && isRealTime(time)) return { text, calendarDay, time, zone };
	throw new ParameterProblem(
		field,
		`'${field}' is not a real date: ${quote(text)}`,
		`It must be a date in ISO 8601 form, ${examples}.`,
	);
}

/**
 * A parser for which what comes out empty is nothing at all, as an expression leaves an empty list or object behind where
 * it finds nothing. Emptying what is stored is a choice of its own: see 'Clear Fields'.
 */
export function unlessHollow<T extends object>(parse: Parse<T>): Parse<T | undefined> {
	return (value, field) => {
		const parsed = parse(value, field);
		return isHollow(parsed) ? undefined : parsed;
	};
}

/** Without any entry, or with nothing but such entries. */
function isHollow(value: object): boolean {
	if (Array.isArray(value)) return value.every((entry) => isPlainObject(entry) && isHollow(entry));
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
	const repeated = findRepeatedKey(value);
	if (repeated === undefined) return parsed;
	throw new ParameterProblem(
		field,
		`'${field}' names ${quote(repeated)} twice`,
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
 * What an expression gave, as it will stand in JSON: a date as its text. What JSON has no form for is refused: it
 * would be sent as null, or not at all.
 */
function asJson(value: unknown, field: string): unknown {
	if (typeof value !== 'object' || value === null) return jsonScalar(value, field);
	if (hasOwnForm(value)) return asJson(value.toJSON(), field);
	if (Array.isArray(value)) return value.map((entry) => asJson(entry, field));
	if (!isPlainObject(value)) throw withoutForm(value, field);
	refuseHiddenKey(value, field);
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, inner]) => inner !== undefined)
			.map(([key, inner]) => [key, asJson(inner, field)]),
	);
}

/** Dates, n8n's own (Luxon) too. */
function hasOwnForm(value: object): value is { toJSON(): unknown } {
	return 'toJSON' in value && typeof value.toJSON === 'function';
}

function jsonScalar(value: unknown, field: string): unknown {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	throw withoutForm(value, field);
}

function withoutForm(value: unknown, field: string): ParameterProblem {
	return new ParameterProblem(
		field,
		`'${field}' holds ${describe(value)}, which JSON has no form for`,
		`Check what the expression in '${field}' gives for this item. A long number must be text.`,
	);
}

/** `__proto__` would change the object that carries it instead of being sent. */
function refuseHiddenKey(value: object, field: string): void {
	if (!Object.hasOwn(value, '__proto__')) return;
	throw new ParameterProblem(
		field,
		`'${field}' has the key '__proto__'`,
		'Remove it: it is no field of the API.',
	);
}

function notJson(field: string, message: string, example: string): ParameterProblem {
	return new ParameterProblem(
		field,
		message,
		`Write it as ${example}, or use an expression that gives it.`,
	);
}

function unresolved(value: string, field: string): ParameterProblem {
	return new ParameterProblem(
		field,
		`'${field}' holds the text ${quote(value.trim())}, which is an expression without a value`,
		`Check that the expression in '${field}' finds a value for this item.`,
	);
}

function isRealDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isRealTime(time: string | undefined): boolean {
	if (time === undefined) return true;
	const [hours = 0, minutes = 0, seconds = 0] = (time.match(/\d{2}/g) ?? []).map(Number);
	return hours <= 23 && minutes <= 59 && seconds <= 59;
}

/** @returns the time with the colons that `Date` needs and ISO 8601 leaves out in its short form */
function fullTime(time = '00:00'): string {
	const [digits = '', fraction] = time.replace(',', '.').split('.');
	const parts = digits.match(/\d{2}/g) ?? [];
	return parts.join(':') + (fraction === undefined ? '' : `.${fraction}`);
}

function dateText(date: Date): string {
	return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

function describe(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return quote(String(value));
}

const LONGEST_QUOTE = 60;

/** A value as it stands in a message: cut, so that a pasted document does not become one. */
function quote(text: string): string {
	return `'${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}'`;
}
