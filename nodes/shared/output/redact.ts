import { MAX_DEPTH } from '../input/parse/json';
import { API_WORDS } from './apiWords';
import type { FormGroup, SecretForm } from './secretForms';
import { formsOf } from './secretForms';

export const HIDDEN = '[hidden]';

/** Stands for what is nested deeper than any real response: n8n could not store it, and recursive code would fail on it. */
export const TOO_DEEP = '[nested too deep]';

/** Keys whose values are never shown, whatever they hold. */
const SECRET_KEY = /password|passwd|authorization|secret_?key/i;
/** The word in a key of any style, but not the beginning of another word: a secretary is none. */
const SECRET_WORD = /[Ss]ecrets?(?![a-z])|SECRETS?(?![A-Z])/;

function isSecretKey(key: string): boolean {
	return SECRET_KEY.test(key) || SECRET_WORD.test(key);
}

/** Whether a value under a secret key can be the secret. Whether there is one may be known. */
function isTelling(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** @returns the secrets that a JSON value names as such: all texts and numbers below a key such as `password` */
export function secretsIn(value: unknown): string[] {
	const secrets = new Set<string>();
	collectSecrets(value, secrets, { isSecret: false, level: 0 });
	return [...secrets];
}

/** Where in a JSON value something stands. */
interface Place {
	/** Below a secret key. */
	readonly isSecret: boolean;
	readonly level: number;
}

function collectSecrets(value: unknown, secrets: Set<string>, { isSecret, level }: Place): void {
	if (isSecret && isTelling(value)) secrets.add(String(value));
	if (typeof value !== 'object' || value === null || level >= MAX_DEPTH) return;
	for (const [key, inner] of Object.entries(value)) {
		collectSecrets(inner, secrets, { isSecret: isSecret || isSecretKey(key), level: level + 1 });
	}
}

/** Copies a JSON value with every secret replaced by `[hidden]`; it never throws. */
export type Redact = <T>(value: T) => T;

/**
 * Hides secrets in whatever is shown to a user: outputs, messages, dry runs.
 *
 * @param secrets the credential's and the item's own; empty ones are ignored
 */
export function redactor(secrets: readonly string[]): Redact {
	return redactorOf(formsOf(secrets));
}

/** Makes the redactors of a run's items. What all items have in common is prepared once. */
export class RunRedactor {
	private secrets: readonly string[] = [];

	private groups: readonly FormGroup[] = [];

	/** @param currentSecrets the credential's, as they are now: a sign-in in mid-run brings a token */
	constructor(private readonly currentSecrets: () => readonly string[]) {}

	/** @param own the item's own secrets */
	forItem(own: readonly string[]): Redact {
		const secrets = this.currentSecrets();
		if (!isSameList(secrets, this.secrets)) {
			this.secrets = secrets;
			this.groups = formsOf(secrets);
		}
		return redactorOf(own.length === 0 ? this.groups : [...this.groups, ...formsOf(own)]);
	}
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((text, index) => text === other[index]);
}

function redactorOf(groups: readonly FormGroup[]): Redact {
	return <T>(value: T) => hide(value, groups, { isSecret: false, level: 0 }) as T;
}

function hide(value: unknown, groups: readonly FormGroup[], place: Place): unknown {
	const { isSecret, level } = place;
	if (isSecret && isTelling(value)) return HIDDEN;
	if (typeof value === 'string') return hideInText(value, groups);
	if (typeof value !== 'object' || value === null) return value;
	if (level >= MAX_DEPTH) return TOO_DEEP;
	const inside = { isSecret, level: level + 1 };
	if (Array.isArray(value)) return value.map((entry) => hide(entry, groups, inside));
	return hideInObject(value, groups, inside);
}

function hideInObject(value: object, groups: readonly FormGroup[], place: Place): object {
	const isHidden = (key: string) => place.isSecret || isSecretKey(key);
	// A spread copies also a key `__proto__` as it is, and setting it afterwards changes no prototype.
	const copy: Record<string, unknown> = { ...value };
	const keys = Object.keys(copy);
	for (const key of keys) {
		copy[key] = hide(copy[key], groups, isHidden(key) ? { ...place, isSecret: true } : place);
	}
	if (keys.every((key) => hideInText(key, groups) === key)) return copy;
	return Object.fromEntries(keys.map((key) => [hideInText(key, groups), copy[key]]));
}

function hideInText(text: string, groups: readonly FormGroup[]): string {
	const found = groups.filter((group) => mayBeIn(text, group));
	if (found.length === 0 || API_WORDS.has(text)) return text;
	const covered = new Uint8Array(text.length);
	for (const form of found.flatMap(({ forms }) => forms)) cover(covered, text, form);
	return withoutCovered(text, covered);
}

function mayBeIn(text: string, { head, shortest }: FormGroup): boolean {
	return text.length >= shortest && text.includes(head);
}

/** Marks all that is part of a secret, also where two overlap or one begins another. */
function cover(covered: Uint8Array, text: string, { literal, onlyAsWord }: SecretForm): void {
	let coveredTo = 0;
	for (const start of literal.positionsIn(text)) {
		const end = start + literal.text.length;
		if (onlyAsWord && !isWord(text, start, end)) continue;
		covered.fill(1, Math.max(start, coveredTo), end);
		coveredTo = end;
	}
}

function withoutCovered(text: string, covered: Uint8Array): string {
	const parts: string[] = [];
	let shownFrom = 0;
	while (shownFrom < text.length) {
		const from = covered.indexOf(1, shownFrom);
		if (from === -1) break;
		parts.push(text.slice(shownFrom, from), HIDDEN);
		const end = covered.indexOf(0, from);
		shownFrom = end === -1 ? text.length : end;
	}
	return parts.join('') + text.slice(shownFrom);
}

/** An escape sequence ends in a letter or digit, but is no part of the word after it. */
const ESCAPE_BEFORE = /(?:%[\dA-Fa-f]{2}|\\[bfnrt]|\\u[\dA-Fa-f]{4})$/;
const MAX_ESCAPE_CHARS = 6;
const WORD_CHARACTER = /\w/;

function isWord(text: string, start: number, end: number): boolean {
	if (WORD_CHARACTER.test(text.charAt(end))) return false;
	if (!WORD_CHARACTER.test(text.charAt(start - 1))) return true;
	return ESCAPE_BEFORE.test(text.slice(Math.max(0, start - MAX_ESCAPE_CHARS), start));
}
