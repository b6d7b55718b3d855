import * as fc from 'fast-check';
import { findDuplicateKey } from '../../../../../nodes/shared/input/parse/json';
import '../../support/patience';

/** JSON as written: unlike an object, it can name a key twice. */
type Written =
	{ list: Written[] } | { object: Array<[key: string, value: Written]> } | { scalar: unknown };

const text = fc.oneof(
	fc.string(),
	fc.constantFrom('{', '}', '"a":1', '\\', '":"', '[', ':', '__proto__', '{"a":1,"a":2}', '\u2028'),
);
const key = fc.oneof(fc.constantFrom('a', 'b', 'c', ''), text);

const { written } = fc.letrec<{ written: Written }>((tie) => ({
	written: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		fc.record({ scalar: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)) }),
		fc.record({ list: fc.array(tie('written'), { maxLength: 4 }) }),
		fc.record({ object: fc.array(fc.tuple(key, tie('written')), { maxLength: 4 }) }),
	),
}));

/** One key can be written in several ways. */
function quoteEscaped(value: string): string {
	const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
	return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

function write(json: Written, space: string, escaped: boolean): string {
	if ('scalar' in json) return JSON.stringify(json.scalar);
	if ('list' in json) {
		return `[${space}${json.list.map((entry) => write(entry, space, escaped)).join(`,${space}`)}]`;
	}
	const entries = json.object.map(([name, value], index) => {
		const quoted = escaped && index % 2 === 1 ? quoteEscaped(name) : JSON.stringify(name);
		return `${space}${quoted}${space}:${space}${write(value, space, escaped)}`;
	});
	return `{${entries.join(',')}${space}}`;
}

/** The first key that is repeated, in the order in which the text is read. */
function repeatedKey(json: Written): string | undefined {
	if ('scalar' in json) return undefined;
	const seen = new Set<string>();
	const entries: Array<[string | undefined, Written]> =
		'list' in json ? json.list.map((entry) => [undefined, entry]) : json.object;
	for (const [name, value] of entries) {
		if (name !== undefined && seen.has(name)) return name;
		if (name !== undefined) seen.add(name);
		const inner = repeatedKey(value);
		if (inner !== undefined) return inner;
	}
	return undefined;
}

describe('findDuplicateKey', () => {
	it('finds the first key that an object names twice, wherever it stands, and nothing else', () => {
		fc.assert(
			fc.property(
				written,
				fc.constantFrom('', ' ', '\n\t'),
				fc.boolean(),
				(json, space, escaped) => {
					expect(findDuplicateKey(write(json, space, escaped))).toBe(repeatedKey(json));
				},
			),
			{ numRuns: 500 },
		);
	});

	it.each([
		['{"a":1,"a":2}', 'a'],
		['{"a":{"b":1},"c":{"b":1}}', undefined],
		['[{"a":1},{"a":1}]', undefined],
		['{"a":[{"b":1,"b":1}]}', 'b'],
		['{"a":"\\"a\\":1","b":"{"}', undefined],
		['{"a":1,"\\u0061":2}', 'a'],
		['{"":1,"":2}', ''],
		['"text"', undefined],
	])('reads %s', (json, expected) => {
		expect(findDuplicateKey(json)).toBe(expected);
	});

	it('reads a text of several megabytes', () => {
		const long = 'x'.repeat(20_000_000);
		expect(findDuplicateKey(`{"a":"${long}","b":1,"b":2}`)).toBe('b');
	});
});
