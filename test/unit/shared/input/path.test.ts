import * as fc from 'fast-check';
import { isPathSegment, path } from '../../../../nodes/shared/input/path';
import '../support/patience';

const ORIGIN = 'https://api.example.com';

/** Any text, lone halves of characters included, with the characters that have a meaning in URLs over-represented. */
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({
		unit: fc.constantFrom('.', '/', '\\', '?', '#', '%', '2', 'e', ';', ' ', '\t', 'ä'),
	}),
	fc.string({ unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((c) => String.fromCharCode(c)) }),
);

describe('path', () => {
	it('keeps every value one segment that a URL parser leaves in place', () => {
		fc.assert(
			fc.property(anyText.filter(isPathSegment), (value) => {
				const url = new URL(`${ORIGIN}${path`/v2/users/${value}/notes`}`);
				expect(url.origin).toBe(ORIGIN);
				expect(url.search).toBe('');
				expect(url.hash).toBe('');
				const segments = url.pathname.split('/');
				expect(segments).toHaveLength(5);
				expect([segments[1], segments[2], segments[4]]).toEqual(['v2', 'users', 'notes']);
				expect(decodeURIComponent(segments[3] as string)).toBe(value);
			}),
			{ numRuns: 500 },
		);
	});

	it('takes every text but the empty one, the two dots and halves of characters', () => {
		fc.assert(
			fc.property(anyText, (value) => {
				const isSafe = value.isWellFormed() && !['', '.', '..'].includes(value);
				expect(isPathSegment(value)).toBe(isSafe);
			}),
			{ numRuns: 500, examples: [['.'], ['..'], [''], ['...'], ['\ud800'], ['a\udfff'], ['😀']] },
		);
	});

	it.each(['', '.', '..', '\ud83d', 'x\ude00y'])(
		'throws for %j, which no encoding holds',
		(value) => {
			expect(() => path`/users/${value}`).toThrow(RangeError);
		},
	);

	it.each([
		['../x?y#z', '/users/..%2Fx%3Fy%23z'],
		['%2e%2e', '/users/%252e%252e'],
		['..\\..', '/users/..%5C..'],
		['a b', '/users/a%20b'],
		['66c5f1a2', '/users/66c5f1a2'],
	])('writes %j as %s', (value, expected) => {
		expect(path`/users/${value}`).toBe(expected);
	});

	it('leaves what stands around the values as it is written', () => {
		expect(path`/v2/client/update-user`).toBe('/v2/client/update-user');
		expect(path`/a/${'b'}/c/${'d'}`).toBe('/a/b/c/d');
	});
});

declare global {
	interface String {
		/** ES2024, which Node 20 has and TypeScript's ES2022 library does not know. */
		isWellFormed(): boolean;
	}
}
