import { Literal } from './literalSearch';

/** One way to write a secret. */
export interface SecretForm {
	readonly literal: Literal;
	/** Whether it is hidden only where it stands as a word: inside other words it would be found by chance. */
	readonly onlyAsWord: boolean;
}

/** Forms with the same beginning: a text without that beginning holds none of them. */
export interface FormGroup {
	readonly head: string;
	/** Characters of the shortest form. */
	readonly shortest: number;
	readonly forms: readonly SecretForm[];
}

/** Characters that the forms of a group have in common. */
const HEAD_LENGTH = 4;

/** Shorter forms are hidden only as words. */
const SHORTEST_PART = 8;

/**
 * The forms in which a secret may come back: a fixed list of texts, each made in time linear in the secret. A secret never
 * becomes a regular expression, as its author could make that one run for ever.
 *
 * @param secrets empty ones are ignored
 */
export function formsOf(secrets: readonly string[]): FormGroup[] {
	const groups = new Map<string, SecretForm[]>();
	for (const [text, onlyAsWord] of literalsOf(secrets)) {
		const head = text.slice(0, HEAD_LENGTH);
		const group = groups.get(head) ?? [];
		group.push({ literal: new Literal(text), onlyAsWord });
		groups.set(head, group);
	}
	return [...groups].map(([head, forms]) => ({ head, forms, shortest: shortestOf(forms) }));
}

function shortestOf(forms: readonly SecretForm[]): number {
	return forms.reduce((length, { literal }) => Math.min(length, literal.text.length), Infinity);
}

/** The texts to look for, and of each whether it is hidden only as a word. */
function literalsOf(secrets: readonly string[]): Map<string, boolean> {
	const literals = new Map<string, boolean>();
	function add(text: string, length: number): void {
		if (text !== '') literals.set(text, length < SHORTEST_PART && (literals.get(text) ?? true));
	}
	for (const secret of new Set(secrets.flatMap((text) => [text, text.trim()]))) {
		for (const text of writtenForms(secret)) add(text, secret.length);
		for (const text of base64Forms(secret)) add(text, text.length);
	}
	return literals;
}

const LETTERS_AND_DIGITS = /^[\da-z]*$/i;

function writtenForms(secret: string): string[] {
	// Nobody writes these in another way.
	if (LETTERS_AND_DIGITS.test(secret)) return [secret];
	return [secret, ...urlForms(secret), ...quotedForms(secret), ...pageForms(secret)];
}

function base64Forms(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const padded = bytes.toString('base64');
	return [padded, padded.replaceAll('=', ''), bytes.toString('base64url')];
}

/** Programs differ in the signs they leave as they are, in how they write a space, and in the case of the digits. */
function urlForms(secret: string): string[] {
	// No URL can carry half of a character: it is sent as U+FFFD.
	const wellFormed = Buffer.from(secret).toString();
	const component = encodeURIComponent(wellFormed);
	const strict = component.replace(/[!'()*]/g, (sign) => `%${hexOf(sign, 2).toUpperCase()}`);
	const forms = [
		component,
		encodeURI(wellFormed),
		// RFC 3986, as PHP's rawurlencode and qs write it; Python leaves slashes, and has a form with +.
		strict,
		strict.replaceAll('%2F', '/'),
		strict.replaceAll('%20', '+'),
		// HTML forms, Java.
		new URLSearchParams([['', wellFormed]]).toString().slice(1),
		// axios
		component.replace(/%(?:3A|24|2C)/g, decodeURIComponent).replaceAll('%20', '+'),
	];
	return [...new Set(forms)].flatMap((form) => [
		form,
		form.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
	]);
}

/** As JSON and programs write texts between quotes. */
function quotedForms(secret: string): string[] {
	const json = JSON.stringify(secret).slice(1, -1);
	const withSlash = json.replaceAll('/', '\\/');
	return [
		json,
		// PHP; with all in ASCII PHP and Python.
		withSlash,
		json.replace(/[\u0080-\uffff]/g, unicodeEscape),
		withSlash.replace(/[\u0080-\uffff]/g, unicodeEscape),
		// Go
		json.replace(/[<>&\u2028\u2029]/g, unicodeEscape),
		// .NET
		json
			.replaceAll('\\"', '"')
			.replace(/["&'+<>`]|[\u0080-\uffff]/g, (sign) => `\\u${hexOf(sign, 4).toUpperCase()}`),
		secret.replace(/[^\da-z]/gi, unicodeEscape),
		// Python's repr, PHP's addslashes.
		secret.replace(/[\\']/g, '\\$&'),
		secret.replace(/[\\'"]/g, '\\$&'),
	];
}

const IN_TEXT = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const IN_QUOTES = { ...IN_TEXT, '"': '&quot;' };
/** What the usual libraries write for the signs that HTML and XML have a use for. The ampersand comes first. */
const PAGE_ESCAPES: ReadonlyArray<Readonly<Record<string, string>>> = [
	IN_TEXT,
	{ '&': '&amp;', '<': '&lt;', '"': '&quot;' },
	IN_QUOTES,
	{ ...IN_QUOTES, "'": '&#39;' },
	{ ...IN_QUOTES, "'": '&#039;' },
	{ ...IN_QUOTES, "'": '&#x27;' },
	{ ...IN_QUOTES, "'": '&apos;' },
	{ ...IN_QUOTES, "'": '&#x27;', '/': '&#x2F;' },
	{ ...IN_QUOTES, "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
	{ ...IN_TEXT, '"': '&#34;', "'": '&#39;' },
];

function pageForms(secret: string): string[] {
	return [
		...PAGE_ESCAPES.map((escapes) =>
			Object.entries(escapes).reduce(
				(text, [sign, escape]) => text.replaceAll(sign, escape),
				secret,
			),
		),
		secret.replace(/[^\da-z]/giu, (sign) => `&#${sign.codePointAt(0)};`),
		secret.replace(/[^\da-z]/giu, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`),
	];
}

function unicodeEscape(unit: string): string {
	return `\\u${hexOf(unit, 4)}`;
}

function hexOf(unit: string, digits: number): string {
	return unit.charCodeAt(0).toString(16).padStart(digits, '0');
}
