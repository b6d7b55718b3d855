import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
	fieldHash,
	legacyNameOf,
	readEvent,
	sampleEvents,
	sendEvent,
	signatureOf,
	signedEvent,
} from '../../server/events';

const events = Object.entries(sampleEvents()).map(([name, event]) => ({ name, ...event }));

describe('the sample events', () => {
	it('are all listed', () => {
		const files = readdirSync(path.join(__dirname, '../../../spec/events'));
		const samples = files.filter((file) => file.endsWith('.json'));
		expect(events.map(({ file }) => file).sort()).toEqual(samples.sort());
	});

	it.each(events)('$name says how sure it is', (event) => {
		expect(event['x-source']).toMatch(/^https:/);
		expect(event['x-why'] === undefined).toBe(event['x-evidence'] === 'documented');
	});

	it.each(events.filter(({ format }) => format === 'events'))(
		'$name has the envelope',
		({ name }) => {
			const { payload, contains, ...envelope } = readEvent(name);
			expect(envelope).toEqual({
				entity: 'event',
				event: name,
				user_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				client_info: expect.objectContaining({ deviceType: 'DESKTOP' }),
				created_at: expect.any(Number),
			});
			expect(Object.keys(payload as object)).toEqual(contains);
		},
	);

	it.each(events.filter(({ format }) => format === 'legacy'))(
		'$name is flat and nameless',
		({ name }) => {
			expect(readEvent(name)).not.toHaveProperty('event');
			expect(readEvent(name)).toHaveProperty('userId');
		},
	);
});

describe('a signed event', () => {
	it('carries the hex HMAC-SHA256 of its exact bytes', () => {
		const { bodyText, headers } = signedEvent('purchase.subscription', 's3cret');
		const expected = createHmac('sha256', 's3cret').update(Buffer.from(bodyText)).digest('hex');
		expect(headers['x-conscent-signature']).toBe(expected);
		expect(signatureOf(`${bodyText} `, 's3cret')).not.toBe(expected);
		expect(signatureOf(bodyText, 'other')).not.toBe(expected);
	});

	it('carries none without a secret', () => {
		expect(signedEvent('purchase.pass').headers).toEqual({ 'content-type': 'application/json' });
	});

	it('signs what was changed', () => {
		const change = (body: object) => ({ ...body, user_id: 'Zoë' });
		const { bodyText, headers } = signedEvent('paywall.exit', 's', { change });
		expect(JSON.parse(bodyText)).toMatchObject({ user_id: 'Zoë', event: 'paywall.exit' });
		expect(headers['x-conscent-signature']).toBe(signatureOf(bodyText, 's'));
	});

	it.each([
		['login', 'hashedPhoneNumber', '9867979689'],
		['signUp', 'hashedEmail', 'asha.rao@example.com'],
	])('%s hashes %s with the API secret', (name, key, value) => {
		const { bodyText, headers } = signedEvent(name, undefined, {
			auth: { key: 'k', secret: 'mine' },
		});
		const token = String((JSON.parse(bodyText) as Record<string, unknown>)[key]);
		expect(token).toBe(fieldHash(value, 'mine'));
		const [head = '', payload = ''] = token.split('.');
		expect(Buffer.from(head, 'base64url').toString()).toBe('{"alg":"HS256"}');
		expect(Buffer.from(payload, 'base64url').toString()).toBe(value);
		expect(headers['authorization']).toBe(`Basic ${btoa('k:mine')}`);
	});

	it('arrives as it was made', async () => {
		const received: unknown[] = [];
		const server = createServer((request, response) => {
			void text(request).then((body) => {
				received.push(body, request.headers['x-conscent-signature']);
				response.end('ok');
			});
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const event = signedEvent('bundlePayment', 's3cret');
		const { port } = server.address() as AddressInfo;
		const response = await sendEvent(`http://127.0.0.1:${port}/`, event);
		expect([response.status, await response.text()]).toEqual([200, 'ok']);
		expect(received).toEqual([event.bodyText, signatureOf(event.bodyText, 's3cret')]);
		server.closeAllConnections();
		server.close();
	});
});

describe('the old form of a happening', () => {
	it.each([
		['purchase.subscription', 'subscriptionPayment'],
		['cancelled.subscription', 'subscriptionCancelled'],
		['purchase.pay_per_use', 'microPayment'],
		['login', 'login'],
		['paywall.exit', undefined],
	])('%s is %s', (name, legacyName) => {
		expect(legacyNameOf(name)).toBe(legacyName);
	});

	it('is not found for a name that does not exist', () => {
		expect(() => readEvent('nothing')).toThrow('No sample event "nothing"');
	});
});
