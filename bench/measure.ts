import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { N8nError } from '../scripts/n8n/client';
import { REPOSITORY_ROOT, packPackage } from '../scripts/n8n/package';
import {
	conscentCredentialData,
	startN8nWithPackage,
	temporaryFolder,
} from '../scripts/n8n/playground';
import type { N8nWithPackage } from '../scripts/n8n/playground';
import { chain, createActive, itemsNode, node } from '../test/e2e/harness';
import type { SavedWorkflow } from '../test/e2e/harness';
import { API_KEY, API_SECRET, userIdOf } from '../test/server';
import type { ControlSettings } from '../test/server';
import { cpuMs, peakGrowthMib } from './processUse';
import type { RemoteServer } from './remoteServer';
import type { Credentials, Sender } from './senders';

export interface Measurement {
	sender: string;
	items: number;
	seconds: number;
	perSecond: number;
	mostInFlight: number;
	connections: number;
	growthMib: number;
	/** Of n8n's process, from before the run to its end. */
	cpuMsPerItem: number;
	failed: number;
	/** n8n ran out of memory and ended. */
	crashed: boolean;
}

/** n8n's default of 16 MiB is enough for 10,000 items, but not for larger ones. */
const PAYLOAD_LIMIT_MIB = '64';
const WARM_UP_ITEMS = 50;
const BREATHER_MS = 1_000;
const BREATHER_TIMEOUT_MS = 120_000;
const MS_PER_SECOND = 1000;
const CRASH_TIMEOUT_MS = 10_000;

type Items = Array<{ id: string; name: string }>;

function itemsOf(count: number): Items {
	return Array.from({ length: count }, (_, index) => ({
		id: userIdOf(index),
		name: `Name ${index}`,
	}));
}

/** After ten thousand requests at once n8n takes its database for lost, until it has looked again. */
async function retryWhileBusy<T>(call: () => Promise<T>): Promise<T> {
	const deadline = Date.now() + BREATHER_TIMEOUT_MS;
	for (;;) {
		try {
			return await call();
		} catch (error) {
			const isBusy = error instanceof N8nError && error.status === 503;
			if (!isBusy || Date.now() > deadline) throw error;
			await delay(BREATHER_MS);
		}
	}
}

/** One n8n for one sender: what another one left in memory would change the figures. */
export class Bench {
	private constructor(
		private readonly n8n: N8nWithPackage,
		private readonly server: RemoteServer,
		readonly credentials: Credentials,
	) {}

	/** @param heapMib n8n's heap limit; without it Node.js takes one by the machine's memory */
	static async start(server: RemoteServer, heapMib?: number): Promise<Bench> {
		const sequentialNode = path.join(REPOSITORY_ROOT, 'bench', 'sequential-node');
		const packed = await packPackage(temporaryFolder('bench'), sequentialNode);
		const n8n = await startN8nWithPackage({
			morePackages: [packed],
			env: {
				N8N_PAYLOAD_SIZE_MAX: PAYLOAD_LIMIT_MIB,
				...(heapMib ? { NODE_OPTIONS: `--max-old-space-size=${heapMib}` } : {}),
			},
		});
		const { client } = n8n;
		const data = conscentCredentialData(server.baseUrl);
		const conscent = await client.createCredential('Conscent', 'conscentApi', data);
		const login = { user: API_KEY, password: API_SECRET };
		const basic = await client.createCredential('Basic', 'httpBasicAuth', login);
		return new Bench(n8n, server, { conscent, basic });
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
	}

	/** Warms n8n up with a few items, then measures a run of `count` items. */
	async measure(sender: Sender, count: number, settings: ControlSettings): Promise<Measurement> {
		const workflow = await this.createWorkflow(sender);
		await this.server.reset({ ...settings, limit: null, recordBodies: false });
		await this.send(WARM_UP_ITEMS);
		await this.server.reset({ ...settings, recordBodies: false });
		const cpuBeforeMs = cpuMs(this.n8n.n8n.pid);
		const { growthMib } = await peakGrowthMib(this.n8n.n8n.pid, () => this.sendOrCrash(count));
		const { maxInFlight, connections } = await this.server.stats();
		const crashed = !this.n8n.n8n.isRunning();
		const spentMs = crashed ? NaN : cpuMs(this.n8n.n8n.pid) - cpuBeforeMs;
		const outcome = crashed ? { seconds: NaN, failed: count } : await this.outcomeOf(workflow.id);
		return {
			sender: sender.name,
			items: count,
			...outcome,
			perSecond: count / outcome.seconds,
			mostInFlight: maxInFlight,
			connections,
			growthMib,
			cpuMsPerItem: spentMs / count,
			crashed,
		};
	}

	private async createWorkflow(sender: Sender): Promise<SavedWorkflow> {
		const hook = node(
			'Webhook',
			'n8n-nodes-base.webhook',
			2,
			{ httpMethod: 'POST', path: 'bench', responseMode: 'lastNode', responseData: 'noData' },
			{ webhookId: 'bench' },
		);
		return await createActive(this.n8n.client, chain('Bench', [hook, itemsNode(), sender.node]));
	}

	private async send(count: number): Promise<void> {
		const body = JSON.stringify({ items: itemsOf(count) });
		await this.n8n.client.trigger('/webhook/bench', body, { 'content-type': 'application/json' });
	}

	/** An n8n that runs out of memory ends in the middle of the response. */
	private async sendOrCrash(count: number): Promise<void> {
		const { n8n } = this.n8n;
		try {
			await this.send(count);
		} catch (error) {
			await Promise.race([n8n.ended, delay(CRASH_TIMEOUT_MS, undefined, { ref: false })]);
			if (n8n.isRunning()) throw error;
		}
	}

	/** The sender's own time as n8n measured it, and how many of its items failed. */
	private async outcomeOf(workflowId: string): Promise<{ seconds: number; failed: number }> {
		const { client } = this.n8n;
		const [latest] = await retryWhileBusy(() => client.executions(workflowId, 1));
		if (!latest) throw new Error('n8n has no execution of the workflow');
		const { data } = await client.finishedExecution(latest.id);
		const [run] = data.resultData.runData['Sender'] ?? [];
		if (!run || run.error)
			throw new Error(`The sender failed: ${JSON.stringify(data.resultData.error)}`);
		const output = run.data?.['main']?.[0] ?? [];
		const failed = output.filter(({ json, error }) => json['error'] ?? error).length;
		return { seconds: run.executionTime / MS_PER_SECOND, failed };
	}
}
