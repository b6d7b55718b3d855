import * as fc from 'fast-check';
import {
	HIDDEN,
	RunRedactor,
	TOO_DEEP,
	redactor,
	secretsIn,
} from '../../../../nodes/shared/output/redact';
import { SPEC_FILES, readYaml } from '../../../server/spec';
import { writtenForms } from '../../../support/writtenForms';
import '../support/patience';

/** Secrets as they are: at least eight characters, and no part of the mark that replaces them. */
const secret = fc
	.oneof(
		fc.string({ minLength: 8, maxLength: 12 }),
		fc.constantFrom('p"a\\ssword', 'top-secret', 'top-secret-2'),
	)
	.filter((text) => text.length >= 8 && !HIDDEN.includes(text) && !/[[\]]/.test(text));

/** Texts in which secrets stand, alone, among others, or twice. */
function textWith(secrets: string[]): fc.Arbitrary<string> {
	return fc
		.array(fc.oneof(fc.constantFrom(...secrets), fc.string({ maxLength: 5 })), { maxLength: 4 })
		.map((parts) => parts.join(''));
}

const secretsAndResponse = fc.array(secret, { minLength: 1, maxLength: 4 }).chain((secrets) =>
	fc.tuple(
		fc.constant(secrets),
		fc.letrec<{ json: unknown }>((tie) => ({
			json: fc.oneof(
				{ maxDepth: 4 },
				textWith(secrets),
				fc.constantFrom(null, true, 0),
				fc.array(tie('json'), { maxLength: 3 }),
				fc.dictionary(textWith(secrets), tie('json'), { maxKeys: 3 }),
			),
		})).json,
	),
);

/** All texts of a JSON value, keys included. */
function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(textsOf);
	return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}

describe('redactor', () => {
	it('leaves no secret anywhere, in keys or values, whatever surrounds it', () => {
		fc.assert(
			fc.property(secretsAndResponse, ([secrets, response]) => {
				for (const text of textsOf(redactor(secrets)(response))) {
					// What a mark and its neighbours form by chance is no secret that was there.
					const parts = text.split(HIDDEN);
					for (const part of parts) {
						expect(secrets.filter((known) => part.includes(known))).toEqual([]);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('leaves no end of a longer secret that begins with a shorter one', () => {
		const hide = redactor(['top-secret', 'top-secret-2']);
		expect(hide(['top-secret-2', 'x top-secret-2 y'])).toEqual([HIDDEN, `x ${HIDDEN} y`]);
		expect(redactor(['top-secret-2', 'top-secret'])('a top-secret b')).toBe(`a ${HIDDEN} b`);
	});

	it('finds a secret that is written as JSON inside of a text', () => {
		const body = JSON.stringify({ password: 'p"a\\ss' });
		expect(redactor(['p"a\\ss'])({ message: `Cannot take ${body}` })).toEqual({
			message: `Cannot take {"password":"${HIDDEN}"}`,
		});
	});

	it.each([
		['trimmed', ' pa55 w&rd" ', 'x pa55 w&rd" y'],
		['in a URL', 'pa55 w&rd', 'https://x.y/?p=pa55%20w%26rd&q=1'],
		['in a page', 'pa55<w&rd"', '<p>pa55&lt;w&amp;rd&quot;</p>'],
		['in Base64', 'pa55word', `Basic ${Buffer.from('pa55word').toString('base64')}`],
	])('finds a secret %s', (_how, hidden, text) => {
		expect(redactor([hidden])(text)).toContain(HIDDEN);
		expect(redactor([hidden])(text)).not.toMatch(/pa55|w&rd|cGE1NX/);
	});

	it('finds a secret in every form that programs write it in', () => {
		const ascii = fc.string({ minLength: 4, maxLength: 20, unit: 'binary-ascii' });
		fc.assert(
			fc.property(ascii, (hidden) => {
				fc.pre(hidden.trim().length >= 4);
				for (const written of writtenForms(hidden)) {
					expect(redactor([hidden])(`1 ${written} 2`)).toBe(`1 ${HIDDEN} 2`);
				}
			}),
		);
	});

	it('changes nothing else', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				const copy = structuredClone(json);
				const isPlain = !/passw|secret|authorization/i.test(JSON.stringify(json));
				fc.pre(isPlain);
				expect(redactor(['a secret that is nowhere in it', ''])(json)).toStrictEqual(copy);
				expect(redactor([])(json)).toStrictEqual(copy);
			}),
		);
	});

	it('does not change what it is given', () => {
		const response = { list: [{ token: 'abcd' }] };
		expect(redactor(['abcd'])(response)).toEqual({ list: [{ token: HIDDEN }] });
		expect(response).toEqual({ list: [{ token: 'abcd' }] });
	});

	it.each([
		'password',
		'newPassword',
		'PASSWORD_HASH',
		'passwd',
		'secret',
		'secrets',
		'apiSecret',
		'api_secret',
		'API_SECRET',
		'apisecret',
		'webhookSecret',
		'clientSecret',
		'client-secret',
		'secretKey',
		'secret_key',
		'secretkey',
		'SECRET_KEY',
		'secretsOfWebhook',
		'Authorization',
	])('hides what stands under %s, whatever it is', (key) => {
		expect(redactor([])({ a: { [key]: 'anything' } })).toEqual({ a: { [key]: HIDDEN } });
		expect(redactor([])([{ [key]: 123456 }])).toEqual([{ [key]: HIDDEN }]);
	});

	it.each([
		['secretaryName', 'Asha Rao'],
		['secretary', 'Asha Rao'],
		['SECRETARY_NAME', 'Asha Rao'],
		['chiefSecretary', 'Asha Rao'],
		['secretariat', 'Delhi'],
		['passwordChanged', true],
		['hasPassword', false],
		['password', null],
		['password', true],
		['password', ''],
		['secrets', []],
	])('keeps that %s is %j', (key, value) => {
		expect(redactor([])({ [key]: value })).toEqual({ [key]: value });
	});

	it('hides a secret of up to seven characters only where it stands alone', () => {
		const hide = redactor(['abc', 'test']);
		expect(hide(['abc', 'abcd', ' abc'])).toEqual([HIDDEN, 'abcd', ` ${HIDDEN}`]);
		expect(redactor(['ab1'])('password ab1 is too short')).toBe(`password ${HIDDEN} is too short`);
		expect(hide('Contest winner, latest news')).toBe('Contest winner, latest news');
		expect(redactor(['abcdefg'])('xabcdefgx')).toBe('xabcdefgx');
		expect(redactor(['abcdefgh'])('xabcdefghx')).toBe(`x${HIDDEN}x`);
	});

	it.each(['p=abc&q=1', '"abc"', '%20abc', '%0Aabc', '\\nabc', '\\u0020abc', 'abc.', '(abc)'])(
		'takes a short secret in %j for one that stands alone',
		(text) => {
			expect(redactor(['abc'])(text)).toBe(text.replace('abc', HIDDEN));
		},
	);

	it('finds a short secret alone in every form that programs write it in', () => {
		const ascii = fc.string({ minLength: 1, maxLength: 7, unit: 'binary-ascii' });
		fc.assert(
			fc.property(ascii, (hidden) => {
				fc.pre(hidden.trim() !== '' && !/^[12[\]]$/.test(hidden.trim()));
				for (const written of writtenForms(hidden)) {
					expect(redactor([hidden])(`1 ${written} 2`)).toBe(`1 ${HIDDEN} 2`);
				}
			}),
		);
	});

	it.each([
		[{ passwords: ['hunter2', 7] }, { passwords: [HIDDEN, HIDDEN] }],
		[{ password: { value: 'hunter2' } }, { password: { value: HIDDEN } }],
		[
			{ credentials: { apiSecret: [{ a: { b: 'x' } }, true, null, ''] } },
			{ credentials: { apiSecret: [{ a: { b: HIDDEN } }, true, null, ''] } },
		],
	])('hides all that stands below a secret key: %j', (json, shown) => {
		expect(redactor([])(json)).toEqual(shown);
	});

	it('hides all of two secrets that overlap, and of one that overlaps with itself', () => {
		expect(redactor(['abcdefgh', 'efghijkl'])('1 abcdefghijkl 2')).toBe(`1 ${HIDDEN} 2`);
		expect(redactor(['abab-abab'])('1 abab-abab-abab 2')).toBe(`1 ${HIDDEN} 2`);
	});

	it('finds a secret after a beginning of it', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom('a', 'b') }),
				fc.nat(40),
				(hidden, length) => {
					const text = `${hidden.slice(0, length)}${hidden}-`;
					const shown = redactor([hidden])(text);
					expect(shown).toContain(HIDDEN);
					expect(shown).not.toContain(hidden);
				},
			),
		);
	});

	it.each([
		['plain', `${'x'.repeat(25_003)} ${'y'.repeat(25_003)}`],
		['full of signs', `"'&<${'\\&'.repeat(25_001)}>`],
		['of one character', 'a'.repeat(50_007)],
		['of halves of characters', '\ud800'.repeat(50_007)],
	])('hides a password of 50,007 characters, %s', (_what, hidden) => {
		const hide = redactor([hidden]);
		const response = { [hidden]: [`a ${hidden} b`, JSON.stringify({ note: hidden })] };
		expect(hide(response)).toEqual({ [HIDDEN]: [`a ${HIDDEN} b`, `{"note":"${HIDDEN}"}`] });
	});

	it('never fails for a secret', () => {
		const any = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string().map((text) => `\udc00${text}`),
		);
		fc.assert(
			fc.property(fc.array(any, { maxLength: 3 }), fc.array(any), (secrets, texts) => {
				expect(redactor(secrets)(texts)).toHaveLength(texts.length);
			}),
		);
	});

	it('cuts what is nested too deep, and hides down to there', () => {
		let deep: unknown = 'top-secret';
		for (let level = 0; level < 99; level++) deep = [deep];
		expect(JSON.stringify(redactor(['top-secret'])([deep]))).toContain(`"${HIDDEN}"`);
		expect(JSON.stringify(redactor(['top-secret'])([[deep]]))).toContain(`"${TOO_DEEP}"`);
	});

	it('does not take a secret for a pattern', () => {
		expect(redactor(['a.c$&'])('a.c$& abc$&')).toBe(`${HIDDEN} abc$&`);
	});
});

describe('a password that is a word of the API', () => {
	it('hides neither a key nor a choice that is the same word', () => {
		const user = { email: 'a@b.c', login_methods: ['email', 'password'], note: 'my password' };
		expect(redactor(['password'])(user)).toEqual({ ...user, note: `my ${HIDDEN}` });
		expect(redactor(['email'])(user)).toEqual(user);
	});

	it('is hidden in sentences, and under a secret key', () => {
		const shown = redactor(['password'])({ password: 'password', text: 'Not password!' });
		expect(shown).toEqual({ password: HIDDEN, text: `Not ${HIDDEN}!` });
	});

	it('is any choice, and any key of one plain word, that the specs name', () => {
		const words = [...new Set(wordsOf(SPEC_FILES.map(readYaml)))];
		expect(words).toEqual(expect.arrayContaining(['password', 'whatsapp', 'address']));
		expect(redactor(words)(words)).toEqual(words);
	});

	function wordsOf(value: unknown): string[] {
		if (typeof value !== 'object' || value === null) return [];
		const { enum: choices, properties } = value as Record<string, unknown>;
		return [
			...(Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : []),
			...Object.keys(properties ?? {}).filter((key) => /^[a-z]+$/.test(key)),
			...Object.values(value).flatMap(wordsOf),
		];
	}
});

describe("a run's redactor", () => {
	it("hides the run's secrets and the item's own", () => {
		const run = new RunRedactor(() => ['run-secret']);
		expect(run.forItem(['own-secret'])('run-secret own-secret')).toBe(`${HIDDEN} ${HIDDEN}`);
		expect(run.forItem([])('run-secret own-secret')).toBe(`${HIDDEN} own-secret`);
	});

	it('hides a token that a sign-in brings in mid-run', () => {
		let token = '';
		const run = new RunRedactor(() => ['run-secret', token]);
		expect(run.forItem([])('run-secret new-token')).toBe(`${HIDDEN} new-token`);
		token = 'new-token';
		expect(run.forItem([])('run-secret new-token')).toBe(`${HIDDEN} ${HIDDEN}`);
	});

	it("prepares the run's secrets once", () => {
		const toBase64 = jest.spyOn(Buffer, 'from');
		const run = new RunRedactor(() => ['run-secret']);
		run.forItem([]);
		const once = toBase64.mock.calls.length;
		for (let item = 0; item < 10; item++) run.forItem([]);
		expect(once).toBeGreaterThan(0);
		expect(toBase64.mock.calls).toHaveLength(once);
		toBase64.mockRestore();
	});
});

describe('the secrets in a body', () => {
	it.each([
		[{ password: 'hunter2-x' }, ['hunter2-x']],
		[{ user: { name: 'Asha', newPassword: 'a b' } }, ['a b']],
		[{ list: [{ apiSecret: 12345 }, { apiSecret: 'x' }] }, ['12345', 'x']],
		[{ passwords: ['one', { old: 'two', at: [3] }] }, ['one', 'two', '3']],
		[{ password: 'same', passwd: 'same' }, ['same']],
		[{ password: '', secret: null, hasPassword: true, secrets: [] }, []],
		[{ name: 'Asha', secretaryName: 'Ben' }, []],
		['password', []],
		[null, []],
		[undefined, []],
	])('of %j are %j', (body, secrets) => {
		expect(secretsIn(body)).toEqual(secrets);
	});

	it('are all that a redactor hides by their keys', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				const body = { password: json };
				const shown = textsOf(Object.values(redactor([])(body)));
				// Keys below are texts, too; they are no values.
				const values = secretsIn(body).filter((text) => text !== HIDDEN);
				expect(shown.filter((text) => text === HIDDEN).length > 0 || values.length === 0).toBe(
					true,
				);
			}),
		);
	});
});
