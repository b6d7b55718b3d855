import crypto from 'node:crypto';

import * as fc from 'fast-check';

import {
	hasBasicAuth,
	isSameText,
	isSigned,
	missingProofs,
} from '../../../nodes/ConscentTrigger/verify';
import { basicAuthOf, KEYS, signatureOf } from './fixtures';

const BODY = Buffer.from('{"event":"purchase.pass"}');

function signedWith(signature: string | string[] | undefined, rawBody: Buffer | undefined = BODY) {
	return isSigned({ headers: { 'x-conscent-signature': signature }, rawBody }, KEYS);
}

function authorizedWith(authorization: string | string[] | undefined, keys = KEYS) {
	return hasBasicAuth({ headers: { authorization }, rawBody: BODY }, keys);
}

describe('the signature', () => {
	it('is the HMAC that a well-known implementation gives for well-known input', () => {
		// RFC 4231, test case 2.
		const rawBody = Buffer.from('what do ya want for nothing?');
		const headers = {
			'x-conscent-signature': '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
		};
		expect(isSigned({ headers, rawBody }, { ...KEYS, webhookSecret: 'Jefe' })).toBe(true);
	});

	it('holds for any body and any secret, in lower and upper case', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.string({ unit: 'binary', minLength: 1 }), (bytes, text) => {
				const rawBody = Buffer.from(bytes);
				const webhookSecret = `s${text}`;
				const signature = signatureOf(rawBody, webhookSecret);
				for (const given of [signature, signature.toUpperCase()]) {
					const headers = { 'x-conscent-signature': given };
					expect(isSigned({ headers, rawBody }, { ...KEYS, webhookSecret })).toBe(true);
				}
			}),
		);
	});

	it('holds for no other body', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
				fc.pre(!Buffer.from(one).equals(Buffer.from(other)));
				expect(signedWith(signatureOf(Buffer.from(one)), Buffer.from(other))).toBe(false);
			}),
		);
	});

	it('does not hold once any single character of it is changed', () => {
		const right = signatureOf(BODY);
		for (let index = 0; index < right.length; index++) {
			const other = right[index] === '0' ? '1' : '0';
			expect(signedWith(right.slice(0, index) + other + right.slice(index + 1))).toBe(false);
		}
	});

	const RIGHT = signatureOf(BODY);
	it.each([
		['missing', undefined],
		['empty', ''],
		['sent twice, as a list', [RIGHT, RIGHT]],
		['sent twice, as Node.js joins it', `${RIGHT}, ${RIGHT}`],
		['cut', RIGHT.slice(0, -1)],
		['too long', `${RIGHT}0`],
		['with a space before it', ` ${RIGHT}`],
		['with a line break after it', `${RIGHT}\n`],
		['with a prefix', `sha256=${RIGHT}`],
		['in base64', Buffer.from(RIGHT, 'hex').toString('base64')],
		['made with another secret', signatureOf(BODY, 'other')],
		['made with no secret', signatureOf(BODY, '')],
		['made with the API secret', signatureOf(BODY, KEYS.apiSecret)],
		['made of another writing of the same JSON', signatureOf('{ "event": "purchase.pass" }')],
	])('does not hold when it is %s', (_what, signature) => {
		expect(signedWith(signature)).toBe(false);
	});

	it.each(['', ' ', '\n'])('does not hold while the credential has no secret (%j)', (secret) => {
		const headers = { 'x-conscent-signature': signatureOf(BODY, secret) };
		expect(isSigned({ headers, rawBody: BODY }, { ...KEYS, webhookSecret: secret })).toBe(false);
	});

	it('does not hold for a body that could not be read', () => {
		const headers = { 'x-conscent-signature': signatureOf('') };
		expect(isSigned({ headers, rawBody: undefined }, KEYS)).toBe(false);
	});
});

describe('Basic auth', () => {
	it.each(['Basic', 'basic', 'BASIC'])('takes the scheme as "%s"', (scheme) => {
		expect(authorizedWith(basicAuthOf().replace('Basic', scheme))).toBe(true);
		expect(authorizedWith(basicAuthOf().replace('Basic', `${scheme}  `))).toBe(true);
	});

	it('holds for any key and secret that are not blank, and for no other', () => {
		const text = fc.string({ unit: 'binary', minLength: 1 }).map((value) => `x${value}`);
		fc.assert(
			fc.property(text, text, (apiKey, apiSecret) => {
				const keys = { ...KEYS, apiKey, apiSecret };
				expect(authorizedWith(basicAuthOf(keys), keys)).toBe(true);
				expect(authorizedWith(basicAuthOf(keys), { ...keys, apiSecret: `${apiSecret}x` })).toBe(
					false,
				);
			}),
		);
	});

	const [, VALUE = ''] = basicAuthOf().split(' ');
	const latin1 = Buffer.from('KEYABCD-1234567:api-secret:with-ünïcode', 'latin1');
	it.each([
		['missing', undefined],
		['empty', ''],
		['sent twice, as a list', [basicAuthOf()]],
		['the scheme alone', 'Basic'],
		['the scheme and a space', 'Basic '],
		['without a scheme', VALUE],
		['of another scheme', `Bearer ${VALUE}`],
		['followed by more', `${basicAuthOf()} x`],
		['with a space before it', ` ${basicAuthOf()}`],
		['cut', basicAuthOf().slice(0, -1)],
		['not in base64', `Basic ${KEYS.apiKey}:${KEYS.apiSecret}`],
		['in another encoding', `Basic ${latin1.toString('base64')}`],
		['of another secret', basicAuthOf({ ...KEYS, apiSecret: 'other' })],
		['of another key', basicAuthOf({ ...KEYS, apiKey: 'other' })],
	])('does not hold when it is %s', (_what, authorization) => {
		expect(authorizedWith(authorization)).toBe(false);
	});

	it.each([{ apiKey: '' }, { apiSecret: '' }, { apiKey: '', apiSecret: '' }, { apiSecret: ' ' }])(
		'does not hold while the credential is incomplete: %j',
		(change) => {
			const keys = { ...KEYS, ...change };
			expect(authorizedWith(basicAuthOf(keys), keys)).toBe(false);
		},
	);
});

describe('what each verification asks for', () => {
	const signature = { 'x-conscent-signature': signatureOf(BODY) };
	const basicAuth = { authorization: basicAuthOf() };
	const cases: Array<[string, object, string[]]> = [
		['signature', {}, ['signature']],
		['signature', signature, []],
		['signature', basicAuth, ['signature']],
		['basicAuth', {}, ['basicAuth']],
		['basicAuth', basicAuth, []],
		['basicAuth', signature, ['basicAuth']],
		['both', {}, ['signature', 'basicAuth']],
		['both', signature, ['basicAuth']],
		['both', basicAuth, ['signature']],
		['both', { ...signature, ...basicAuth }, []],
		['none', {}, []],
		// What an expression could make up must not open the door.
		['', {}, ['signature', 'basicAuth']],
		['None', {}, ['signature', 'basicAuth']],
		['constructor', {}, ['signature', 'basicAuth']],
		['__proto__', {}, ['signature', 'basicAuth']],
	];
	it.each(cases)('%s, given %j, misses %j', (verification, headers, missing) => {
		expect(missingProofs(verification, { headers: { ...headers }, rawBody: BODY }, KEYS)).toEqual(
			missing,
		);
	});
});

describe('how texts are compared', () => {
	afterEach(() => jest.restoreAllMocks());

	it('by digests of one length, whatever the texts are, and by nothing else', () => {
		const compare = jest.spyOn(crypto, 'timingSafeEqual');
		fc.assert(
			fc.property(fc.string(), fc.string(), (one, other) => {
				compare.mockClear();
				expect(isSameText(one, other)).toBe(one === other);
				expect(compare).toHaveBeenCalledTimes(1);
				for (const digest of compare.mock.calls[0] ?? []) expect(digest.byteLength).toBe(32);
			}),
		);
	});

	it.each([
		['a wrong signature', 'signature', { 'x-conscent-signature': 'wrong' }, 1],
		['a right signature', 'signature', { 'x-conscent-signature': signatureOf(BODY) }, 1],
		['a wrong key', 'basicAuth', { authorization: 'Basic d3Jvbmc=' }, 1],
		[
			'a wrong signature with a wrong key',
			'both',
			{ 'x-conscent-signature': 'wrong', authorization: 'Basic d3Jvbmc=' },
			2,
		],
	])('for %s too', (_what, verification, headers, times) => {
		const compare = jest.spyOn(crypto, 'timingSafeEqual');
		missingProofs(verification, { headers, rawBody: BODY }, KEYS);
		expect(compare).toHaveBeenCalledTimes(times);
	});
});
