/** Reduces values to their shapes: a report tells what an API returns, and never of whom. */
import { isJson } from './question';

const FORMS: ReadonlyArray<readonly [RegExp, string]> = [
	[/^$/, 'empty text'],
	[/^[0-9a-f]{24}$/i, 'text: 24 hexadecimal digits'],
	[/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'text: UUID'],
	[/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/, 'text: date-time'],
	[/^\d{4}-\d\d-\d\d$/, 'text: date'],
	[/^[^@\s]+@[^@\s]+$/, 'text: email'],
	[/^\+?\d+$/, 'text: digits'],
];

/** A property's name is told only if it looks like one: a map may be keyed by addresses or numbers. */
const PLAIN_NAME = /^[A-Za-z_$][A-Za-z_$-]*\d{0,2}$/;

/** No document of an API is this deep; a report need not be either. */
const DEEPEST = 8;

export function shapeOf(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') {
		return FORMS.find(([pattern]) => pattern.test(value))?.[1] ?? 'text';
	}
	if (Array.isArray(value)) return depth < DEEPEST ? listShape(value, depth) : 'list';
	if (value === null || value === undefined) return value;
	if (!isJson(value)) return typeof value;
	if (depth >= DEEPEST) return 'object';
	const entries = Object.entries(value);
	return Object.fromEntries(
		entries.map(([key, inner]) => [nameShape(key), shapeOf(inner, depth + 1)]),
	);
}

export function nameShape(name: string): string {
	return PLAIN_NAME.test(name) ? name : '‹name›';
}

/** Each shape that the entries have, once. */
function listShape(values: readonly unknown[], depth: number): unknown[] {
	const shapes = values.map((value) => shapeOf(value, depth + 1));
	return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}

export function mapValues<From, To>(
	values: Readonly<Record<string, From>>,
	map: (value: From) => To,
): Record<string, To> {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

/** A shape in one line. */
export function shapeText(value: unknown): string {
	return JSON.stringify(shapeOf(value)) ?? 'nothing';
}
