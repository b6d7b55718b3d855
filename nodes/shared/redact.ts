export const HIDDEN = '[hidden]';

/** Shorter secrets are hidden only where they stand alone: inside other words they would be found by chance. */
const SHORTEST_PART = 8;

/** Keys whose values are never shown, whatever they hold. */
const SECRET_KEY = /password|passwd|authorization|secret_?key/i;
/** The word in a key of any style, but not the beginning of another word: a secretary is none. */
const SECRET_WORD = /[Ss]ecrets?(?![a-z])|SECRETS?(?![A-Z])/;

function isSecretKey(key: string): boolean {
	return SECRET_KEY.test(key) || SECRET_WORD.test(key);
}

/** What under a secret key can tell the secret: that one is set, or is not, may be known. */
function isTelling(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** @returns the secrets that a JSON value names as such: all texts and numbers below a key such as `password` */
export function secretsIn(value: unknown): string[] {
	return [...new Set(collectSecrets(value, false))];
}

function collectSecrets(value: unknown, isSecret: boolean): string[] {
	if (isTelling(value)) return isSecret ? [String(value)] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		collectSecrets(inner, isSecret || isSecretKey(key)),
	);
}

/**
 * Makes a function that hides secrets in whatever is shown to a user: outputs, messages, dry runs.
 *
 * @param secrets the credential's and the item's own; empty ones are ignored
 * @returns a function that copies a JSON value with every secret replaced by `[hidden]`
 */
export function redactor(secrets: readonly string[]): <T>(value: T) => T {
	const texts = secrets.flatMap((secret) => [secret, secret.trim()]).filter((text) => text !== '');
	// The longest first: a shorter one may be its beginning, and hiding that would show the rest.
	const known = [...new Set(texts)].sort((a, b) => b.length - a.length).flatMap(formsOf);

	function hideInText(text: string): string {
		return known.reduce((shown, written) => shown.replace(written, HIDDEN), text);
	}

	/** @param isSecret whether the value stands below a secret key */
	function hide(value: unknown, isSecret: boolean): unknown {
		if (isSecret && isTelling(value)) return HIDDEN;
		if (typeof value === 'string') return hideInText(value);
		if (Array.isArray(value)) return value.map((entry) => hide(entry, isSecret));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => [
				hideInText(key),
				hide(inner, isSecret || isSecretKey(key)),
			]),
		);
	}

	return <T>(value: T) => hide(value, false) as T;
}

/** A secret as it may come back: as it is, as URLs, JSON and pages write it, in Base64. */
function formsOf(secret: string): RegExp[] {
	const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
	return [
		form([...secret].map(writtenForms).join(''), secret.length),
		form(`${exactly(base64)}=*`, base64.length),
	];
}

/** An escape sequence ends in a letter or digit, but is no part of the word after it. */
const ESCAPE = String.raw`%[\dA-Fa-f]{2}|\\[bfnrt]|\\u[\dA-Fa-f]{4}`;

function form(pattern: string, length: number): RegExp {
	if (length >= SHORTEST_PART) return new RegExp(pattern, 'g');
	return new RegExp(String.raw`(?:(?<!\w)|(?<=${ESCAPE}))${pattern}(?!\w)`, 'g');
}

/** Pages have names for these signs, besides their numbers. */
const ENTITIES: Readonly<Record<string, string>> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
};

/** A pattern for all ways to write a character. Programs differ in which they leave as they are. */
function writtenForms(character: string): string {
	if (/[0-9a-z]/i.test(character)) return character;
	const bytes = [...Buffer.from(character)].map((byte) => `%${eitherCase(byte, 2)}`).join('');
	const point = character.codePointAt(0) ?? 0;
	const name = ENTITIES[character];
	// The bare character comes last: it may begin one of the others, whose rest would then stay.
	return `(?:${[
		bytes,
		...(character === ' ' ? ['\\+'] : []),
		exactly(`\\${character}`),
		`\\\\u${eitherCase(point, 4)}`,
		`&#0*${point};`,
		`&#[xX]0*${eitherCase(point, 1)};`,
		...(name === undefined ? [] : [`&${name};`]),
		exactly(JSON.stringify(character).slice(1, -1)),
		exactly(character),
	].join('|')})`;
}

/** A text as a pattern that stands for nothing else. */
function exactly(text: string): string {
	return text
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
}

/** A hexadecimal number, its letters large or small. */
function eitherCase(value: number, digits: number): string {
	const hex = value.toString(16).padStart(digits, '0');
	return hex.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
