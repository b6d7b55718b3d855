import { createHmac } from 'node:crypto';

import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import {
	checkHashes,
	LEGACY_KINDS,
	readLegacy,
	USER_KEYS,
} from '../../../nodes/ConscentTrigger/legacy';
import { API_SECRET } from '../../server';
import { fieldHash, readEvent, sampleEvents } from '../../server/events';
import { ENVELOPE, hashOf, KEYS } from './fixtures';

const KIND_NAMES = LEGACY_KINDS.map(({ value }) => value);

function sample(kind: string): IDataObject {
	return readEvent(kind) as IDataObject;
}

describe('the kinds', () => {
	it('are those of which there are samples, in the order of their labels', () => {
		const kinds = Object.entries(sampleEvents()).filter(([, { format }]) => format === 'legacy');
		expect([...KIND_NAMES].sort()).toEqual(kinds.map(([name]) => name).sort());
		const labels = LEGACY_KINDS.map(({ name }) => name);
		expect(labels).toEqual([...labels].sort());
	});
});

describe('an old body', () => {
	it.each(KIND_NAMES)('of the kind %s is told as its event, with its user', (kind) => {
		expect(readLegacy(kind, sample(kind), API_SECRET)).toMatchObject({
			event: kind,
			userId: '681c74b2333e169d16a7e58b',
			user: { userId: '681c74b2333e169d16a7e58b' },
		});
	});

	it.each(KIND_NAMES)('of the kind %s loses nothing when it is simplified', (kind) => {
		const body = sample(kind);
		const told = JSON.stringify(readLegacy(kind, body, API_SECRET));
		for (const [key, value] of Object.entries(body)) {
			if (!key.startsWith('hashed')) expect(told).toContain(JSON.stringify(value));
		}
	});

	it('of a sign-up becomes user, device and the result of its hash', () => {
		expect(readLegacy('signUp', sample('signUp'), API_SECRET)).toEqual({
			event: 'signUp',
			createdAt: null,
			userId: '681c74b2333e169d16a7e58b',
			user: {
				userId: '681c74b2333e169d16a7e58b',
				name: 'Asha Rao',
				userName: 'Asha Rao',
				email: 'asha.rao@example.com',
				address: expect.objectContaining({ city: 'Agra' }),
				country: 'IN',
				city: 'Agra',
				location: { latitude: 27.18, longitude: 78.02 },
				clientTierId: null,
				clientSpecificUserId: null,
			},
			signUp: { freeTrial: false },
			clientInfo: { userAgent: expect.any(String), browser: 'Firefox', os: 'Linux' },
			fieldHashes: { hashedEmail: 'valid' },
		});
	});

	it('of a payment has its time, the purchase, and the user under the names of new webhooks', () => {
		const body = {
			userId: 'u1',
			userName: 'Asha',
			userEmail: 'asha@example.com',
			userPhoneNumber: '98',
			userAddress: { city: 'Agra' },
			createdAt: '2024-02-29T06:20:29.000Z',
			price: 500,
			device: 'DESKTOP',
		};
		expect(readLegacy('passPayment', body, '')).toEqual({
			event: 'passPayment',
			createdAt: '2024-02-29T06:20:29.000Z',
			userId: 'u1',
			user: {
				userId: 'u1',
				name: 'Asha',
				email: 'asha@example.com',
				phoneNumber: '98',
				address: { city: 'Agra' },
			},
			purchase: { createdAt: '2024-02-29T06:20:29.000Z', price: 500 },
			clientInfo: { device: 'DESKTOP' },
			fieldHashes: {},
		});
	});

	it('keeps a field under its own name where another one has its new name', () => {
		const body = {
			userId: 'u1',
			name: 'Asha',
			userName: 'asha.rao',
			userEmail: 'old@example.com',
			email: 'asha@example.com',
			userPhoneNumber: '98',
		};
		expect(readLegacy('login', body, '')).toMatchObject({
			user: {
				userId: 'u1',
				name: 'Asha',
				userName: 'asha.rao',
				userEmail: 'old@example.com',
				email: 'asha@example.com',
				phoneNumber: '98',
			},
		});
	});

	it('loses no field, whichever of them it has', () => {
		const keys = [...Object.keys(USER_KEYS), 'price', 'browser'];
		fc.assert(
			fc.property(fc.subarray(keys), (present) => {
				const fields = Object.fromEntries(present.map((key) => [key, `value of ${key}`]));
				const told = JSON.stringify(readLegacy('login', { ...fields, userId: 'u1' }, ''));
				for (const value of Object.values(fields)) expect(told).toContain(`"${value}"`);
			}),
		);
	});

	it.each([
		['without a user', { price: 1 }],
		['with an empty user', { userId: '' }],
		['with a user that is no text', { userId: { $ne: null } }],
		['that is an envelope', { ...ENVELOPE, userId: 'u1' }],
	])('is none %s', (_what, body) => {
		expect(readLegacy('login', body, API_SECRET)).toBeUndefined();
	});

	it('of a kind that an expression made up is told under a neutral name', () => {
		expect(readLegacy('constructor', { userId: 'u1', a: 1 }, '')).toMatchObject({
			details: { a: 1 },
		});
	});
});

describe('the hashes of fields', () => {
	const { apiSecret } = KEYS;
	const email = 'jörg+1@exämple.com';

	it('are what the sample server makes, for email and phone number alike', () => {
		const body = {
			email,
			hashedEmail: fieldHash(email, apiSecret),
			phoneNumber: '9867979689',
			hashedPhoneNumber: fieldHash('9867979689', apiSecret),
		};
		expect(checkHashes(body, apiSecret)).toEqual({
			hashedEmail: 'valid',
			hashedPhoneNumber: 'valid',
		});
	});

	it('have no result where there are none', () => {
		expect(checkHashes({ email }, apiSecret)).toEqual({});
	});

	it('stay unchecked without an API secret: anybody could make one', () => {
		expect(checkHashes({ email, hashedEmail: hashOf(email, '') }, '')).toEqual({
			hashedEmail: 'unchecked',
		});
	});

	const right = hashOf(email);
	const [header = '', payload = '', signature = ''] = right.split('.');
	const encode = (text: string) => Buffer.from(text).toString('base64url');
	it.each([
		['of another value', hashOf('other@example.com')],
		['of another secret', hashOf(email, 'other')],
		['without a signature', `${header}.${payload}.`],
		['with the algorithm "none"', `${encode('{"alg":"none"}')}.${payload}.`],
		['with the algorithm "none", but signed', hashOf(email, apiSecret, { alg: 'none' })],
		['with another algorithm, but signed', hashOf(email, apiSecret, { alg: 'HS512' })],
		['with a header that is no object', `${encode('"HS256"')}.${payload}.${signature}`],
		['with a header that is no JSON', `${encode('{')}.${payload}.${signature}`],
		['with a part too much', `${right}.`],
		['cut', right.slice(0, -1)],
		['with padding', `${right}=`],
		['with a space', ` ${right}`],
		['empty', ''],
		['no text', 1],
		['null', null],
		['the value itself', email],
	])('are invalid when %s', (_what, hashedEmail) => {
		expect(checkHashes({ email, hashedEmail }, apiSecret)).toEqual({ hashedEmail: 'invalid' });
	});

	it('are invalid when signed, but with a header that is no JSON', () => {
		const content = `${encode('{')}.${payload}`;
		const token = `${content}.${createHmac('sha256', apiSecret).update(content).digest('base64url')}`;
		expect(checkHashes({ email, hashedEmail: token }, apiSecret)).toEqual({
			hashedEmail: 'invalid',
		});
	});

	it('are invalid where the value is missing or no text', () => {
		expect(checkHashes({ hashedEmail: right }, apiSecret)).toEqual({ hashedEmail: 'invalid' });
		expect(checkHashes({ email: [email], hashedEmail: right }, apiSecret)).toEqual({
			hashedEmail: 'invalid',
		});
	});
});
