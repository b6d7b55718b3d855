import type { IDataObject } from 'n8n-workflow';

import { isPathSegment } from '../path';
import { ValidationError } from '../validationError';

/** Turns what a field holds into what the API gets. Throws a ValidationError that names the field. */
export type Parse<T> = (value: unknown, field: string) => T;

/** The same for a date, which may be written without the time zone that it means: the workflow's. */
export type ParseInZone<T> = (value: unknown, field: string, timezone: string) => T;

/** The texts that an expression gives where it finds no value. */
const UNRESOLVED_TEXTS = new Set(['undefined', '[object Object]', 'NaN']);

/** Loose on purpose: it catches swapped columns and half-typed addresses, and leaves the rest to the API. */
const EMAIL_SHAPE = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@,;<>()".]+$/;
const COUNTRY_CODE_SHAPE = /^\+\d{1,4}$/;

/** @returns whether a field was left empty, or its expression gave nothing */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

export function isPlainObject(value: unknown): value is IDataObject {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** @throws ValidationError for `__proto__`, which would change the object that carries it instead of being sent */
export function assertSendableKey(key: string, field: string): void {
	if (key !== '__proto__') return;
	throw new ValidationError(
		field,
		`'${field}' has the key '__proto__'`,
		'Remove it or rename it: nothing of this name can be sent.',
	);
}

export const parseText: Parse<string> = (value, field) => {
	if (typeof value === 'bigint' || isExact(value)) return String(value);
	if (typeof value !== 'string') {
		throw new ValidationError(
			field,
			`'${field}' must be text, but it holds ${describe(value)}`,
			'Check the expression: it probably points at a whole object instead of one of its fields.',
		);
	}
	if (UNRESOLVED_TEXTS.has(value.trim())) throw unresolved(value, field);
	return value;
};

/** Not NaN, and not so large that digits are lost already: an ID that was read as a number would name another record. */
export function isExact(value: unknown): value is number {
	return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Text that names a record or a user: spaces around it are a copying mishap, never part of it. */
export const parseTrimmed: Parse<string> = (value, field) => parseText(value, field).trim();

export const parseId: Parse<string> = (value, field) => {
	if (isEmpty(value)) {
		throw new ValidationError(
			field,
			`'${field}' is empty`,
			`Give the ID itself, or check that the expression in '${field}' finds a value for this item.`,
		);
	}
	const id = parseTrimmed(value, field);
	if (id === 'null') throw unresolved(id, field);
	if (!isPathSegment(id)) {
		throw new ValidationError(
			field,
			`'${field}' cannot be ${quote(id)}`,
			'Give the ID as the API or its dashboard shows it.',
		);
	}
	return id;
};

export function isEmail(text: string): boolean {
	return EMAIL_SHAPE.test(text);
}

export const parseEmail: Parse<string> = (value, field) => {
	const email = parseTrimmed(value, field);
	if (isEmail(email)) return email;
	throw new ValidationError(
		field,
		`'${field}' is not an email address: ${quote(email)}`,
		'It must look like name@example.com.',
	);
};

export const parseCountryCode: Parse<string> = (value, field) => {
	const code = parseTrimmed(value, field);
	if (COUNTRY_CODE_SHAPE.test(code)) return code;
	throw new ValidationError(
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
	throw new ValidationError(
		field,
		`'${field}' must be true or false, but it holds ${describe(value)}`,
		'Use the toggle, or an expression that gives true or false.',
	);
};

export function parseOneOf<T extends string>(allowed: readonly T[]): Parse<T> {
	return (value, field) => {
		const text = parseTrimmed(value, field);
		// A person or a model writes the label: 'Male', 'Refund initiated'.
		const match = allowed.find((option) => option === text) ?? allowed.find(isLike(text));
		if (match !== undefined) return match;
		throw new ValidationError(
			field,
			`'${field}' cannot be ${quote(text)}`,
			`It must be one of: ${allowed.join(', ')}.`,
		);
	};
}

function isLike(text: string): (option: string) => boolean {
	const letters = (word: string) => word.replace(/[\s_-]+/g, '').toLowerCase();
	return (option) => letters(option) === letters(text);
}

function unresolved(value: string, field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' holds the text ${quote(value.trim())}, which is an expression without a value`,
		`Check that the expression in '${field}' finds a value for this item.`,
	);
}

export function describe(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return quote(String(value));
}

const MAX_QUOTE_CHARS = 60;

/** A value as it stands in a message: cut, so that a pasted document does not become one. */
export function quote(text: string): string {
	return `'${text.length > MAX_QUOTE_CHARS ? `${text.slice(0, MAX_QUOTE_CHARS)}…` : text}'`;
}
