/**
 * Every reader of text that others wrote, given a text that is meant to be slow to read, or JSON that is nested too
 * deep for recursive code. The bound is many times what a reader needs: one in quadratic time takes minutes.
 */
import { accountOf } from '../../../nodes/CommerceEngine/account';
import { baseUrlOf as commerceEngineUrl } from '../../../nodes/CommerceEngine/environment';
import { putUserIn } from '../../../nodes/CommerceEngine/ownUser';
import { readErrorBody as commerceEngineError } from '../../../nodes/CommerceEngine/errorBody';
import { userIdIn } from '../../../nodes/CommerceEngine/token';
import { baseUrlOf as conscentUrl } from '../../../nodes/Conscent/baseUrl';
import { conscent } from '../../../nodes/Conscent/service';
import { comparePhones } from '../../../nodes/Conscent/users/match';
import { parsePhone } from '../../../nodes/Conscent/users/phone';
import { parseBody } from '../../../nodes/ConscentTrigger/body';
import { readTime } from '../../../nodes/ConscentTrigger/envelope';
import { isChosen } from '../../../nodes/ConscentTrigger/events';
import { readLegacy } from '../../../nodes/ConscentTrigger/legacy';
import { missingProofs } from '../../../nodes/ConscentTrigger/verify';
import { baseUrlOf as insightoUrl } from '../../../nodes/Insighto/environment';
import { parseUuid } from '../../../nodes/Insighto/fields/administration';
import { readErrorBody as insightoError } from '../../../nodes/Insighto/errorBody';
import { parseRetryAfter } from '../../../nodes/shared/http/retry';
import { readResponse } from '../../../nodes/shared/http/transport';
import { assertUsableBaseUrl } from '../../../nodes/shared/input/address';
import { parseMoment, parsePastDate } from '../../../nodes/shared/input/parse/dates';
import { parseJsonObject } from '../../../nodes/shared/input/parse/json';
import { parseTextList } from '../../../nodes/shared/input/parse/lists';
import { parseAmount } from '../../../nodes/shared/input/parse/numbers';
import {
	parseBoolean,
	parseCountryCode,
	parseEmail,
	parseId,
} from '../../../nodes/shared/input/parse/text';
import { ValidationError } from '../../../nodes/shared/input/validationError';
import { redactor, secretsIn } from '../../../nodes/shared/output/redact';
import { describeRequestError } from '../../../nodes/shared/output/requestError';
import { isTooDeep, responseJson } from '../../../nodes/shared/output/response';

const TEXT_LENGTH = 250_000;
const SECRET_LENGTH = 50_000;
const MAX_CPU_MS = 3_000;

const UNITS = [
	...['a', ' ', '.', '/', '%', '{', '\\', '"', '\ud800', '\\&', 'a@', 'a '],
	...['/v1', '/api/v1', '&amp;', 'QUFB'],
];

const HEADERS = { 'content-type': 'application/json' };
const ADDRESS_TEXTS = { credential: 'c', example: 'e' };
const REFUSED = {
	serviceName: 'S',
	origin: 'o',
	attempts: 1,
	mayBeProcessed: true,
	advice: conscent.advice,
} as const;
const KEYS = { apiKey: 'key', apiSecret: 'secret', webhookSecret: 'secret' };

function proofsOf(text: string): unknown {
	const headers = { authorization: `Basic ${text}`, 'x-conscent-signature': text };
	return missingProofs('both', { headers, rawBody: Buffer.from(text) }, KEYS);
}

function custom(ending: string): { environment: string; storeId: string; baseUrl: string } {
	return { environment: 'custom', storeId: 's', baseUrl: `https://a${ending}x` };
}

const TEXT_READERS: Array<[string, (text: string) => unknown]> = [
	['an email address', (text) => parseEmail(`a@${text} `, 'f')],
	['a country code', (text) => parseCountryCode(`+${text}`, 'f')],
	['a boolean', (text) => parseBoolean(text, 'f')],
	['an ID', (text) => parseId(text, 'f')],
	['a UUID', (text) => parseUuid(text, 'f')],
	['a date', (text) => parsePastDate(text, 'f')],
	['a moment', (text) => parseMoment(`1990-05-31T10:00:00.${text}x`, 'f', 'UTC')],
	['an amount', (text) => parseAmount(`${text}x`, 'f')],
	['a list', (text) => parseTextList(text, 'f')],
	['a phone number', (text) => parsePhone(text, 'f')],
	['two phone numbers', (text) => comparePhones(text, `+${text}`)],
	['no JSON', (text) => parseJsonObject(text, 'f')],
	['JSON', (text) => parseJsonObject(JSON.stringify({ [text]: text }), 'f')],
	['an address', (text) => assertUsableBaseUrl(`http://${text}`, ADDRESS_TEXTS)],
	["Conscent's address", (text) => conscentUrl(custom(text))],
	["Insighto's address", (text) => insightoUrl(custom(text))],
	["Commerce Engine's address", (text) => commerceEngineUrl(custom(text))],
	['an account', (text) => accountOf({ signInWith: 'phone', phone: text })],
	['a token', (text) => userIdIn(text)],
	['a path', (text) => putUserIn(`https://a/auth/user/${text}`, '')],
	[
		"Conscent's error",
		(text) => conscent.readErrorBody({ message: text, errors: { [text]: [text] } }),
	],
	["Commerce Engine's error", (text) => commerceEngineError({ errors: { [text]: [text] } })],
	["Insighto's error", (text) => insightoError({ detail: [{ loc: ['body', text], msg: text }] })],
	[
		'a response',
		(text) => readResponse({ statusCode: 200, headers: HEADERS, body: text }, conscent),
	],
	['Retry-After', (text) => parseRetryAfter(`Sun, ${text}x`, 0)],
	[
		'what an API says',
		(text) => {
			const errorBody = { text };
			const last = { kind: 'errorResponse', status: 400, errorBody, isWebPage: false } as const;
			return describeRequestError(last, { ...REFUSED, idempotent: true });
		},
	],
	['a time', (text) => readTime(`1990-05-31T${text}`)],
	['names of events', (text) => isChosen('a', ['other'], text)],
	["a webhook's body", (text) => parseBody(Buffer.from(text))],
	["a webhook's proofs", proofsOf],
	[
		'an old webhook',
		(text) => readLegacy('login', { userId: 'u', hashedEmail: text, email: text }, 's'),
	],
	['a key', (text) => redactor([])({ [text]: text })],
	['a secret', (text) => secretsIn({ password: text })],
	['a text with a secret', (text) => redactor([text.slice(0, SECRET_LENGTH)])(text)],
	[
		'a text with nearly a secret',
		(text) => redactor([`${text.slice(0, SECRET_LENGTH)}~${text.slice(0, SECRET_LENGTH)}`])(text),
	],
	['a text with a short secret', (text) => redactor([text.slice(0, 2)])(text)],
];

/** A validation error is how most of them end: what counts is that they end. */
function endOf(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		if (error instanceof ValidationError) return error;
		throw error;
	}
}

describe('a quarter of a megabyte of hostile text, read as', () => {
	it.each(TEXT_READERS)('%s', (_what, read) => {
		for (const unit of UNITS) {
			const text = unit.repeat(Math.ceil(TEXT_LENGTH / unit.length));
			const before = process.cpuUsage();
			endOf(() => read(text));
			const cpuMs = process.cpuUsage(before).user / 1000;
			expect({ unit, isFast: cpuMs < MAX_CPU_MS }).toEqual({ unit, isFast: true });
		}
	});
});

const LEVELS = 5_000;

function nested(wrap: (inner: unknown) => unknown, leaf: unknown, levels = LEVELS): unknown {
	let value = leaf;
	for (let level = 0; level < levels; level++) value = wrap(value);
	return value;
}

const WRAPS: Array<[string, (inner: unknown) => unknown]> = [
	['lists', (inner) => [inner]],
	...['a', 'errors', 'details', 'message', 'children', 'password'].map(
		(key): [string, (inner: unknown) => unknown] => [key, (inner) => ({ [key]: inner })],
	),
];

describe.each(WRAPS)('5,000 levels of %s', (_what, wrap) => {
	const deep = nested(wrap, 'x');

	it("are a validation error in a user's JSON", () => {
		const error = endOf(() => parseJsonObject({ deep }, 'Additional Fields'));
		expect(String(error)).toMatch("'Additional Fields' is nested too deep");
	});

	it.each([
		["Conscent's", conscent.readErrorBody],
		["Commerce Engine's", commerceEngineError],
		["Insighto's", insightoError],
	])('are no words in %s error', (_whose, read) => {
		for (const body of [deep, { errors: deep, details: deep, message: deep }]) {
			expect(read(body)).toEqual({});
		}
		expect(read({ detail: [{ loc: ['body', deep, 'a'], msg: 'm' }] })).toEqual(expect.anything());
	});

	it('are cut in the output, with all secrets hidden above', () => {
		const json = responseJson({ status: 200, body: { note: 'top-secret', deep } });
		const shown = JSON.stringify(redactor(['top-secret'])(json));
		expect(shown).toMatch(/^\{"note":"\[hidden\]","deep":.*"\[nested too deep\]"/);
		expect(secretsIn({ deep })).toEqual([]);
		expect(isTooDeep(json)).toBe(true);
	});
});

describe('JSON text', () => {
	it('of 5,000 levels is a validation error', () => {
		const text = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;
		expect(String(endOf(() => parseJsonObject(text, 'f')))).toMatch('nested too deep');
	});

	it('of millions of escaped characters is read', () => {
		const text = '\n'.repeat(5_000_000);
		expect(parseJsonObject(JSON.stringify({ text }), 'f')).toEqual({ text });
	});

	it("is no webhook's body where it is nested too deep", () => {
		expect(parseBody(Buffer.from(`{"a":${'['.repeat(5e5)}${']'.repeat(5e5)}}`))).toBeUndefined();
	});
});

describe('an error body', () => {
	it.each(['errors', 'details', 'children', 'message'])(
		'is read once, however deep its words stand in %s',
		(key) => {
			let reads = 0;
			const leaf = Object.defineProperty({}, 'reason', {
				enumerable: true,
				get: () => {
					reads++;
					return '';
				},
			});
			const body = nested((inner) => ({ [key]: inner }), leaf, 5);
			expect(conscent.readErrorBody(body)).toEqual({});
			// Once to look at what it is, once to read it.
			expect(reads).toBeLessThanOrEqual(4);
		},
	);
});
