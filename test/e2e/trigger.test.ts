import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { readExamples } from '../../scripts/n8n/examples';
import { postRaw } from '../engine/support/rawRequest';
import type { RawRequest, RawResponse } from '../engine/support/rawRequest';
import { fieldHash, readEvent, signatureOf } from '../server/events';
import {
	CREDENTIAL_TYPE,
	N8nError,
	PLAYGROUND_TIMEOUT_MS,
	TEST_TIMEOUT_MS,
	chain,
	conscentCredentialData,
	createActive,
	node,
	startPlayground,
} from './harness';
import type {
	Credential,
	ExecutionSummary,
	Playground,
	SavedWorkflow,
	WorkflowDraft,
} from './harness';

jest.setTimeout(TEST_TIMEOUT_MS);

const TRIGGER = 'Conscent Trigger';
const SECRET = 'webhook-secret-ä漢🔑';
const KEYS = {
	environment: 'production',
	apiKey: 'KEYABCD-1234567',
	apiSecret: 'api-secret:ünïcode',
	webhookSecret: SECRET,
};
const BASIC_AUTH = `Basic ${Buffer.from(`${KEYS.apiKey}:${KEYS.apiSecret}`).toString('base64')}`;
const JSON_TYPE = ['content-type', 'application/json'];
const PURCHASE = JSON.stringify(readEvent('purchase.subscription'));
/** n8n prepares a sandbox for the expressions of each delivery: a busy machine needs its time for 200 of them. */
const BURST_TIMEOUT_MS = 5 * 60_000;
const MEGABYTE = 1024 * 1024;

const ACCEPTED = { status: 200, body: '{"message":"OK"}' };
const UNAUTHORIZED = { status: 401, body: '{"message":"Unauthorized"}' };
const UNCHECKABLE = { status: 503, body: '{"message":"Service unavailable"}' };
const UNREADABLE = { status: 400, body: '{"message":"Bad request"}' };

let playground: Playground;
let credential: Credential;
beforeAll(async () => {
	playground = await startPlayground();
	credential = await playground.client.createCredential('Webhooks', CREDENTIAL_TYPE, KEYS);
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => await playground?.stop());

type Parameters = Record<string, string | boolean | string[]>;

interface Active {
	workflow: SavedWorkflow;
	url: string;
	/** The items with which its executions started; there must be exactly so many. */
	started(expected: number): Promise<IDataObject[]>;
}

function draft(
	parameters: Parameters,
	used = credential,
): { webhookId: string; draft: WorkflowDraft } {
	const webhookId = randomUUID();
	const credentials = { [CREDENTIAL_TYPE]: { id: used.id, name: used.name } };
	const trigger = node(
		TRIGGER,
		'n8n-nodes-conscent.conscentTrigger',
		1,
		{ events: ['purchase.subscription'], ...parameters },
		{ webhookId, credentials },
	);
	const end = node('End', 'n8n-nodes-base.noOp', 1, {});
	return { webhookId, draft: chain(`Test ${webhookId}`, [trigger, end]) };
}

/** Waits for what `look` gives, as n8n activates and stores in the background. */
async function eventually<T>(
	look: () => Promise<T | undefined>,
	what: string,
	patienceMs = TEST_TIMEOUT_MS / 2,
): Promise<T> {
	const deadline = Date.now() + patienceMs;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await delay(200);
	}
}

const MAX_PAGE = 100;

interface ExecutionPage {
	results: ExecutionSummary[];
	nextCursor: string | null;
}

async function allExecutions(workflowId: string): Promise<ExecutionSummary[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const path = `/rest/executions?filter=${filter}&limit=${MAX_PAGE}`;
	const first = await playground.client.call<ExecutionPage>('GET', path);
	const found = [...first.results];
	for (let { nextCursor } = first; nextCursor;) {
		const next = `${path}&cursor=${encodeURIComponent(nextCursor)}`;
		const page = await playground.client.call<ExecutionPage>('GET', next);
		found.push(...page.results);
		({ nextCursor } = page);
	}
	return found;
}

/** The time in which an execution too many would show up. */
const SETTLING_TIME_MS = 1_000;

/** Waits for so many executions to end, and gives what each of them, and of any further ones, started with. */
async function startedItems(workflowId: string, expected: number): Promise<IDataObject[]> {
	await eventually(
		async () => {
			const all = await allExecutions(workflowId);
			const ended = all.filter(({ status }) => status === 'success' || status === 'error');
			return ended.length >= expected ? ended : undefined;
		},
		`the end of ${expected} executions`,
		BURST_TIMEOUT_MS,
	);
	await delay(SETTLING_TIME_MS);
	const executions = await allExecutions(workflowId);
	expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
	expect(executions).toHaveLength(expected);
	const items: IDataObject[] = [];
	for (const { id } of executions) {
		const { data } = await playground.client.execution(id);
		const output = data.resultData.runData[TRIGGER]?.[0]?.data?.['main']?.[0] ?? [];
		expect(output).toHaveLength(1);
		items.push(...output.map(({ json }) => json));
	}
	return items;
}

async function activate(parameters: Parameters = {}, used = credential): Promise<Active> {
	const { webhookId, draft: workflowDraft } = draft(parameters, used);
	const workflow = await createActive(playground.client, workflowDraft);
	const url = `${playground.n8n.baseUrl}/webhook/${webhookId}/webhook`;
	await eventually(async () => {
		const { status } = await postRaw(url, { body: '' });
		return status === 404 ? undefined : status;
	}, 'the webhook');
	return { workflow, url, started: (expected) => startedItems(workflow.id, expected) };
}

function signed(body: Buffer | string, more: Partial<RawRequest> = {}): RawRequest {
	const signature = ['X-Conscent-Signature', signatureOf(body, SECRET)];
	return { body, ...more, headers: [...(more.headers ?? JSON_TYPE), ...signature] };
}

async function responseTo(
	{ url }: Active,
	request: RawRequest,
): Promise<Omit<RawResponse, 'contentType'>> {
	const { status, body } = await postRaw(url, request);
	return { status, body };
}

function purchaseOf(name: string, userId: string): string {
	return PURCHASE.replaceAll('Asha Rao', name).replaceAll('681c74b2333e169d16a7e58b', userId);
}

describe('an active workflow that asks for a signature', () => {
	let active: Active;
	beforeEach(async () => {
		active = await activate();
	});
	afterEach(async () => await playground.client.deactivate(active.workflow.id));

	/** Sends each request, expects the response, and that a good one sent last is all that started the workflow. */
	async function expectNothingStarted(requests: RawRequest[], response: object): Promise<void> {
		for (const request of requests) expect(await responseTo(active, request)).toEqual(response);
		expect(await responseTo(active, signed(PURCHASE))).toEqual(ACCEPTED);
		await active.started(1);
	}

	it('is started by a signed delivery, with its content', async () => {
		expect(await responseTo(active, signed(PURCHASE))).toEqual(ACCEPTED);
		expect(await active.started(1)).toEqual([
			{
				event: 'purchase.subscription',
				createdAt: '2024-02-29T06:20:29.000Z',
				userId: '681c74b2333e169d16a7e58b',
				user: expect.objectContaining({ email: 'asha.rao@example.com' }),
				purchase: expect.objectContaining({ subscriptionTitle: 'Digital Monthly' }),
				clientInfo: expect.objectContaining({ deviceType: 'DESKTOP' }),
			},
		]);
	});

	it('responds with 401 to an unsigned, a wrongly signed and a tampered one, and starts nothing', async () => {
		const right = signatureOf(PURCHASE, SECRET);
		const withHeaders = (...headers: string[]) => ({
			body: PURCHASE,
			headers: [...JSON_TYPE, ...headers],
		});
		await expectNothingStarted(
			[
				withHeaders(),
				withHeaders('authorization', BASIC_AUTH),
				withHeaders('x-conscent-signature', signatureOf(PURCHASE, 'other')),
				withHeaders('x-conscent-signature', right.slice(1)),
				withHeaders('x-conscent-signature', right, 'x-conscent-signature', right),
				{ ...signed(PURCHASE), body: PURCHASE.replace('500', '5') },
				{ ...signed(PURCHASE), body: `${PURCHASE} ` },
				signed(PURCHASE, { headers: [...JSON_TYPE, 'content-encoding', 'gzip'] }),
			],
			UNAUTHORIZED,
		);
	});

	it('gives the same response whatever an unsigned body is: it is not looked at', async () => {
		const upload = ['content-type', 'multipart/form-data; boundary=x'];
		const file =
			'--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n1\r\n--x--\r\n';
		await expectNothingStarted(
			[
				{ body: '' },
				{ body: '{', headers: JSON_TYPE },
				{ body: '<a', headers: ['content-type', 'application/xml'] },
				{ body: file, headers: upload },
				{ body: 'x', headers: ['content-type', 'application/json; charset=nonsense'] },
			],
			UNAUTHORIZED,
		);
	});

	it('responds with 400 to a signed body that is not Conscent’s, and starts nothing', async () => {
		const latin1 = Buffer.from(purchaseOf('Äsha', 'u1'), 'latin1');
		const deep = `{"event":"purchase.subscription","payload":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`;
		const bodies = ['', '{', '[]', '{"event":"x"}', latin1, deep, ' '.repeat(2 * MEGABYTE)];
		await expectNothingStarted(
			bodies.map((body) => signed(body)),
			UNREADABLE,
		);
	});

	it('rejects a body beyond what n8n reads at all', async () => {
		await expectNothingStarted([signed(Buffer.alloc(17 * MEGABYTE, ' '))], UNAUTHORIZED);
	});

	it('takes chunks, and any declared type: the bytes count', async () => {
		const body = purchaseOf('Äsha 漢🔑', 'u1');
		expect(await responseTo(active, signed(body, { chunkBytes: 7 }))).toEqual(ACCEPTED);
		for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml']) {
			const headers = ['content-type', type];
			expect(await responseTo(active, signed(body, { headers }))).toEqual(ACCEPTED);
		}
		const names = (await active.started(4)).map(({ user }) => (user as IDataObject)['name']);
		expect(names).toEqual(Array.from({ length: 4 }, () => 'Äsha 漢🔑'));
	});

	it('checks the bytes that came, not what they would be if they were written anew', async () => {
		const escaped = purchaseOf('\\u00c4sha \\ud83d\\udd11', 'u1');
		const spaced = JSON.stringify(readEvent('purchase.subscription'), null, '\t');
		for (const sent of [escaped, spaced]) {
			const rewritten = JSON.stringify(JSON.parse(sent));
			expect(rewritten).not.toBe(sent);
			expect(await responseTo(active, { ...signed(rewritten), body: sent })).toEqual(UNAUTHORIZED);
			expect(await responseTo(active, signed(sent))).toEqual(ACCEPTED);
		}
		const names = (await active.started(2)).map(({ user }) => (user as IDataObject)['name']);
		expect(names.sort()).toEqual(['Asha Rao', 'Äsha 🔑']);
	});

	it('accepts other events, and starts nothing for them', async () => {
		const other = signed(JSON.stringify(readEvent('cancelled.subscription')));
		await expectNothingStarted([other], ACCEPTED);
	});

	it('is started again by the same delivery, unless it is to be ignored', async () => {
		for (let time = 0; time < 2; time++) {
			expect(await responseTo(active, signed(PURCHASE))).toEqual(ACCEPTED);
		}
		await active.started(2);
	});

	it('says in the log of n8n why it rejected a delivery, and nothing else of it', async () => {
		await responseTo(active, { body: PURCHASE });
		const line = `'${TRIGGER}' of the workflow '${active.workflow.name}' rejected a delivery with 401`;
		await eventually(
			async () => (playground.n8n.log().includes(line) ? true : undefined),
			'the line in the log',
		);
		for (const secret of [SECRET, KEYS.apiSecret, 'asha.rao@example.com']) {
			expect(playground.n8n.log()).not.toContain(secret);
		}
	});
});

describe('200 deliveries at once', () => {
	const MAX_ROUNDS = 10;
	const MOMENT_MS = 2_000;
	/** n8n's own 500 and the trigger's 503: the database was too busy. A sender tries those again, as after any 5xx. */
	const TRY_AGAIN = [500, 503];

	/** Sends all at once, and those that were rejected once more, until all are accepted. */
	async function deliverAll(active: Active, userIds: readonly string[]): Promise<void> {
		let left = userIds;
		for (let round = 1; left.length > 0; round += 1) {
			if (round > MAX_ROUNDS) throw new Error(`${left.length} deliveries were never accepted`);
			if (round > 1) await delay(MOMENT_MS);
			const requests = left.map((userId) => signed(purchaseOf('Äsha', userId)));
			const responses = await Promise.all(requests.map((request) => responseTo(active, request)));
			const isRejected = (index: number) => TRY_AGAIN.includes(responses[index]?.status ?? 0);
			const others = responses.filter((_, index) => !isRejected(index));
			expect(others).toEqual(others.map(() => ACCEPTED));
			left = left.filter((_, index) => isRejected(index));
		}
	}

	it(
		'start the workflow exactly once each: an accepted one did, and a rejected one did not',
		async () => {
			const active = await activate();
			const userIds = Array.from({ length: 200 }, (_, index) => `reader-${index}-Ä漢🔑`);
			await deliverAll(active, userIds);
			const items = await active.started(userIds.length);
			expect(items.map(({ userId }) => userId).sort()).toEqual([...userIds].sort());
		},
		BURST_TIMEOUT_MS,
	);
});

describe('a flood of deliveries on a busy machine', () => {
	const DELIVERIES = 240;
	const IN_FLIGHT = 10;
	/** Fewer than the trigger remembers. */
	const RESENT = 50;
	const BURNERS = availableParallelism();
	/** In which at least one more execution ends, while any is under way. */
	const CALM_MS = 5_000;
	/** They end by themselves if nobody stops them. */
	const MAX_BURN_MS = BURST_TIMEOUT_MS;
	/** A machine that is busy anyway needs its time, too. */
	const FLOOD_TIMEOUT_MS = 45 * 60_000;

	async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
		const burn = `const end = Date.now() + ${MAX_BURN_MS}; while (Date.now() < end);`;
		const burners = Array.from({ length: BURNERS }, () => spawn(process.execPath, ['-e', burn]));
		try {
			return await work();
		} finally {
			await Promise.all(burners.map(stop));
		}
	}

	async function stop(child: ChildProcess): Promise<void> {
		const exited = once(child, 'exit');
		if (child.kill()) await exited;
	}

	/** @returns those that got 200 */
	async function deliver(active: Active, userIds: readonly string[]): Promise<string[]> {
		const waiting = [...userIds];
		const accepted: string[] = [];
		const sendNext = async () => {
			for (let userId = waiting.shift(); userId !== undefined; userId = waiting.shift()) {
				const response = await responseTo(active, signed(purchaseOf('Asha', userId)));
				if (response.status === 200) accepted.push(userId);
				// n8n's own response, and the trigger's, where the database was too busy.
				else expect([500, 503]).toContain(response.status);
			}
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, sendNext));
		return accepted;
	}

	/** Of all executions that succeeded, once no further one does. */
	async function storedUserIds(workflowId: string): Promise<unknown[]> {
		const look = async () => {
			const all = await allExecutions(workflowId);
			return all.filter(({ status }) => status === 'success');
		};
		let executions: ExecutionSummary[] = [];
		for (let now = await look(); now.length > executions.length; now = await look()) {
			executions = now;
			await delay(CALM_MS);
		}
		const userIds: unknown[] = [];
		for (const { id } of executions) {
			const { data } = await playground.client.execution(id);
			userIds.push(data.resultData.runData[TRIGGER]?.[0]?.data?.['main']?.[0]?.[0]?.json['userId']);
		}
		return userIds;
	}

	it(
		'stores each one that got 200 exactly once, and starts nothing for copies',
		async () => {
			const active = await activate({ ignoreRepeated: true });
			const userIds = Array.from({ length: DELIVERIES }, (_, index) => `reader-${index}`);
			const accepted = await whileBusy(async () => await deliver(active, userIds));
			expect(accepted.length).toBeGreaterThan(RESENT);
			const resent = accepted.slice(-RESENT);
			expect(new Set(await deliver(active, resent))).toEqual(new Set(resent));
			const stored = await storedUserIds(active.workflow.id);
			const known = new Set(accepted);
			expect(stored.filter((userId) => known.has(String(userId))).sort()).toEqual(accepted.sort());
		},
		FLOOD_TIMEOUT_MS,
	);
});

describe('a delivery that comes again', () => {
	it(
		'starts nothing if it is to be ignored, also after n8n was started anew',
		async () => {
			const active = await activate({ ignoreRepeated: true });
			for (let time = 0; time < 3; time++) {
				expect(await responseTo(active, signed(PURCHASE))).toEqual(ACCEPTED);
			}
			const others = ['a', 'b', 'c'].map((userId) => signed(purchaseOf('Asha', userId)));
			for (const other of [...others, ...others]) {
				expect(await responseTo(active, other)).toEqual(ACCEPTED);
			}
			const copies = Array.from({ length: 10 }, () => responseTo(active, signed(`${PURCHASE} `)));
			expect(await Promise.all(copies)).toEqual(copies.map(() => ACCEPTED));
			await active.started(5);
			await playground.reinstall();
			await playground.client.logIn();
			await eventually(
				async () => {
					const { status } = await postRaw(active.url, { body: '' });
					return status === 404 ? undefined : status;
				},
				'the webhook',
				BURST_TIMEOUT_MS,
			);
			for (const request of [signed(PURCHASE), ...others]) {
				expect(await responseTo(active, request)).toEqual(ACCEPTED);
			}
			await active.started(5);
		},
		BURST_TIMEOUT_MS,
	);
});

describe('Basic auth, both, and none', () => {
	const withAuth = { body: PURCHASE, headers: [...JSON_TYPE, 'authorization', BASIC_AUTH] };

	it('Basic auth takes key and secret', async () => {
		const active = await activate({ verification: 'basicAuth' });
		expect(await responseTo(active, withAuth)).toEqual(ACCEPTED);
		expect(await responseTo(active, signed(PURCHASE))).toEqual(UNAUTHORIZED);
		await active.started(1);
	});

	it('both takes nothing less than both', async () => {
		const active = await activate({ verification: 'both' });
		const request = signed(PURCHASE, { headers: withAuth.headers });
		expect(await responseTo(active, request)).toEqual(ACCEPTED);
		expect(await responseTo(active, signed(PURCHASE))).toEqual(UNAUTHORIZED);
		expect(await responseTo(active, withAuth)).toEqual(UNAUTHORIZED);
		await active.started(1);
	});

	it('none takes anything in the right form', async () => {
		const active = await activate({ verification: 'none' });
		expect(await responseTo(active, { body: PURCHASE })).toEqual(ACCEPTED);
		expect(await responseTo(active, { body: '{}' })).toEqual(UNREADABLE);
		await active.started(1);
	});
});

describe('an old webhook', () => {
	it('starts the workflow with its kind and the result of its hash', async () => {
		const active = await activate({
			webhookFormat: 'legacy',
			legacyKind: 'signUp',
			verification: 'basicAuth',
		});
		const hashedEmail = fieldHash('asha.rao@example.com', KEYS.apiSecret);
		const body = JSON.stringify({ ...readEvent('signUp'), hashedEmail });
		const headers = [...JSON_TYPE, 'authorization', BASIC_AUTH];
		expect(await responseTo(active, { body, headers })).toEqual(ACCEPTED);
		expect(await active.started(1)).toEqual([
			expect.objectContaining({ event: 'signUp', fieldHashes: { hashedEmail: 'valid' } }),
		]);
	});
});

describe('a credential without a webhook secret', () => {
	const WHY = /no 'Webhook Secret'.*choose another 'Verification'/;

	async function withoutSecret(): Promise<Credential> {
		const data = { ...KEYS, webhookSecret: '' };
		return await playground.client.createCredential('No secret', CREDENTIAL_TYPE, data);
	}

	interface PublicationStatus {
		status: string;
		triggers: Array<{ errorMessage: string | null }>;
	}

	it('keeps the workflow from being activated, and n8n shows why', async () => {
		const { webhookId, draft: workflowDraft } = draft({}, await withoutSecret());
		const { id } = await createActive(playground.client, workflowDraft);
		const { triggers } = await eventually(async () => {
			const path = `/rest/workflows/${id}/publication-status`;
			const status = await playground.client.call<PublicationStatus>('GET', path);
			return status.status === 'failed' ? status : undefined;
		}, 'the failed activation');
		expect(triggers.map(({ errorMessage }) => errorMessage)).toEqual([expect.stringMatching(WHY)]);
		const url = `${playground.n8n.baseUrl}/webhook/${webhookId}/webhook`;
		expect(await postRaw(url, signed(PURCHASE))).toMatchObject({ status: 404 });
		await playground.client.deactivate(id);
	});

	it('keeps the editor from listening for a test event, and says why', async () => {
		const { draft: workflowDraft } = draft({}, await withoutSecret());
		const { id } = await playground.client.createWorkflow(workflowDraft);
		const listening = listenForTestEvent(id);
		await expect(listening).rejects.toThrow(N8nError);
		await expect(listening).rejects.toThrow(WHY);
	});

	it('rejects deliveries where the secret was removed after the activation', async () => {
		const used = await playground.client.createCredential('Emptied', CREDENTIAL_TYPE, KEYS);
		const active = await activate({}, used);
		expect(await responseTo(active, signed(PURCHASE))).toEqual(ACCEPTED);
		const { id, name, type } = used;
		const data = { ...KEYS, webhookSecret: '' };
		await playground.client.call('PATCH', `/rest/credentials/${id}`, { name, type, data });
		expect(await responseTo(active, signed(PURCHASE))).toEqual(UNAUTHORIZED);
		const empty = ['x-conscent-signature', signatureOf(PURCHASE, '')];
		expect(await responseTo(active, { body: PURCHASE, headers: empty })).toEqual(UNAUTHORIZED);
		await playground.client.call('DELETE', `/rest/credentials/${id}`);
		expect(await responseTo(active, signed(PURCHASE))).toEqual(UNCHECKABLE);
		await active.started(1);
	});
});

async function listenForTestEvent(workflowId: string): Promise<IDataObject> {
	const triggerToStartFrom = { name: TRIGGER };
	return await playground.client.call('POST', `/rest/workflows/${workflowId}/run`, {
		triggerToStartFrom,
	});
}

describe('the Test URL', () => {
	it('waits on after a rejected delivery, and takes one good delivery, also one that it had before', async () => {
		const { webhookId, draft: workflowDraft } = draft({ ignoreRepeated: true });
		const { id } = await playground.client.createWorkflow(workflowDraft);
		const url = `${playground.n8n.baseUrl}/webhook-test/${webhookId}/webhook`;
		for (const started of [1, 2]) {
			expect(await listenForTestEvent(id)).toEqual({ waitingForWebhook: true });
			expect(await postRaw(url, { body: PURCHASE })).toMatchObject(UNAUTHORIZED);
			expect(await postRaw(url, signed(PURCHASE))).toMatchObject(ACCEPTED);
			await startedItems(id, started);
			const ended = await eventually(async () => {
				const { status } = await postRaw(url, { body: PURCHASE });
				return status === 401 ? undefined : status;
			}, 'the end of listening');
			expect(ended).toBe(404);
		}
	});
});

describe('the example workflows', () => {
	let used: Credential;
	beforeAll(async () => {
		const data = {
			...conscentCredentialData(playground.server.baseUrl),
			webhookSecret: SECRET,
		};
		used = await playground.client.createCredential('Test server', CREDENTIAL_TYPE, data);
	});

	/** Activates an example, with some nodes' parameters changed, and sends an event to it. */
	async function run(fileName: string, event: string, changes: Record<string, Parameters> = {}) {
		const found = readExamples(used).find((example) => example.fileName === fileName);
		if (!found) throw new Error(`workflows/${fileName} is missing`);
		for (const [name, change] of Object.entries(changes)) {
			const changed = found.workflow.nodes.find((each) => each.name === name);
			Object.assign(changed?.parameters ?? {}, change);
		}
		const { id } = await createActive(playground.client, found.workflow);
		const webhookId = found.workflow.nodes.find((each) => each.webhookId)?.webhookId;
		const url = `${playground.n8n.baseUrl}/webhook/${webhookId}/webhook`;
		await eventually(async () => {
			const { status } = await postRaw(url, { body: '' });
			return status === 404 ? undefined : status;
		}, 'the webhook');
		expect(await postRaw(url, signed(JSON.stringify(readEvent(event))))).toMatchObject(ACCEPTED);
		await eventually(async () => {
			const [execution] = await allExecutions(id);
			return execution?.status === 'success' ? execution : undefined;
		}, `the success of ${fileName}`);
	}

	it('update the user who bought a subscription', async () => {
		playground.server.reset();
		await run('conscent-trigger-purchase-to-user.json', 'purchase.subscription');
		const requests = playground.server.records.map(({ method, url, body }) => ({
			method,
			url,
			body,
		}));
		expect(requests).toEqual([
			{
				method: 'PATCH',
				url: '/api/v2/client/update-user?userId=681c74b2333e169d16a7e58b',
				body: { enableNotifications: true, enableOffers: false },
			},
		]);
	});

	it('tag the contact of the reader who cancelled', async () => {
		const received: string[] = [];
		const crm = createServer((request, response) => {
			void text(request).then((body) => {
				received.push(body);
				response.end('{}');
			});
		});
		crm.listen(0, '127.0.0.1');
		await once(crm, 'listening');
		const { port } = crm.address() as AddressInfo;
		const toLocalCrm = { url: `http://127.0.0.1:${port}/tags`, authentication: 'none' };
		await run('conscent-trigger-cancellation-to-crm.json', 'cancelled.subscription', {
			'Tag contact': toLocalCrm,
		});
		crm.closeAllConnections();
		crm.close();
		expect(received.map((body) => JSON.parse(body) as unknown)).toEqual([
			{
				conscentUserId: '681c74b2333e169d16a7e58b',
				email: 'asha.rao@example.com',
				tag: 'subscription-cancelled',
				since: '2024-02-29T06:20:29.000Z',
			},
		]);
	});
});
