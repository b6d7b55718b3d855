import { adviceFor, messageIn, reasonOf } from '../../../scripts/send-event/advice';
import { readOrder, usage } from '../../../scripts/send-event/order';
import type { Order } from '../../../scripts/send-event/order';
import { sampleEvents, signedEvent } from '../../server/events';

const NOW = new Date('2026-11-21T06:30:00.500Z');
const TEST_URL = 'http://localhost:5678/webhook-test/8a022fa2/webhook';
const PRODUCTION_URL = 'https://n8n.example.com/webhook/8a022fa2/webhook';

function order(...args: string[]): Order {
	const read = readOrder(args, NOW);
	if (!read) throw new Error('Nothing was asked for');
	return read;
}

function bodyOf({ name, secret, options }: Order): Record<string, unknown> {
	return JSON.parse(signedEvent(name, secret, options).bodyText) as Record<string, unknown>;
}

describe('the command line of send-event', () => {
	it('asks for nothing when it is empty', () => {
		expect(readOrder([], NOW)).toBeUndefined();
	});

	it('takes name and address, and proofs if they are given', () => {
		expect(order('purchase.pass', TEST_URL)).toMatchObject({
			name: 'purchase.pass',
			url: TEST_URL,
			secret: undefined,
		});
		const { secret, options } = order('login', TEST_URL, '--secret', 's', '--auth', 'k:a:b');
		expect(secret).toBe('s');
		expect(options.auth).toEqual({ key: 'k', secret: 'a:b' });
	});

	it('takes the old form of a happening', () => {
		expect(order('purchase.pass', TEST_URL, '--legacy').name).toBe('passPayment');
	});

	it.each([
		['purchase.subscription', { created_at: 1795242600 }],
		['subscriptionPayment', { createdAt: '2026-11-21T06:30:00.500Z' }],
	])('lets %s happen now, unless it is sent as it is', (name, now) => {
		expect(bodyOf(order(name, TEST_URL))).toMatchObject(now);
		expect(bodyOf(order(name, TEST_URL, '--as-is'))).not.toMatchObject(now);
	});

	it('gives no time to what has none', () => {
		const { options, name } = order('login', TEST_URL);
		expect(signedEvent(name, undefined, options).bodyText).toBe(signedEvent(name).bodyText);
	});

	it.each([
		[['purchase.pass'], /address is missing[^]*Webhook URLs/],
		[['purchase.pass', 'localhost:5678/webhook'], /no address[^]*Webhook URLs/],
		[['purchase.pass', '<Test', 'URL>'], /one argument too many/],
		[
			['purchase.pas', TEST_URL],
			/^There is no sample event "purchase.pas".\nThe names: [^\n]*purchase\.pass[^\n]*$/,
		],
		[['toString', TEST_URL], /no sample event "toString"/],
		[['paywall.exit', TEST_URL, '--legacy'], /no old form\.\nLeave out --legacy[^\n]*$/],
		[['purchase.pass', TEST_URL, '--secret', ''], /--secret is empty/],
		[['purchase.pass', TEST_URL, '--secrte', 'x'], /--secrte[^]*npm run send-event/],
		[['login', TEST_URL, '--auth', 'key'], /<key>:<secret>/],
		[['login', TEST_URL, '--auth', 'key:'], /<key>:<secret>/],
	])('says of %j what is wrong and what to do', (args, message) => {
		expect(() => readOrder(args, NOW)).toThrow(message);
	});

	it('names every sample in its help', () => {
		for (const name of Object.keys(sampleEvents())) expect(usage()).toContain(`  ${name}`);
		expect(usage()).toContain('purchase.pay_per_use  (partly inferred)');
	});
});

describe('the advice after a response', () => {
	const signed = order('purchase.pass', TEST_URL, '--secret', 'top-secret-7');

	it.each([
		[200, signed, /accepted/],
		[400, signed, /Webhook Format/],
		[401, signed, /must be the Webhook Secret/],
		[401, order('login', TEST_URL, '--auth', 'k:s'), /API key and secret/],
		[401, order('purchase.pass', TEST_URL), /without a signature[^]*--secret/],
		[404, signed, /Execute step/],
		[404, order('purchase.pass', PRODUCTION_URL), /Publish/],
		[500, signed, /not chosen in the trigger's 'Events'/],
		[500, order('purchase.pass', PRODUCTION_URL), /could not store/],
		[503, signed, /credential/],
		[302, signed, /not a response of the Conscent Trigger/],
	])('%i is explained', (status, given, advice) => {
		expect(adviceFor(status, given)).toMatch(advice);
	});

	it('never repeats a secret', () => {
		for (const status of [200, 400, 401, 404, 500, 503]) {
			expect(adviceFor(status, signed)).not.toContain('top-secret-7');
		}
	});
});

describe('the response', () => {
	it.each([
		['{"message":"OK"}', 'OK'],
		['{"code":404,"message":"not registered","stacktrace":"at a.ts"}', 'not registered'],
		['{"other":1}', '{"other":1}'],
		['null', 'null'],
		['<html>', '<html>'],
		['', ''],
		['x'.repeat(500), 'x'.repeat(200)],
	])('%s is shown as %s', (body, shown) => {
		expect(messageIn(body)).toBe(shown);
	});
});

describe('the reason why nothing responded', () => {
	it('is the innermost one', () => {
		const cause = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
		expect(reasonOf(new TypeError('fetch failed', { cause }))).toBe('ECONNREFUSED');
		expect(reasonOf(new TypeError('fetch failed', { cause: new Error('getaddrinfo') }))).toBe(
			'getaddrinfo',
		);
		expect(reasonOf(new Error('bad port'))).toBe('bad port');
	});
});
