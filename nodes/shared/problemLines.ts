import { isPlainObject } from './values';

/** A sentence of an API about what it refused, and the request field that the answer names with it. */
export interface ProblemLine {
	readonly text: string;
	readonly field?: string | undefined;
}

/** Where APIs put their own words, the most telling first. */
const TEXT_KEYS = ['message', 'msg', 'detail', 'error_description', 'reason', 'error', 'title'];
/** Where they list one problem for each field, beside or instead of a sentence about all. */
const LIST_KEYS = ['errors', 'details'];
const FIELD_KEYS = ['field', 'property', 'param', 'path'];

/** Deeper than any error answer; it only keeps a hostile one from being followed to its end. */
const DEEPEST = 6;

/**
 * Reads the words of an error answer of unknown shape: a text, `{ message }`, `{ error: { message } }`,
 * `{ errors: [{ field, message }] }`, `{ errors: { field: [text] } }` and the like. Of an API's documented shape, its
 * service knows more.
 *
 * @returns no line where the answer holds no words
 */
export function problemLines(body: unknown, depth = 0): ProblemLine[] {
	if (typeof body === 'string') return body.trim() === '' ? [] : [{ text: body.trim() }];
	if (depth > DEEPEST) return [];
	if (Array.isArray(body)) return body.flatMap((entry) => problemLines(entry, depth + 1));
	if (!isPlainObject(body)) return [];
	const field = FIELD_KEYS.map((key) => body[key]).find((name) => typeof name === 'string');
	const listed = LIST_KEYS.flatMap((key) => listedLines(body[key], depth + 1));
	return [...mainLines(body, depth + 1), ...listed].map((line) => ({ field, ...line }));
}

function mainLines(body: Record<string, unknown>, depth: number): ProblemLine[] {
	for (const key of TEXT_KEYS) {
		const lines = problemLines(body[key], depth);
		if (lines.length > 0) return lines;
	}
	return [];
}

/** A list of problems, or an object of them by field. */
function listedLines(listed: unknown, depth: number): ProblemLine[] {
	const lines = problemLines(listed, depth);
	if (lines.length > 0 || !isPlainObject(listed)) return lines;
	return Object.entries(listed).flatMap(([field, entry]) =>
		problemLines(entry, depth).map(({ text }) => ({ text: `${field}: ${text}`, field })),
	);
}
