import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { MAX_BODY_BYTES } from '../../nodes/ConscentTrigger/body';
import { LINES_PER_WINDOW } from '../../nodes/ConscentTrigger/deliveryLog';
import { fieldHash, readEvent, signatureOf } from '../server/events';
import { serveWebhook } from './harness';
import type { ServedWebhook } from './harness';
import { PAYLOAD_LIMIT_BYTES } from './harness/requestBody';
import { RESOLVES_REQUESTS_IN_WEBHOOKS } from './support/engineVersion';
import { postRaw } from './support/rawRequest';
import type { RawRequest, RawResponse } from './support/rawRequest';

const SECRET = 'webhook-secret-ä漢🔑';
const CREDENTIAL = {
	environment: 'production',
	apiKey: 'KEYABCD-1234567',
	apiSecret: 'api-secret:ünïcode',
	webhookSecret: SECRET,
};
const BASIC_AUTH = `Basic ${Buffer.from(`${CREDENTIAL.apiKey}:${CREDENTIAL.apiSecret}`).toString('base64')}`;
const JSON_TYPE = ['content-type', 'application/json'];
const PURCHASE = JSON.stringify(readEvent('purchase.subscription'));

const ACCEPTED = { status: 200, body: '{"message":"OK"}' };
const UNAUTHORIZED = { status: 401, body: '{"message":"Unauthorized"}' };
const UNCHECKABLE = { status: 503, body: '{"message":"Service unavailable"}' };
const UNREADABLE = { status: 400, body: '{"message":"Bad request"}' };

const served: ServedWebhook[] = [];
afterEach(async () => {
	for (const webhook of served.splice(0)) {
		expect(webhook.thrown).toEqual([]);
		await webhook.close();
	}
});

interface Serving {
	credential?: IDataObject;
	withoutCredential?: true;
	staticData?: IDataObject;
	store?: () => Promise<unknown>;
	mode?: 'manual';
}

async function serve(parameters: INodeParameters = {}, serving: Serving = {}) {
	const data = { ...CREDENTIAL, ...serving.credential } as typeof CREDENTIAL;
	const webhook = await serveWebhook({
		type: 'conscentTrigger',
		parameters: { events: ['purchase.subscription'], ...parameters },
		// Another node each time: what n8n's process remembers of one must not reach the next test.
		settings: { id: randomUUID() },
		...(serving.withoutCredential ? {} : { credentials: { conscentApi: data } }),
		...(serving.staticData ? { staticData: serving.staticData } : {}),
		...(serving.store ? { store: serving.store } : {}),
		...(serving.mode ? { mode: serving.mode } : {}),
	});
	served.push(webhook);
	return webhook;
}

function signed(body: Buffer | string, more: Partial<RawRequest> = {}): RawRequest {
	const signature = ['X-Conscent-Signature', signatureOf(body, SECRET)];
	return { body, ...more, headers: [...(more.headers ?? JSON_TYPE), ...signature] };
}

async function expectStarted(webhook: ServedWebhook, request: RawRequest): Promise<IDataObject> {
	const before = webhook.started.length;
	expect(await postRaw(webhook.url, request)).toMatchObject(ACCEPTED);
	expect(webhook.started).toHaveLength(before + 1);
	const items = webhook.started.at(-1) ?? [];
	expect(items).toHaveLength(1);
	return items[0]?.json ?? {};
}

async function expectNothing(webhook: ServedWebhook, request: RawRequest, response: object) {
	const before = webhook.started.length;
	expect(await postRaw(webhook.url, request)).toEqual({
		contentType: expect.stringContaining('application/json'),
		...response,
	});
	expect(webhook.started).toHaveLength(before);
}

describe('a signed delivery', () => {
	it('starts the workflow with one item', async () => {
		const webhook = await serve();
		expect(await expectStarted(webhook, signed(PURCHASE))).toEqual({
			event: 'purchase.subscription',
			createdAt: '2024-02-29T06:20:29.000Z',
			userId: '681c74b2333e169d16a7e58b',
			user: expect.objectContaining({ email: 'asha.rao@example.com' }),
			purchase: expect.objectContaining({ subscriptionTitle: 'Digital Monthly' }),
			clientInfo: expect.objectContaining({ deviceType: 'DESKTOP' }),
		});
	});

	it('comes as it was sent when it is not simplified', async () => {
		const webhook = await serve({ simplify: false });
		expect(await expectStarted(webhook, signed(PURCHASE))).toEqual(JSON.parse(PURCHASE));
	});

	it.each([
		['no type', []],
		['text', ['content-type', 'text/plain']],
		['bytes', ['content-type', 'application/octet-stream']],
		['a form', ['content-type', 'application/x-www-form-urlencoded']],
		['an upload', ['content-type', 'multipart/form-data; boundary=x']],
		['XML', ['content-type', 'application/xml']],
		['JSON in another encoding', ['content-type', 'application/json; charset=utf-16le']],
		['JSON in no encoding', ['content-type', 'application/json; charset=nonsense']],
	])('counts for its bytes, also where it is declared to be %s', async (_what, headers) => {
		const webhook = await serve({ simplify: false });
		expect(await expectStarted(webhook, signed(PURCHASE, { headers }))).toEqual(
			JSON.parse(PURCHASE),
		);
	});

	it('may come in chunks of any size', async () => {
		const webhook = await serve({ simplify: false });
		const text = PURCHASE.replace('Asha Rao', 'Äsha 漢🔑');
		for (const chunkBytes of [1, 7, 64 * 1024]) {
			expect(await expectStarted(webhook, signed(text, { chunkBytes }))).toEqual(JSON.parse(text));
		}
	});

	it('may be compressed: the signature is over what was compressed', async () => {
		const webhook = await serve({ simplify: false });
		const headers = [...JSON_TYPE, 'content-encoding', 'gzip'];
		const request = { ...signed(PURCHASE, { headers }), body: gzipSync(PURCHASE) };
		expect(await expectStarted(webhook, request)).toEqual(JSON.parse(PURCHASE));
	});

	const unlikeItsRewriting = [
		[
			'with escapes',
			'{"event":"purchase.subscription","payload":{"user":{"name":"\\u00c4sha \\ud83d\\udd11 \\/"}}}',
		],
		['with other spaces', '{ "event" :\t"purchase.subscription",\r\n "payload": { } }\n'],
		[
			'with numbers in other forms',
			'{"event":"purchase.subscription","payload":{"price":5.00e2,"zero":-0}}',
		],
		[
			'with keys in an order that objects lose',
			'{"event":"purchase.subscription","payload":{"2":1,"1":2}}',
		],
		[
			'with a repeated key',
			'{"event":"paywall.exit","event":"purchase.subscription","payload":{}}',
		],
		['with a byte order mark', '\uFEFF{"event":"purchase.subscription","payload":{}}'],
	];
	it.each(unlikeItsRewriting)(
		'%s is checked by its bytes, not by writing it anew',
		async (_what, text) => {
			const rewritten = JSON.stringify(JSON.parse(text.replace('\uFEFF', '')));
			expect(rewritten).not.toBe(text);
			const webhook = await serve();
			await expectStarted(webhook, signed(text));
			const forged = { ...signed(rewritten), body: text };
			await expectNothing(webhook, forged, UNAUTHORIZED);
		},
	);
});

describe('a delivery without a valid signature', () => {
	const right = signatureOf(PURCHASE, SECRET);
	it.each([
		['none', []],
		['an empty one', ['X-Conscent-Signature', '']],
		['a wrong one', ['X-Conscent-Signature', signatureOf(PURCHASE, 'other')]],
		['half of one', ['X-Conscent-Signature', right.slice(0, 32)]],
		['one twice', ['X-Conscent-Signature', right, 'X-Conscent-Signature', right]],
		['a right and a wrong one', ['X-Conscent-Signature', right, 'X-Conscent-Signature', 'x']],
		['one for other spaces', ['X-Conscent-Signature', signatureOf(`${PURCHASE}\n`, SECRET)]],
		['one under another name', ['X-Signature', right]],
		['Basic auth instead', ['Authorization', BASIC_AUTH]],
	])('(%s) gets 401 and starts nothing', async (_what, headers) => {
		const webhook = await serve();
		await expectNothing(
			webhook,
			{ body: PURCHASE, headers: [...JSON_TYPE, ...headers] },
			UNAUTHORIZED,
		);
	});

	it('is rejected wherever a single byte was changed', async () => {
		const webhook = await serve();
		const bytes = Buffer.from(PURCHASE);
		for (const at of [0, 1, Math.floor(bytes.length / 2), bytes.length - 1]) {
			const body = Buffer.from(bytes);
			body[at] = (body[at] ?? 0) ^ 1;
			await expectNothing(webhook, { ...signed(PURCHASE), body }, UNAUTHORIZED);
		}
	});

	it('is rejected before its body is looked at', async () => {
		const webhook = await serve();
		for (const body of ['', '{', '[]', 'x'.repeat(MAX_BODY_BYTES + 1)]) {
			await expectNothing(webhook, { body, headers: JSON_TYPE }, UNAUTHORIZED);
		}
	});

	it('is rejected where n8n itself gives up on the body', async () => {
		const webhook = await serve();
		const broken = [...JSON_TYPE, 'content-encoding', 'gzip'];
		await expectNothing(webhook, signed(PURCHASE, { headers: broken }), UNAUTHORIZED);
		await expectNothing(webhook, signed(Buffer.alloc(PAYLOAD_LIMIT_BYTES + 1, ' ')), UNAUTHORIZED);
	});
});

describe('a signed body that is none of Conscent’s', () => {
	const latin1 = Buffer.from(PURCHASE.replace('Asha', 'Äsha'), 'latin1');
	it.each<[string, Buffer | string]>([
		['empty', ''],
		['broken JSON', PURCHASE.slice(0, -1)],
		['a list', `[${PURCHASE}]`],
		['no envelope', '{"event":"purchase.subscription"}'],
		['an old body', JSON.stringify(readEvent('subscriptionPayment'))],
		['not UTF-8', latin1],
		[
			'too large',
			`{"event":"purchase.subscription","payload":{"a":"${'x'.repeat(MAX_BODY_BYTES)}"}}`,
		],
		[
			'too deep',
			`{"event":"purchase.subscription","payload":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`,
		],
		[
			'with a number beyond all bounds',
			'{"event":"purchase.subscription","payload":{"price":1e999}}',
		],
		[
			'with a key that changes its object',
			'{"event":"purchase.subscription","payload":{"__proto__":{"a":1}}}',
		],
	])('(%s) gets 400 and starts nothing', async (_what, body) => {
		const webhook = await serve();
		await expectNothing(webhook, signed(body), UNREADABLE);
	});
});

describe('the other verifications', () => {
	const withAuth = { body: PURCHASE, headers: [...JSON_TYPE, 'authorization', BASIC_AUTH] };

	it('Basic auth takes key and secret, and no signature', async () => {
		const webhook = await serve({ verification: 'basicAuth' });
		await expectStarted(webhook, withAuth);
		await expectNothing(webhook, signed(PURCHASE), UNAUTHORIZED);
		const broken = { ...withAuth, body: '{' };
		await expectNothing(webhook, broken, UNREADABLE);
	});

	it('both takes nothing less than both', async () => {
		const webhook = await serve({ verification: 'both' });
		await expectStarted(webhook, signed(PURCHASE, { headers: withAuth.headers }));
		await expectNothing(webhook, withAuth, UNAUTHORIZED);
		await expectNothing(webhook, signed(PURCHASE), UNAUTHORIZED);
	});

	it('none takes anything in the right form, also without a credential', async () => {
		for (const serving of [{}, { withoutCredential: true as const }]) {
			const webhook = await serve({ verification: 'none' }, serving);
			await expectStarted(webhook, { body: PURCHASE });
			await expectNothing(webhook, { body: '{}' }, UNREADABLE);
		}
	});

	it('what an expression makes of the sender’s own words opens nothing', async () => {
		const ofRequest = RESOLVES_REQUESTS_IN_WEBHOOKS
			? ['={{ $json.headers["x-verification"] }}']
			: [];
		for (const verification of [...ofRequest, '={{ undefined }}']) {
			const webhook = await serve({ verification });
			const headers = [...JSON_TYPE, 'x-verification', 'open'];
			await expectNothing(webhook, { body: PURCHASE, headers }, UNAUTHORIZED);
		}
	});
});

describe('the choice of events', () => {
	it('accepts others, and starts nothing for them', async () => {
		const webhook = await serve({ events: ['purchase.pass'] });
		await expectNothing(webhook, signed(PURCHASE), ACCEPTED);
		await expectStarted(webhook, signed(JSON.stringify(readEvent('purchase.pass'))));
		expect(webhook.logs().map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/ignored a delivery: Conscent sent the event '.+', which is not chosen/,
			),
		]);
	});

	it('says at the Test URL that another one came, where else nothing would be seen', async () => {
		const webhook = await serve({ events: ['purchase.pass'] }, { mode: 'manual' });
		await postRaw(webhook.url, signed(PURCHASE));
		expect(webhook.thrown.splice(0)).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/^Conscent sent the event '.+', which is not chosen/),
				description: expect.stringContaining("'Any Event'"),
			}),
		]);
	});

	it('can be any event, or one by its name', async () => {
		const unknown = JSON.stringify({ event: 'popup.close', payload: {} });
		const any = await serve({ events: ['*'] });
		await expectStarted(any, signed(unknown));
		const named = await serve({ events: ['other'], otherEvents: 'popup.open, popup.close' });
		await expectStarted(named, signed(unknown));
		await expectNothing(named, signed(PURCHASE), ACCEPTED);
	});
});

describe('old webhooks', () => {
	const legacy = { webhookFormat: 'legacy', verification: 'basicAuth' };
	const headers = [...JSON_TYPE, 'authorization', BASIC_AUTH];
	const signUp = {
		...readEvent('signUp'),
		hashedEmail: fieldHash('asha.rao@example.com', CREDENTIAL.apiSecret),
	};

	it('are told by the kind of their address, with the result of their hashes', async () => {
		const webhook = await serve({ ...legacy, legacyKind: 'signUp' });
		const item = await expectStarted(webhook, { body: JSON.stringify(signUp), headers });
		expect(item).toMatchObject({ event: 'signUp', fieldHashes: { hashedEmail: 'valid' } });
		const forged = JSON.stringify({ ...signUp, email: 'other@example.com' });
		expect(await expectStarted(webhook, { body: forged, headers })).toMatchObject({
			user: { email: 'other@example.com' },
			fieldHashes: { hashedEmail: 'invalid' },
		});
	});

	it('come as they were sent when they are not simplified', async () => {
		const webhook = await serve({ ...legacy, simplify: false });
		const body = JSON.stringify(signUp);
		expect(await expectStarted(webhook, { body, headers })).toEqual(signUp);
	});

	it('are not taken for new ones, nor new ones for them', async () => {
		const webhook = await serve(legacy);
		await expectNothing(webhook, { body: PURCHASE, headers }, UNREADABLE);
	});
});

describe('repeated deliveries', () => {
	it('start the workflow each time unless they are to be ignored', async () => {
		const webhook = await serve();
		await expectStarted(webhook, signed(PURCHASE));
		await expectStarted(webhook, signed(PURCHASE));
		expect(webhook.staticData).not.toHaveProperty('node:Trigger under test.seen');
	});

	it('are accepted and start nothing if they are to be ignored', async () => {
		const webhook = await serve({ ignoreRepeated: true });
		await expectStarted(webhook, signed(PURCHASE));
		await expectNothing(webhook, signed(PURCHASE), ACCEPTED);
		await expectStarted(webhook, signed(`${PURCHASE} `));
	});

	it('are remembered although n8n lost its static data', async () => {
		const webhook = await serve({ ignoreRepeated: true });
		await expectStarted(webhook, signed(PURCHASE));
		await expectNothing(webhook, signed(PURCHASE), ACCEPTED);
		webhook.staticData = {};
		await expectNothing(webhook, signed(PURCHASE), ACCEPTED);
	});

	it('start the workflow once also if they come at the same moment', async () => {
		const webhook = await serve({ ignoreRepeated: true });
		const copies = Array.from({ length: 10 }, () => postRaw(webhook.url, signed(PURCHASE)));
		for (const response of await Promise.all(copies)) expect(response).toMatchObject(ACCEPTED);
		expect(webhook.started).toHaveLength(1);
	});

	it('are remembered over a restart once a repeated one has made n8n save them', async () => {
		const before = await serve({ ignoreRepeated: true });
		await expectStarted(before, signed(`${PURCHASE} `));
		await expectStarted(before, signed(PURCHASE));
		expect(JSON.stringify(before.staticData)).not.toContain('seen');
		await expectNothing(before, signed(PURCHASE), ACCEPTED);
		const { staticData } = before;
		const after = await serve({ ignoreRepeated: true }, { staticData });
		await expectNothing(after, signed(PURCHASE), ACCEPTED);
		await expectNothing(after, signed(`${PURCHASE} `), ACCEPTED);
	});

	it('are not remembered by what was rejected or ignored', async () => {
		const webhook = await serve({ ignoreRepeated: true });
		await expectNothing(webhook, { body: PURCHASE }, UNAUTHORIZED);
		await expectNothing(webhook, signed('{}'), UNREADABLE);
		const other = signed(JSON.stringify(readEvent('purchase.pass')));
		await expectNothing(webhook, other, ACCEPTED);
		expect(JSON.stringify(webhook.staticData)).not.toContain('seen');
		await expectStarted(webhook, signed(PURCHASE));
	});
});

/** Holds every execution back until it is told what becomes of it. */
function controlledStore() {
	const waiting: Array<{ succeed(): void; fail(): void }> = [];
	const store = async () =>
		await new Promise<void>((resolve, reject) => {
			waiting.push({ succeed: resolve, fail: () => reject(new Error('The database is busy')) });
		});
	const next = async () => {
		while (waiting.length === 0) await delay(POLL_INTERVAL_MS);
		return waiting.shift() as (typeof waiting)[number];
	};
	return { store, next };
}

const POLL_INTERVAL_MS = 5;
/** In which a response that comes too early would be there. */
const SETTLING_TIME_MS = 200;
const NOT_STORED = { status: 500 };

describe('a delivery that is under way', () => {
	async function serveControlled() {
		const { store, next } = controlledStore();
		const webhook = await serve({ ignoreRepeated: true }, { store });
		const responses: RawResponse[] = [];
		const send = async () => {
			const response = await postRaw(webhook.url, signed(PURCHASE));
			responses.push(response);
			return response;
		};
		return { webhook, next, responses, send };
	}

	it('gets its response only once it is stored, and so do its copies', async () => {
		const { webhook, next, responses, send } = await serveControlled();
		const sent = [send(), send(), send()];
		const { succeed } = await next();
		await delay(SETTLING_TIME_MS);
		expect(responses).toEqual([]);
		succeed();
		for (const response of await Promise.all(sent)) expect(response).toMatchObject(ACCEPTED);
		expect(webhook.started).toHaveLength(1);
	});

	it('is not remembered if it is not stored: a copy takes its place', async () => {
		const { webhook, next, send } = await serveControlled();
		const sent = [send(), send(), send()];
		(await next()).fail();
		(await next()).succeed();
		const statuses = (await Promise.all(sent)).map(({ status }) => status);
		expect(statuses.sort()).toEqual([200, 200, 500]);
		expect(webhook.started).toHaveLength(1);
		await expectNothing(webhook, signed(PURCHASE), ACCEPTED);
	});

	it('starts the workflow when it is sent again after it was not stored', async () => {
		const { webhook, next, send } = await serveControlled();
		for (let time = 0; time < 2; time += 1) {
			const sent = send();
			(await next()).fail();
			expect(await sent).toMatchObject(NOT_STORED);
		}
		const sent = send();
		(await next()).succeed();
		expect(await sent).toMatchObject(ACCEPTED);
		expect(webhook.started).toHaveLength(1);
	});

	it('is remembered once it is stored, although its sender had hung up', async () => {
		const { webhook, next, send } = await serveControlled();
		const hangUp = new AbortController();
		const headers = { 'x-conscent-signature': signatureOf(PURCHASE, SECRET) };
		const first = fetch(webhook.url, {
			method: 'POST',
			body: PURCHASE,
			headers,
			signal: hangUp.signal,
		});
		const { succeed } = await next();
		hangUp.abort();
		await expect(first).rejects.toThrow('aborted');
		const copy = send();
		await delay(SETTLING_TIME_MS);
		succeed();
		expect(await copy).toMatchObject(ACCEPTED);
		expect(webhook.started).toHaveLength(1);
	});

	it('does not hold up others', async () => {
		const { webhook, next, send } = await serveControlled();
		const first = send();
		const { succeed } = await next();
		const other = postRaw(webhook.url, signed(`${PURCHASE} `));
		(await next()).succeed();
		expect(await other).toMatchObject(ACCEPTED);
		succeed();
		expect(await first).toMatchObject(ACCEPTED);
		expect(webhook.started).toHaveLength(2);
	});
});

describe('activation', () => {
	it('succeeds where each proof can be checked, and deactivation always does', async () => {
		const noSecret = { credential: { webhookSecret: '' } };
		const noKeys = { credential: { apiKey: '', apiSecret: '' } };
		const fine: Array<[string, Serving]> = [
			['signature', {}],
			['signature', noKeys],
			['basicAuth', noSecret],
			['both', {}],
			['none', { withoutCredential: true }],
		];
		for (const [verification, serving] of fine) {
			const webhook = await serve({ verification }, serving);
			expect(await webhook.activate()).toBe(true);
			expect(await webhook.deactivate()).toBe(true);
		}
	});

	it.each<[string, IDataObject, RegExp]>([
		['signature', { webhookSecret: '' }, /no 'Webhook Secret'.*'Verification'/],
		['signature', { webhookSecret: ' \n' }, /no 'Webhook Secret'.*'Verification'/],
		['both', { webhookSecret: '' }, /no 'Webhook Secret'.*'Verification'/],
		['both', { apiSecret: '' }, /no 'API Key' or no 'API Secret'.*'Verification'/],
		['basicAuth', { apiKey: '' }, /no 'API Key' or no 'API Secret'.*'Verification'/],
	])(
		'of %s fails with %j, says why, and deliveries are rejected',
		async (verification, credential, why) => {
			const webhook = await serve({ verification }, { credential });
			const failure = await webhook.activate().catch((error: unknown) => error);
			expect(failure).toBeInstanceOf(NodeOperationError);
			expect((failure as Error).message).toMatch(why);
			expect(await webhook.deactivate()).toBe(true);
			const emptySignature = signatureOf(PURCHASE, String(credential['webhookSecret'] ?? ''));
			const headers = ['x-conscent-signature', emptySignature, 'authorization', 'Basic Og=='];
			await expectNothing(webhook, { body: PURCHASE, headers }, UNAUTHORIZED);
		},
	);

	it.each([
		['signature', ' secret'],
		['both', 'secret\n'],
	])(
		'of %s fails with the secret %j, which was not copied as it is',
		async (verification, secret) => {
			const webhook = await serve({ verification }, { credential: { webhookSecret: secret } });
			const failure = await webhook.activate().catch((error: unknown) => error);
			expect(failure).toBeInstanceOf(NodeOperationError);
			expect((failure as Error).message).toMatch(/'Webhook Secret'.*begins or ends with a space/);
			expect((failure as Error).message).not.toContain(secret);
		},
	);
});

describe('the log', () => {
	it('says why a delivery was rejected, and holds neither secret nor body', async () => {
		const webhook = await serve();
		await postRaw(webhook.url, { body: PURCHASE });
		await postRaw(webhook.url, signed('{"email":"asha.rao@example.com"}'));
		const messages = webhook.logs().map(({ level, message }) => `${level}: ${message}`);
		expect(messages).toEqual([
			expect.stringMatching(/^warn: 'Trigger under test'.* 401.*signature/),
			expect.stringMatching(/^warn: 'Trigger under test'.* 400.*format/),
		]);
		for (const secret of [SECRET, CREDENTIAL.apiSecret, 'asha.rao']) {
			expect(JSON.stringify(webhook.logs())).not.toContain(secret);
		}
	});

	it('has a few lines for a flood of rejected deliveries, each with the node and the workflow', async () => {
		const webhook = await serve();
		const flood = Array.from({ length: 3 * LINES_PER_WINDOW }, () => ({ body: PURCHASE }));
		for (const request of flood) await expectNothing(webhook, request, UNAUTHORIZED);
		const messages = webhook.logs().map(({ message }) => message);
		const line = "'Trigger under test' of the workflow 'Test' rejected a delivery with 401";
		expect(messages).toEqual(
			Array.from({ length: LINES_PER_WINDOW }, () => expect.stringContaining(line)),
		);
	});

	it('says so where the credential cannot be read, and the delivery is put off', async () => {
		const webhook = await serve({}, { withoutCredential: true });
		await expectNothing(webhook, signed(PURCHASE), UNCHECKABLE);
		expect(webhook.logs()).toEqual([
			expect.objectContaining({
				level: 'warn',
				message: expect.stringMatching(/^'Trigger under test'.* 503: the credential/),
			}),
		]);
	});
});
