import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { startCluster } from '../../scripts/n8n/cluster';
import type { Cluster } from '../../scripts/n8n/cluster';
import { ensureN8n } from '../../scripts/n8n/install';
import { WEBHOOK_SECRET } from '../../scripts/n8n/playground';
import { PLAYGROUND_TIMEOUT_MS, chain, createActive, node } from '../e2e/harness';
import { startConscentServer } from '../server';
import type { ConscentServer } from '../server';
import { sendEvent, signedEvent } from '../server/events';

const TEST_TIMEOUT_MS = 3 * 60_000;
const MAX_WAITING_MS = 60_000;
const POLL_INTERVAL_MS = 200;
/** In which n8n writes the static data; measured: well below a second. */
const SAVING_TIME_MS = 2_000;
/** In which an execution too many would show up. */
const SETTLING_TIME_MS = 2_000;
const PAIRS_AT_ONCE = 10;

jest.setTimeout(TEST_TIMEOUT_MS);

let server: ConscentServer;
let cluster: Cluster;
/** Both take in webhooks: the main process, and one that does nothing else. */
let takers: string[];

beforeAll(async () => {
	server = await startConscentServer();
	const install = await ensureN8n();
	cluster = await startCluster({ install, workers: 1, baseUrl: server.baseUrl });
	const { baseUrl } = await cluster.addWebhookProcess();
	takers = [cluster.main.baseUrl, baseUrl];
}, PLAYGROUND_TIMEOUT_MS);

afterAll(async () => {
	await cluster?.stop();
	await server?.close();
});

interface Active {
	id: string;
	/** Sends the event of a reader to the n8n process of that number; a copy is the same, byte for byte. */
	send(taker: number, reader: string): Promise<void>;
	/** How many executions there are once it is quiet. */
	countAfter(atLeast: number): Promise<number>;
}

async function post(url: string, reader: string): Promise<number> {
	const change = (body: object) => ({ ...body, user_id: reader });
	const { status } = await sendEvent(
		url,
		signedEvent('purchase.subscription', WEBHOOK_SECRET, { change }),
	);
	return status;
}

async function waitFor(what: string, isThere: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + MAX_WAITING_MS;
	while (!(await isThere())) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await delay(POLL_INTERVAL_MS);
	}
}

async function countOf(workflowId: string): Promise<number> {
	return (await cluster.client.executions(workflowId)).length;
}

/** An active workflow that ignores repeated deliveries. */
async function activate(): Promise<Active> {
	const webhookId = randomUUID();
	const { id: credentialId, name, type } = cluster.credential;
	const trigger = node(
		'Conscent Trigger',
		'n8n-nodes-conscent.conscentTrigger',
		1,
		{ events: ['purchase.subscription'], ignoreRepeated: true },
		{ webhookId, credentials: { [type]: { id: credentialId, name } } },
	);
	const draft = chain(`Test ${webhookId}`, [trigger, node('End', 'n8n-nodes-base.noOp', 1, {})]);
	const { id } = await createActive(cluster.client, draft);
	const urls = takers.map((taker) => `${taker}/webhook/${webhookId}/webhook`);
	for (const url of urls) {
		await waitFor(url, async () => (await fetch(url, { method: 'POST' })).status === 401);
	}
	return {
		id,
		send: async (taker, reader) => expect(await post(urls[taker] ?? '', reader)).toBe(200),
		countAfter: async (atLeast) => {
			await waitFor(`${atLeast} executions`, async () => (await countOf(id)) >= atLeast);
			await delay(SETTLING_TIME_MS);
			return await countOf(id);
		},
	};
}

describe('a repeated delivery, where two n8n processes take in webhooks', () => {
	it('starts nothing in the process that had it, also at the same moment', async () => {
		const active = await activate();
		for (const taker of [0, 1]) {
			const copies = Array.from({ length: 5 }, () => active.send(taker, `reader ${taker}`));
			await Promise.all(copies);
		}
		expect(await active.countAfter(2)).toBe(2);
	});

	it.each([
		[0, 1],
		[1, 0],
	])(
		'that process %i had starts nothing in process %i, once a dropped copy has saved it',
		async (first, second) => {
			const active = await activate();
			await active.send(first, 'reader');
			for (let time = 0; time < 2; time += 1) await active.send(first, 'another reader');
			await delay(SAVING_TIME_MS);
			await active.send(second, 'reader');
			await active.send(second, 'another reader');
			expect(await active.countAfter(2)).toBe(2);
		},
	);

	it('starts at most one execution for each process, if the copies come at the same moment', async () => {
		const active = await activate();
		for (let pair = 0; pair < PAIRS_AT_ONCE; pair += 1) {
			await Promise.all([0, 1].map((taker) => active.send(taker, `reader ${pair}`)));
		}
		const count = await active.countAfter(PAIRS_AT_ONCE);
		process.stderr.write(`${PAIRS_AT_ONCE} pairs at once: ${count} executions\n`);
		expect(count).toBeGreaterThanOrEqual(PAIRS_AT_ONCE);
		expect(count).toBeLessThanOrEqual(2 * PAIRS_AT_ONCE);
	});
});
