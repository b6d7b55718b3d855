import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { ConscentApi } from '../../../credentials/ConscentApi.credentials';
import { BASE_URLS } from '../../../nodes/Conscent/apiFacts';
import { assertConscentAddress, baseUrlOf } from '../../../nodes/Conscent/baseUrl';
import { expectRefusal } from '../shared/support/refusals';
import '../shared/support/patience';

const custom = (baseUrl: unknown) => baseUrlOf({ environment: 'custom', baseUrl } as never);

/** Each is not loopback, whatever it looks like. */
const PLAIN_HTTP_ELSEWHERE = [
	'http://example.com',
	'http://127.0.0.1.evil.com',
	'http://localhost.evil.com',
	'http://localhost.',
	'http://evil-localhost',
	'http://evil.localhost',
	'http://x127.0.0.1.nip.io',
	'http://127.0.0.1@evil.com',
	'http://evil.com#127.0.0.1',
	'http://evil.com\\@127.0.0.1',
	'http://evil.com/127.0.0.1',
	'http://[::2]',
	'http://[::ffff:8.8.8.8]',
	'http://0.0.0.0',
	'http://128.0.0.1',
	'http://10.0.0.1:4010',
	'HTTP://EXAMPLE.COM',
	'http:example.com',
];

const LOOPBACK = [
	'http://localhost',
	'http://localhost:4010/api',
	'http://LOCALHOST',
	'http://127.0.0.1:4010',
	'http://127.1.2.3/api',
	'http://127.1',
	'http://2130706433',
	'http://[::1]:4010/api',
	'http://[0:0:0:0:0:0:0:1]/api',
];

const NO_ADDRESS = [
	'',
	' ',
	'example.com',
	'ftp://example.com',
	'javascript:alert(1)',
	'//example.com',
	'https://',
	'file:///etc/passwd',
	'/v2',
	'http://127.999.1.1',
];

describe('baseUrlOf', () => {
	it.each(['production', 'sandbox'] as const)(
		'gives the address of %s, whatever else is filled in',
		(environment) => {
			expect(baseUrlOf({ environment, baseUrl: 'http://evil.com' })).toBe(BASE_URLS[environment]);
			expect(BASE_URLS[environment]).toMatch(/^https:\/\/[^/]+\/api$/);
		},
	);

	it.each(['', '/', '//', '/v1', '/v2', '/v1/', '/v2///', '///v2'])(
		'forgives the ending %j',
		(ending) => {
			expect(custom(` https://conscent.example.com/api${ending}\n`)).toBe(
				'https://conscent.example.com/api',
			);
			expect(custom(`https://conscent.example.com${ending}`)).toBe('https://conscent.example.com');
		},
	);

	it.each([
		'https://v2.example.com',
		'https://example.com/v3',
		'https://example.com/v21',
		'https://example.com/v2/api',
		'https://example.com:8443/a/b',
	])('leaves %s as it is', (address) => {
		expect(custom(address)).toBe(address);
	});

	it.each(LOOPBACK)('takes plain http to this computer: %s', (address) => {
		expect(custom(address)).toBe(address);
	});

	it.each(PLAIN_HTTP_ELSEWHERE)('refuses plain http elsewhere: %s', (address) => {
		expectRefusal(() => custom(address), 'Base URL', /must begin with https:\/\//);
	});

	it.each([...NO_ADDRESS, undefined, null, 7, {}])(
		'refuses what is no web address: %p',
		(address) => {
			expectRefusal(() => custom(address), 'Base URL', /is not a web address/);
		},
	);

	it.each([
		'https://user:pa55@example.com/api',
		'https://user@example.com',
		'http://user:pa55@127.0.0.1',
	])('refuses an address with a password in it, which a dry run would show: %s', (address) => {
		expectRefusal(() => custom(address), 'Base URL', /user name or password/);
	});

	it.each(['https://example.com/api?a=b', 'https://example.com/api#part', 'https://example.com/?'])(
		'refuses an address that paths cannot be appended to: %s',
		(address) => {
			expectRefusal(() => custom(address), 'Base URL');
		},
	);

	it('takes an environment it does not know for one of its own', () => {
		expect(baseUrlOf({ baseUrl: 'https://example.com' })).toBe('https://example.com');
		expectRefusal(() => baseUrlOf({ environment: 'staging' }), 'Base URL');
	});

	it('gives an address that only https or this computer is behind, whatever is filled in', () => {
		const parts = fc.constantFrom(
			'http',
			'https',
			':',
			'//',
			'/',
			'@',
			'\\',
			'evil.com',
			'localhost',
			'127.0.0.1',
			'[::1]',
			'.',
			'?',
			'#',
			' ',
			'\t',
			'v2',
			'0x7f.1',
			'%31',
		);
		fc.assert(
			fc.property(
				fc.array(parts, { maxLength: 8 }).map((texts) => texts.join('')),
				(address) => {
					let accepted: string;
					try {
						accepted = custom(address);
					} catch {
						return;
					}
					const url = new URL(`${accepted}/v2/client/update-user?userId=1`);
					expect(url.pathname.endsWith('/v2/client/update-user')).toBe(true);
					expect(url.search).toBe('?userId=1');
					if (url.protocol !== 'https:') {
						expect(url.protocol).toBe('http:');
						expect(
							['localhost', '[::1]'].includes(url.hostname) || url.hostname.startsWith('127.'),
						).toBe(true);
						expect(url.hostname).toMatch(/^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/);
					}
				},
			),
			{ numRuns: 1500 },
		);
	});
});

describe('the credential', () => {
	const credential = new ConscentApi();
	const authenticate = credential.authenticate as (
		data: object,
		options: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
	const data = { apiKey: 'key', apiSecret: 'secret' };

	it('signs in with the key as user name and the secret as password', async () => {
		const options = { url: 'https://example.com/x', headers: { a: 'b' } };
		expect(await authenticate(data, options)).toEqual({
			...options,
			auth: { username: 'key', password: 'secret' },
		});
	});

	it('signs in without what was copied with the key and the secret', async () => {
		const pasted = { apiKey: ' key ', apiSecret: 'secret\n' };
		expect(await authenticate(pasted, { url: 'https://example.com/x' })).toMatchObject({
			auth: { username: 'key', password: 'secret' },
		});
	});

	it.each([
		{ url: 'http://127.0.0.1:4010/api/v2/x' },
		{ baseURL: 'https://example.com', url: '/v2/x' },
		{ uri: 'https://example.com/x?y=z' },
		{ baseURL: 'http://evil.com', url: 'https://example.com/' },
	])('signs in to %j', async (options) => {
		expect(await authenticate(data, options as IHttpRequestOptions)).toHaveProperty('auth');
	});

	it.each([
		...PLAIN_HTTP_ELSEWHERE.map((url) => ({ url })),
		{ baseURL: 'http://evil.com', url: '/v2/x' },
		{ uri: 'http://evil.com/x' },
		{ baseURL: 'https://example.com', url: 'http://evil.com/' },
		{ url: '/v2/x' },
		{},
	])('sends no key to %j', async (options) => {
		await expect(authenticate(data, options as IHttpRequestOptions)).rejects.toThrow(/'Base URL'/);
	});

	it('tests the very address that the node uses', () => {
		const expression = String(credential.test.request.baseURL).replace(/^=\{\{|\}\}$/g, '');
		const tested = ($credentials: object): unknown => runInNewContext(expression, { $credentials });
		for (const environment of ['production', 'sandbox'] as const) {
			expect(tested({ environment, baseUrl: '' })).toBe(BASE_URLS[environment]);
		}
		for (const ending of ['', '/', '/v1', '/v2/', '//v2//']) {
			const filledIn = {
				environment: 'custom',
				baseUrl: ` https://conscent.example.com/api${ending} `,
			};
			expect(tested(filledIn)).toBe(baseUrlOf(filledIn));
		}
	});

	it('tests by the smallest call that reads, and takes a redirect for no response', () => {
		expect(credential.test.request).toMatchObject({
			url: '/v2/client/subscription-plans',
			qs: { showRecords: 1 },
			disableFollowRedirect: true,
		});
	});

	it('has a text of its own for each status that a wrong credential or address leads to', () => {
		const rules = credential.test.rules as Array<{
			type: string;
			properties: { value: unknown; message: string };
		}>;
		const texts = new Map(rules.map(({ properties }) => [properties.value, properties.message]));
		for (const status of [301, 302, 307, 308, 401, 403, 404, 405, 429, 500, 502, 503, 504, '<']) {
			expect(texts.get(status)).toMatch(/\w.*\.$/);
		}
		expect(texts.get(401)).toContain('API key and secret');
	});

	it.each(['apiKey', 'apiSecret'])('masks %s', (name) => {
		const property = credential.properties.find((candidate) => candidate.name === name);
		expect(property).toMatchObject({ typeOptions: { password: true }, required: true });
	});
});

describe('assertConscentAddress', () => {
	it('takes whole request addresses', () => {
		expect(() => assertConscentAddress('https://example.com/v2/x?y=z')).not.toThrow();
	});
});
