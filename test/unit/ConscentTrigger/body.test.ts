import * as fc from 'fast-check';

import { MAX_DEPTH, MAX_BODY_BYTES, parseBody } from '../../../nodes/ConscentTrigger/body';

function parse(text: string) {
	return parseBody(Buffer.from(text));
}

/** An object with the given number of levels, objects and lists in turn. */
function nested(levels: number): string {
	const isObject = (level: number) => level % 2 === 0;
	const open = Array.from({ length: levels }, (_, level) => (isObject(level) ? '{"a":' : '['));
	const close = open.map((_, level) => (isObject(level) ? '}' : ']')).reverse();
	return `${open.join('')}1${close.join('')}`;
}

describe('a body that n8n can carry', () => {
	it('is given as it is, whatever it holds', () => {
		const json = fc.json({ depthSize: 'small', maxDepth: 5, stringUnit: 'binary' });
		fc.assert(
			fc.property(json, (text) => {
				fc.pre(!text.includes('__proto__'));
				const body = `{"value":${text}}`;
				expect(parse(body)).toEqual(JSON.parse(body));
			}),
		);
	});

	it('may have spaces, escapes, a byte order mark, and a key that objects have by themselves', () => {
		const text =
			'\uFEFF { "constructor" : "\\u0041\\ud83d\\ude00", "toString": null,\n"a": -0.5e3 }\n';
		expect(parse(text)).toEqual({ constructor: 'A😀', toString: null, a: -500 });
	});

	it(`may have ${MAX_DEPTH} levels and ${MAX_BODY_BYTES} bytes, and no more`, () => {
		expect(parse(nested(MAX_DEPTH))).toEqual(JSON.parse(nested(MAX_DEPTH)));
		expect(parse(nested(MAX_DEPTH + 1))).toBeUndefined();
		const largest = `{"a":"${'x'.repeat(MAX_BODY_BYTES - 8)}"}`;
		expect(parse(largest)).toBeDefined();
		expect(parse(` ${largest}`)).toBeUndefined();
	});
});

describe('no body that n8n can carry', () => {
	it.each([
		['empty', ''],
		['blank', ' \n'],
		['cut', '{"event":"a"'],
		['two objects', '{}{}'],
		['a list', '[{"event":"a"}]'],
		['text', '"event"'],
		['a number', '1'],
		['null', 'null'],
		['true', 'true'],
		['with a comment', '{"a":1 /* b */}'],
		['a form', 'event=purchase.pass'],
		['a very deep list', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
		['a very deep object', nested(100_000)],
		['a number beyond all bounds', '{"created_at":1e400}'],
		['a number beyond all bounds, inside', '{"a":[{"b":-1e999}]}'],
		['a key that changes its object', '{"__proto__":{"isAdmin":true}}'],
		['the same, inside', '{"payload":{"user":[{"__proto__":null}]}}'],
		['the same, in escapes', '{"\\u005f_proto__":1}'],
	])('is one that is %s', (_what, text) => {
		expect(parse(text)).toBeUndefined();
	});

	it('is one with bytes that are no UTF-8, nor does one spoil the next', () => {
		const start = Buffer.from('{"name":"');
		const end = Buffer.from('"}');
		const broken = [[0xff], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]];
		for (const bytes of broken) {
			expect(parseBody(Buffer.concat([start, Buffer.from(bytes), end]))).toBeUndefined();
			expect(parse('{"name":"Ä"}')).toEqual({ name: 'Ä' });
		}
		expect(parseBody(Buffer.from('{"name":"Ä"}', 'latin1'))).toBeUndefined();
		expect(parseBody(Buffer.from('{"name":"Ä"}', 'utf16le'))).toBeUndefined();
	});

	it('never breaks on any bytes, and leaves all other objects alone', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				const body = parseBody(Buffer.from(bytes));
				expect(body === undefined || Object.getPrototypeOf(body) === Object.prototype).toBe(true);
			}),
		);
		parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
		expect(Reflect.get({}, 'polluted')).toBeUndefined();
	});
});
