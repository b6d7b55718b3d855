import * as fc from 'fast-check';
import { isTooDeep, responseJson, pick } from '../../../../nodes/shared/output/response';
import { MAX_DEPTH } from '../../../../nodes/shared/input/parse/json';
import '../support/patience';

const of = (body: unknown) => responseJson({ status: 200, body });

describe('responseJson', () => {
	it.each([
		[{ a: 1 }, { a: 1 }],
		[{}, {}],
		[[{ a: 1 }], { data: [{ a: 1 }] }],
		[[], { data: [] }],
		['Done.', { message: 'Done.' }],
		['', { success: true }],
		[null, { success: true }],
		[undefined, { success: true }],
		[0, { message: '0' }],
		[false, { message: 'false' }],
	])('makes of %j the item %j', (body, expected) => {
		expect(of(body)).toStrictEqual(expected);
	});

	it('gives an object for whatever an API responds with', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (body) => {
				expect(Object.prototype.toString.call(of(body))).toBe('[object Object]');
			}),
		);
	});
});

describe('isTooDeep', () => {
	const nested = (levels: number): unknown =>
		Array.from({ length: levels }).reduce<unknown>((inner) => [1, { a: inner }, null], 'x');

	it.each([
		['x', false],
		[null, false],
		[nested(2), false],
		[nested(MAX_DEPTH / 2), false],
		[nested(MAX_DEPTH / 2 + 1), true],
		[{ one: 1, other: nested(MAX_DEPTH), more: {} }, true],
	])('case %#', (value, expected) => {
		expect(isTooDeep(value)).toBe(expected);
	});
});

describe('pick', () => {
	it('takes the named fields in that order, those without a value included, and leaves out the rest', () => {
		const record = { c: 3, b: null, a: 0, x: 'not this' };
		const picked = pick(record, ['a', 'b', 'missing', 'c']);
		expect(picked).toStrictEqual({ a: 0, b: null, c: 3 });
		expect(Object.keys(picked)).toEqual(['a', 'b', 'c']);
	});
});
