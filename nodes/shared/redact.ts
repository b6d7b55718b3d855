export const HIDDEN = '[hidden]';

/** Shorter secrets are hidden only where they stand alone: inside other words they would be found by chance. */
const SHORTEST_PART = 4;

/** Keys whose values are never shown, whatever they hold. */
const SECRET_KEY = /password|passwd|secret|authorization/i;

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
		if (known.some(({ whole }) => whole.test(text))) return HIDDEN;
		return known.reduce(
			(shown, { anywhere }) => (anywhere ? shown.replace(anywhere, HIDDEN) : shown),
			text,
		);
	}

	function hideInEntry([key, value]: [string, unknown]): [string, unknown] {
		const isSecret =
			SECRET_KEY.test(key) && ['string', 'number'].includes(typeof value) && value !== '';
		return [hideInText(key), isSecret ? HIDDEN : hide(value)];
	}

	function hide(value: unknown): unknown {
		if (typeof value === 'string') return hideInText(value);
		if (Array.isArray(value)) return value.map(hide);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(hideInEntry));
	}

	return <T>(value: T) => hide(value) as T;
}

interface Form {
	readonly whole: RegExp;
	/** Not for a form that is too short to be looked for inside of other words. */
	readonly anywhere?: RegExp;
}

/** A secret as it may come back: as it is, as URLs, JSON and pages write it, in Base64. */
function formsOf(secret: string): Form[] {
	const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
	return [
		form([...secret].map(writtenForms).join(''), secret.length),
		form(`${exactly(base64)}=*`, base64.length),
	];
}

function form(pattern: string, length: number): Form {
	const whole = new RegExp(`^${pattern}$`);
	return length < SHORTEST_PART ? { whole } : { whole, anywhere: new RegExp(pattern, 'g') };
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
