import * as fc from 'fast-check';
import { ValidationError } from '../../../../../nodes/shared/input/validationError';
import type { Parse } from '../../../../../nodes/shared/input/parse/text';
import {
	parseEndMoment,
	parseMoment,
	parsePastDate,
} from '../../../../../nodes/shared/input/parse/dates';
import { parseJsonList, parseJsonObject } from '../../../../../nodes/shared/input/parse/json';
import {
	isEmpty,
	isPlainObject,
	parseBoolean,
	parseCountryCode,
	parseEmail,
	parseId,
	parseOneOf,
	parseText,
} from '../../../../../nodes/shared/input/parse/text';
import { expectRefusal, validationErrorOf } from '../../support/refusals';
import '../../support/patience';

const FIELD = 'Some Field';
const GENDERS = ['MALE', 'FEMALE', 'OTHERS'] as const;

const PARSERS: Record<string, Parse<unknown>> = {
	parseText,
	parseId,
	parseEmail,
	parseCountryCode,
	parseBoolean,
	parsePastDate,
	parseMoment: (value, field) => parseMoment(value, field, 'Asia/Kolkata'),
	parseJsonObject,
	parseJsonList,
	parseOneOf: parseOneOf(GENDERS),
};

/** Whatever an expression can leave in a field. */
const garbage = fc.oneof(
	fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withMap: true }),
	fc.constantFrom<unknown>(Number.NaN, Infinity, -0, 1e21, 2 ** 53, 'NaN', 'undefined', ' null '),
	fc.string({ unit: 'binary' }),
	fc.json(),
);

describe.each(Object.entries(PARSERS))('%s', (_name, parse) => {
	it('takes a value or refuses it by naming the field, and fails in no other way', () => {
		fc.assert(
			fc.property(garbage, (value) => {
				try {
					expect(parse(value, FIELD)).toBeDefined();
				} catch (error) {
					expect(error).toBeInstanceOf(ValidationError);
					expect((error as ValidationError).field).toBe(FIELD);
					expect((error as ValidationError).message).toContain(`'${FIELD}'`);
					expect((error as ValidationError).hint).toMatch(/\w{3}/);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it.each([[undefined], [null], [Symbol('s')], [() => 1], [Number.NaN], ['undefined'], ['NaN']])(
		'refuses %p',
		(value) => {
			expectRefusal(() => parse(value, FIELD), FIELD);
		},
	);
});

it.each([parseEmail, parseCountryCode, parseBoolean, parsePastDate, parseOneOf(GENDERS)])(
	'messages quote at most 60 characters of a value',
	(parse: Parse<unknown>) => {
		const { message } = validationErrorOf(() => parse('ab'.repeat(50), FIELD));
		expect(message).toContain(`'${'ab'.repeat(30)}…'`);
		expect(validationErrorOf(() => parse('ab'.repeat(30), FIELD)).message).toContain(
			`'${'ab'.repeat(30)}'`,
		);
	},
);

describe('isEmpty', () => {
	it.each([[undefined], [null], [''], ['  '], ['\n\t']])('is true for %j', (value) => {
		expect(isEmpty(value)).toBe(true);
	});
	it.each([[0], [false], ['0'], [' a '], [[]], [{}], [Number.NaN]])('is false for %j', (value) => {
		expect(isEmpty(value)).toBe(false);
	});
});

describe('isPlainObject', () => {
	class Thing {}
	it.each([[{}], [{ a: 1 }], [Object.create(null)], [JSON.parse('{"__proto__":1}')]])(
		'is true for %p',
		(value) => {
			expect(isPlainObject(value)).toBe(true);
		},
	);
	it.each([[null], [undefined], [[]], ['x'], [1], [new Date()], [new Thing()], [() => 1]])(
		'is false for %p',
		(value) => {
			expect(isPlainObject(value)).toBe(false);
		},
	);
});

describe('parseText', () => {
	it.each([
		['Asha', 'Asha'],
		[' Asha ', ' Asha '],
		['', ''],
		['null', 'null'],
		[0, '0'],
		[-1.5, '-1.5'],
		[9876543210, '9876543210'],
		[12345678901234567890n, '12345678901234567890'],
	])('reads %p as %j', (value, expected) => {
		expect(parseText(value, FIELD)).toBe(expected);
	});

	it.each([['undefined'], ['[object Object]'], ['NaN'], [' undefined\n']])(
		'refuses the text %j, which an expression without a value leaves',
		(value) => {
			expectRefusal(() => parseText(value, FIELD), FIELD, /an expression without a value$/);
		},
	);

	it.each([
		[true, "holds 'true'"],
		[{}, 'holds an object'],
		[[], 'holds a list'],
		[null, 'holds nothing'],
		[Number.NaN, "holds 'NaN'"],
		[Infinity, "holds 'Infinity'"],
	])('says what %p is', (value, said) => {
		expect(validationErrorOf(() => parseText(value, FIELD)).message).toContain(said);
	});

	it('refuses a number whose last digits are lost already', () => {
		expect(parseText(Number.MAX_SAFE_INTEGER, FIELD)).toBe('9007199254740991');
		expectRefusal(() => parseText(12345678901234567000, FIELD), FIELD);
		expectRefusal(() => parseText(-12345678901234567000, FIELD), FIELD);
	});
});

describe('parseId', () => {
	it.each([
		['66c5f1', '66c5f1'],
		['  66c5f1 \n', '66c5f1'],
		[42, '42'],
		['../x', '../x'],
		['a b', 'a b'],
	])('reads %j as %j', (value, expected) => {
		expect(parseId(value, FIELD)).toBe(expected);
	});

	it.each([[undefined], [null], [''], ['   ']])('says that %j is empty', (value) => {
		expectRefusal(() => parseId(value, FIELD), FIELD, /is empty$/);
	});

	it.each([['undefined'], ['null'], [' null '], ['[object Object]'], ['NaN']])(
		'says that %j is an expression without a value',
		(value) => {
			expectRefusal(() => parseId(value, FIELD), FIELD, /an expression without a value$/);
		},
	);

	it.each([['.'], ['..'], [' .. '], ['\ud800']])('refuses %j, which no URL holds', (value) => {
		expectRefusal(() => parseId(value, FIELD), FIELD, /cannot be/);
	});
});

describe('parseEmail', () => {
	it.each([
		'a@b.co',
		'asha.rao+news@mail.example.co.in',
		"o'neil@example.com",
		'आशा@उदाहरण.भारत',
		'x@xn--fsq.com',
	])('takes %s', (email) => {
		expect(parseEmail(email, FIELD)).toBe(email);
		expect(parseEmail(`  ${email}\n`, FIELD)).toBe(email);
	});

	it.each([
		'',
		'asha',
		'asha@',
		'@example.com',
		'asha@example',
		'asha@example.',
		'asha rao@example.com',
		'asha@rao@example.com',
		'a@b.com, c@d.com',
		'a@b.com;c@d.com',
		'Asha <a@b.com>',
		'+91 98765 43210',
	])('refuses %j', (email) => {
		expectRefusal(() => parseEmail(email, FIELD), FIELD, /is not an email address/);
	});

	it('takes every address that fast-check knows', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (email) => {
				expect(parseEmail(email, FIELD)).toBe(email);
			}),
		);
	});

	it('is not slow on a long text', () => {
		expectRefusal(() => parseEmail(`${'a.'.repeat(20_000)}@${'b.'.repeat(20_000)}`, FIELD), FIELD);
	});
});

describe('parseCountryCode', () => {
	it.each(['+91', '+1', '+1684', ' +44 '])('takes %j', (code) => {
		expect(parseCountryCode(code, FIELD)).toBe(code.trim());
	});
	it.each(['91', '0091', '+', '+12345', '+9 1', '++91', '+91a', 'IN', 91])('refuses %p', (code) => {
		expectRefusal(() => parseCountryCode(code, FIELD), FIELD, /is not a country code/);
	});
});

describe('parseBoolean', () => {
	it.each([
		[true, true],
		[false, false],
		[1, true],
		[0, false],
		['true', true],
		[' TRUE ', true],
		['False', false],
	])('reads %p as %p', (value, expected) => {
		expect(parseBoolean(value, FIELD)).toBe(expected);
	});
	it.each([['yes'], ['1'], ['0'], [''], [2], [-1], [{}], [[true]], [null]])(
		'refuses %p',
		(value) => {
			expectRefusal(() => parseBoolean(value, FIELD), FIELD, /must be true or false/);
		},
	);
});

describe('parseOneOf', () => {
	const parse = parseOneOf(GENDERS);
	it.each([...GENDERS, ' MALE '])('takes %j', (value) => {
		expect(parse(value, FIELD)).toBe(value.trim());
	});
	it.each(['Male', ' male ', 'FE_MALE', 'fe male'])(
		'takes %j, as a person or a model writes it',
		(value) => {
			expect(['MALE', 'FEMALE']).toContain(parseOneOf(['MALE', 'FEMALE'])(value, 'Gender'));
		},
	);

	it.each(['man', 'M', 'toString', '', 'MALE,FEMALE'])(
		'refuses %j and names the choices',
		(value) => {
			const problem = validationErrorOf(() => parse(value, FIELD));
			expect(problem.message).toContain(`'${value}'`);
			expect(problem.hint).toContain('MALE, FEMALE, OTHERS');
		},
	);
});

describe('parsePastDate', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	it.each([
		['1990-05-31', '1990-05-31T00:00:00.000Z'],
		['19900531', '1990-05-31T00:00:00.000Z'],
		[19900531, '1990-05-31T00:00:00.000Z'],
		[' 1990-05-31 ', '1990-05-31T00:00:00.000Z'],
		['1990-05-31T23:59', '1990-05-31T00:00:00.000Z'],
		['1990-05-31T23:59:59', '1990-05-31T00:00:00.000Z'],
		['1990-05-31 10:20:30.123456', '1990-05-31T00:00:00.000Z'],
		['1990-05-31T102030', '1990-05-31T00:00:00.000Z'],
		['2000-02-29', '2000-02-29T00:00:00.000Z'],
		['2024-02-29', '2024-02-29T00:00:00.000Z'],
		['1899-12-31', '1899-12-31T00:00:00.000Z'],
		['2026-11-21', '2026-11-21T00:00:00.000Z'],
	])('reads %p as the day %s', (value, expected) => {
		expect(parsePastDate(value, FIELD)).toBe(expected);
	});

	it.each([
		'1990-05-31T00:00:00.000Z',
		'1990-05-31T00:00:00.000+05:30',
		'1990-05-31T00:00-0330',
		'1990-05-31T23:59:59.999-12:00',
		'1990-05-31T00:00:00+14:00',
		'19900531T000000+0530',
		'1990-05-31 00:00:00,000+0530',
	])('takes the day of %s as it is written', (value) => {
		expect(parsePastDate(value, FIELD)).toBe('1990-05-31T00:00:00.000Z');
		// n8n's own dates (Luxon) know how they are written.
		const dateTime = { toJSON: () => value };
		expect(parsePastDate(dateTime, FIELD)).toBe('1990-05-31T00:00:00.000Z');
	});

	it('takes the day of a Date that is a midnight, and no other', () => {
		expect(parsePastDate(new Date('1990-05-31'), FIELD)).toBe('1990-05-31T00:00:00.000Z');
		const inKolkata = new Date('1990-05-31T00:00:00+05:30');
		jest.spyOn(inKolkata, 'getTimezoneOffset').mockReturnValue(-330);
		expect(parsePastDate(inKolkata, FIELD)).toBe('1990-05-31T00:00:00.000Z');
		const other = new Date('1990-05-31T10:00:00Z');
		expectRefusal(() => parsePastDate(other, FIELD), FIELD, /depends on the time zone/);
		expectRefusal(() => parsePastDate(new Date('nonsense'), FIELD), FIELD, /not a real date/);
	});

	it.each([{ toJSON: () => null }, { toJSON: () => ({}) }, {}, []])('refuses %j', (value) => {
		expectRefusal(() => parsePastDate(value, FIELD), FIELD);
	});

	it.each([
		'1990-02-30',
		'1990-02-29',
		'1900-02-29',
		'1990-13-01',
		'1990-00-10',
		'1990-04-31',
		'1990-05-00',
		'1990-05-31T24:00',
		'1990-05-31T10:60',
		'1990-05-31T10:00:61',
		'1990-05-31T10:00+99:99',
		'1990-05-31T10:00+05:60',
		'31-05-1990',
		'05/31/1990',
		'31 May 1990',
		'1990-5-31',
		'90-05-31',
		'1990-05',
		'1990',
		'',
		'Invalid DateTime',
		'643939200000',
		'1990-05-31T',
		'1990-05-31Z',
		'1990-05-31T10',
		'x1990-05-31',
		'1990-05-31x',
	])('refuses %j', (value) => {
		expectRefusal(() => parsePastDate(value, FIELD), FIELD, /is not a real date/);
	});

	it.each(['2026-11-23', '2026-12-01T00:00:00Z', '2099-01-01', '2026-11-23T01:00:00+05:30'])(
		'says that %s is in the future',
		(value) => {
			expectRefusal(() => parsePastDate(value, FIELD), FIELD, /is in the future/);
		},
	);

	it('takes a day as soon as it has begun anywhere on Earth', () => {
		jest.setSystemTime(Date.parse('2026-11-21T10:00:00Z'));
		expect(parsePastDate('2026-11-22', FIELD)).toBe('2026-11-22T00:00:00.000Z');
		expect(parsePastDate('2026-11-22T00:00+14:00', FIELD)).toBe('2026-11-22T00:00:00.000Z');
		jest.setSystemTime(Date.parse('2026-11-21T09:59:59Z'));
		expectRefusal(() => parsePastDate('2026-11-22', FIELD), FIELD, /is in the future/);
	});

	it('never moves a day, whatever the day', () => {
		const days = fc.date({
			min: new Date('1900-01-01'),
			max: new Date('2026-11-20'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(days, (date) => {
				const day = date.toISOString().slice(0, 10);
				const midnight = `${day}T00:00:00.000Z`;
				expect(parsePastDate(day, FIELD)).toBe(midnight);
				expect(parsePastDate(date.toISOString(), FIELD)).toBe(midnight);
				expect(parsePastDate(new Date(midnight), FIELD)).toBe(midnight);
			}),
		);
	});
});

describe('parseMoment', () => {
	it.each([
		['2026-05-31', '2026-05-31T00:00:00.000Z'],
		['20260531', '2026-05-31T00:00:00.000Z'],
		[' 2026-05-31T18:00 ', '2026-05-31T18:00:00.000Z'],
		['2026-05-31 18:00:05', '2026-05-31T18:00:05.000Z'],
		['2026-05-31T18:00:05.25', '2026-05-31T18:00:05.250Z'],
		['2026-05-31T18:00:05,123456Z', '2026-05-31T18:00:05.123Z'],
		['2026-05-31T180005Z', '2026-05-31T18:00:05.000Z'],
		['2026-05-31T00:00+05:30', '2026-05-30T18:30:00.000Z'],
		['2026-05-31T00:00-0330', '2026-05-31T03:30:00.000Z'],
		['2999-12-31T23:59:59Z', '2999-12-31T23:59:59.000Z'],
		[new Date('2026-05-31T18:00:00Z'), '2026-05-31T18:00:00.000Z'],
	])('reads %p as %s', (value, expected) => {
		expect(parseMoment(value, FIELD, 'UTC')).toBe(expected);
	});

	it.each([
		'2026-02-29',
		'2026-05-31T24:00',
		'2026-05-31T10:00+99:00',
		'tomorrow',
		'',
		'1780000000',
		'31.05.2026',
		'x2026-05-31',
	])('refuses %j', (value) => {
		expectRefusal(() => parseMoment(value, FIELD, 'UTC'), FIELD, /is not a real date/);
	});

	it('keeps every moment, in whatever form and zone it is written', () => {
		const moments = fc.date({
			min: new Date('0001-01-02'),
			max: new Date('9999-12-30'),
			noInvalidDate: true,
		});
		const zones = fc.integer({ min: -14 * 60, max: 14 * 60 });
		const forms = fc.record({ colon: fc.constantFrom(':', ''), t: fc.constantFrom('T', ' ') });
		fc.assert(
			fc.property(moments, zones, forms, (moment, minutes, { colon, t }) => {
				const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, -1);
				const size = Math.abs(minutes);
				const part = (number: number) => String(number).padStart(2, '0');
				const zone = `${minutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}${colon}${part(size % 60)}`;
				expect(parseMoment(local.replace('T', t) + zone, FIELD, 'Asia/Kolkata')).toBe(
					moment.toISOString(),
				);
				expect(parseMoment(moment, FIELD, 'Asia/Kolkata')).toBe(moment.toISOString());
				const dateTime = { toJSON: () => local + zone };
				expect(parseMoment(dateTime, FIELD, 'Asia/Kolkata')).toBe(moment.toISOString());
			}),
		);
	});
});

function isExactJson(json: string): boolean {
	const numbers: number[] = [];
	JSON.parse(json, (_key, value: unknown) => {
		if (typeof value === 'number') numbers.push(value);
		return value;
	});
	return numbers.every((number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER);
}

/** A JSON text with a key at some depth, below objects and lists. */
function nest(inner: string, wraps: boolean[]): string {
	return wraps.reduce((json, isList) => (isList ? `[0,${json}]` : `{"x":${json}}`), inner);
}

describe.each([
	['parseJsonObject', parseJsonObject, (json: string) => `{"a":${json}}`],
	['parseJsonList', parseJsonList, (json: string) => `[{"a":${json}}]`],
] as Array<[string, Parse<object>, (json: string) => string]>)('%s', (_name, parse, wrap) => {
	it('gives what the text says', () => {
		fc.assert(
			fc.property(fc.json(), (json) => {
				fc.pre(!json.includes('__proto__') && isExactJson(json));
				const text = wrap(json);
				expect(parse(text, FIELD)).toEqual(JSON.parse(text));
			}),
		);
	});

	it('gives the value of an expression as it is', () => {
		const value = JSON.parse(wrap('[1, {"b": null}]')) as object;
		expect(parse(value, FIELD)).toEqual(value);
	});

	it('gives a date as JSON writes it, at any depth, and leaves the value itself alone', () => {
		const at = new Date('2026-05-31T18:00:00Z');
		const value = parse === parseJsonList ? [{ a: [{ at }] }] : { a: [{ at }] };
		expect(JSON.stringify(parse(value, FIELD))).toBe(JSON.stringify(value));
		expect(JSON.stringify(parse(value, FIELD))).toContain('2026-05-31T18:00:00.000Z');
		expect(at).toBeInstanceOf(Date);
	});

	it.each([
		['NaN', Number.NaN],
		['Infinity', Infinity],
		['12345678901234567890', 12345678901234567890n],
		['an object', new Map([['a', 1]])],
		['nothing', [undefined]],
	])('refuses %s in a value, which would be sent as something else', (said, inner) => {
		const value = parse === parseJsonList ? [{ a: inner }] : { a: inner };
		expectRefusal(() => parse(value, FIELD), FIELD, /JSON has no form for/);
		expect(validationErrorOf(() => parse(value, FIELD)).message).toContain(said);
	});

	it.each([
		'9007199254740993',
		'-9007199254740993',
		'9007199254740992',
		'9007199254740993.5',
		'1e22',
	])('refuses the number %s at any depth, whose last digits would change', (number) => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (wraps) => {
				const json = wrap(nest(number, wraps));
				expectRefusal(() => parse(json, FIELD), FIELD, /beyond 9007199254740991/);
				expectRefusal(() => parse(JSON.parse(json), FIELD), FIELD, /beyond/);
				expect(validationErrorOf(() => parse(json, FIELD)).hint).toContain('text');
			}),
		);
	});

	it.each(['9007199254740991', '-9007199254740991', '0.1', '-0.5e-3', '12345678.9', '[]'])(
		'sends %s as written',
		(number) => {
			expect(parse(wrap(number), FIELD)).toEqual(JSON.parse(wrap(number)));
		},
	);

	it.each([1_000, 200_000])('refuses lists nested %d levels deep', (levels) => {
		const json = wrap('['.repeat(levels) + ']'.repeat(levels));
		expectRefusal(() => parse(json, FIELD), FIELD, /more than 100 levels/);
		expect(() => parse(wrap('['.repeat(90) + ']'.repeat(90)), FIELD)).not.toThrow();
	});

	it('refuses a number that no computer keeps', () => {
		expectRefusal(() => parse(wrap('1e400'), FIELD), FIELD, /JSON has no form for/);
	});

	it('leaves out keys without a value, as JSON does', () => {
		const object = { a: undefined, b: null };
		const value = parse === parseJsonList ? [object] : object;
		expect(JSON.stringify(parse(value, FIELD))).toBe(JSON.stringify(value));
	});

	it('refuses __proto__ at any depth, in texts and in values', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (wraps) => {
				const json = wrap(nest('{"__proto__":{"isAdmin":true}}', wraps));
				expectRefusal(() => parse(json, FIELD), FIELD, /__proto__/);
				expectRefusal(() => parse(JSON.parse(json), FIELD), FIELD, /__proto__/);
			}),
		);
	});

	it('refuses a key given twice at any depth', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (wraps) => {
				const json = wrap(nest('{"b":1,"c":2,"b":3}', wraps));
				expectRefusal(() => parse(json, FIELD), FIELD, /names 'b' twice/);
			}),
		);
	});

	it('does not quote a text that is no JSON, as it may be personal', () => {
		const { message, hint } = validationErrorOf(() => parse('{"name": Asha}', FIELD));
		expect(message).toBe(`'${FIELD}' is not valid JSON`);
		expect(`${message} ${hint}`).not.toContain('Asha');
	});

	it('reads braces and colons inside of texts as text', () => {
		const json = wrap('{"b":"{\\"b\\":1}: }","c":"\\\\"}');
		expect(parse(json, FIELD)).toEqual(JSON.parse(json));
	});
});

describe('parseJsonObject', () => {
	it.each([
		['[]', 'a list'],
		['null', 'nothing'],
		['"text"', "'text'"],
		['7', "'7'"],
		[[], 'a list'],
		[true, "'true'"],
	])('refuses %p', (value, said) => {
		expectRefusal(() => parseJsonObject(value, FIELD), FIELD, /must be a JSON object/);
		expect(validationErrorOf(() => parseJsonObject(value, FIELD)).message).toContain(
			`holds ${said}`,
		);
	});
});

describe('parseJsonList', () => {
	it('takes an empty list', () => {
		expect(parseJsonList('[]', FIELD)).toEqual([]);
	});
	it.each(['{}', '[1]', '[{}, null]', '[[]]', '["a"]'])('refuses %s', (json) => {
		expectRefusal(() => parseJsonList(json, FIELD), FIELD, /must be a JSON list of objects/);
	});
});

describe('a moment without a time zone', () => {
	it.each([
		['2026-05-31T09:30:00', 'Asia/Kolkata', '2026-05-31T04:00:00.000Z'],
		['2026-05-31', 'Asia/Kolkata', '2026-05-30T18:30:00.000Z'],
		['2026-05-31 09:30', 'America/New_York', '2026-05-31T13:30:00.000Z'],
		['2026-01-31T09:30:00.25', 'America/New_York', '2026-01-31T14:30:00.250Z'],
		['0099-05-31T10:00:00', 'UTC', '0099-05-31T10:00:00.000Z'],
		// The hour that a change of clocks leaves out is the one after it; of one that comes twice, either is right.
		['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
		['2026-03-08T01:59:59', 'America/New_York', '2026-03-08T06:59:59.000Z'],
		['2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
		['2026-10-25T00:59:59', 'Europe/London', '2026-10-24T23:59:59.000Z'],
		['2026-10-25T02:00:00', 'Europe/London', '2026-10-25T02:00:00.000Z'],
		['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
	])('%s in %s is %s', (written, zone, moment) => {
		expect(parseMoment(written, FIELD, zone)).toBe(moment);
	});

	it('shows the same on a clock of the zone, whichever zone it is', () => {
		const zones = [
			'Asia/Kolkata',
			'Pacific/Chatham',
			'America/St_Johns',
			'Pacific/Kiritimati',
			'UTC',
		];
		const moments = fc.date({
			min: new Date('1971-01-02'),
			max: new Date('2090-12-30'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(moments, fc.constantFrom(...zones), (moment, timeZone) => {
				const shown = moment.toLocaleString('sv-SE', { timeZone });
				const read = new Date(parseMoment(shown, FIELD, timeZone));
				expect(read.toLocaleString('sv-SE', { timeZone })).toBe(shown);
			}),
		);
	});

	it('that ends a span includes the day that is written alone', () => {
		const end = (text: unknown) => parseEndMoment(text, FIELD, 'Asia/Kolkata');
		expect(end('2026-05-31')).toBe('2026-05-31T18:29:59.999Z');
		expect(end('2026-05-31T00:00:00')).toBe('2026-05-30T18:30:00.000Z');
		expect(end('2026-05-31T00:00:00Z')).toBe('2026-05-31T00:00:00.000Z');
		expectRefusal(() => end('2026-02-29'), FIELD, /is not a real date/);
	});
});
