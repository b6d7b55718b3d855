import * as fc from 'fast-check';
import { parseFilledTextList, parseTextList } from '../../../../../nodes/shared/input/parse/lists';
import {
	parseAmount,
	parseWholeFrom0,
	parseWholeFrom1,
} from '../../../../../nodes/shared/input/parse/numbers';
import '../../support/patience';
import { expectRefusal } from '../../support/refusals';

const FIELD = 'Some Field';

describe('numbers', () => {
	it.each([
		[0, 0],
		['0', 0],
		[7, 7],
		[' 7 ', 7],
		['007', 7],
		[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	])('%p is %p, whole or not', (value, number) => {
		expect(parseAmount(value, FIELD)).toBe(number);
		expect(parseWholeFrom0(value, FIELD)).toBe(number);
	});

	it('keep their parts only where they may have some', () => {
		expect(parseAmount('99.50', FIELD)).toBe(99.5);
		expect(parseAmount(0.1, FIELD)).toBe(0.1);
		expectRefusal(() => parseWholeFrom0('99.50', FIELD), FIELD, /must be a whole number from 0$/);
	});

	it('are refused where digits would be lost', () => {
		for (const lossy of [2 ** 53, '9007199254740993', 1e22]) {
			expectRefusal(() => parseWholeFrom0(lossy, FIELD), FIELD);
			expectRefusal(() => parseAmount(lossy, FIELD), FIELD);
		}
	});

	it('begin where they may begin', () => {
		expect(parseWholeFrom1(1, FIELD)).toBe(1);
		expectRefusal(() => parseWholeFrom1(0, FIELD), FIELD, /must be a whole number from 1$/);
		expectRefusal(() => parseAmount(-0.01, FIELD), FIELD, /must be a number from 0$/);
	});

	it.each([
		'',
		' ',
		'1e3',
		'0x10',
		'1,5',
		'1 000',
		'5 EUR',
		'.5',
		'5.',
		'Infinity',
		Infinity,
		Number.NaN,
		true,
		null,
		undefined,
		[],
		[5],
		{},
		5n,
	])('are not guessed from %p', (value) => {
		for (const parse of [parseAmount, parseWholeFrom0, parseWholeFrom1]) {
			expectRefusal(() => parse(value, FIELD), FIELD);
		}
	});

	it('are what they are written as', () => {
		fc.assert(
			fc.property(fc.nat(), fc.integer({ min: 0, max: 99 }), (whole, part) => {
				expect(parseWholeFrom0(String(whole), FIELD)).toBe(whole);
				expect(parseAmount(`${whole}.${part}`, FIELD)).toBe(Number(`${whole}.${part}`));
			}),
		);
	});
});

describe('lists of texts', () => {
	it.each([
		['a, b\nc', ['a', 'b', 'c']],
		[
			['a', ' b ', ''],
			['a', 'b'],
		],
		['a,,\n,b,', ['a', 'b']],
		[7, ['7']],
		[
			[1, 2],
			['1', '2'],
		],
		['', []],
		[[], []],
	])('%j is %j', (value, texts) => {
		expect(parseTextList(value, FIELD)).toEqual(texts);
	});

	it.each([
		[null],
		[undefined],
		[{}],
		[[{}]],
		[['a', null]],
		['undefined'],
		[['undefined']],
		[true],
	])('%j is none', (value) => {
		expectRefusal(() => parseTextList(value, FIELD), FIELD);
	});

	it('that need an entry refuse to have none', () => {
		expect(parseFilledTextList('a', FIELD)).toEqual(['a']);
		for (const value of ['', ' , ', [], [' '], null, undefined]) {
			expectRefusal(() => parseFilledTextList(value, FIELD), FIELD, /is empty$/);
		}
	});
});
