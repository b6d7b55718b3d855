import * as fc from 'fast-check';

import { Literal } from '../../../../nodes/shared/output/literalSearch';

function everyPosition(text: string, haystack: string): number[] {
	return Array.from(haystack, (_, at) => at).filter((at) => haystack.startsWith(text, at));
}

it('finds a text wherever it begins, also where it overlaps with itself', () => {
	const few = { unit: fc.constantFrom('a', 'b'), maxLength: 40 } as const;
	fc.assert(
		fc.property(
			fc.string({ ...few, minLength: 1, maxLength: 12 }),
			fc.string(few),
			(text, other) => {
				for (const haystack of [other, `${other}${text}${other}`, `${text}${text}${other}`]) {
					expect([...new Literal(text).positionsIn(haystack)]).toEqual(
						everyPosition(text, haystack),
					);
				}
			},
		),
	);
});

it('finds it again in another text', () => {
	const literal = new Literal('abcabcabcabc');
	expect([...literal.positionsIn('abcabcabcabcabc')]).toEqual([0, 3]);
	expect([...literal.positionsIn('abcabcab')]).toEqual([]);
	expect([...literal.positionsIn('x abcabcabcabc')]).toEqual([2]);
});
