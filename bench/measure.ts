import path from 'node:path';

import { REPOSITORY_ROOT, packPackage } from '../scripts/n8n/package';
import {
	conscentCredentialData,
	startN8nWithPackage,
	temporaryFolder,
} from '../scripts/n8n/playground';
import type { N8nWithPackage } from '../scripts/n8n/playground';
import { chain, createActive, itemsNode, node } from '../test/e2e/harness';
import { API_KEY, API_SECRET, userIdOf } from '../test/server';
import type { ControlSettings } from '../test/server';
import { peakGrowthMib } from './memory';
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
	failed: number;
}

/** n8n's default of 16 MiB is enough for 10,000 items, but not for larger ones. */
const PAYLOAD_LIMIT_MIB = '64';
const WARM_UP_ITEMS = 50;
const MS_PER_SECOND = 1000;

type Items = Array<{ id: string; name: string }>;

function itemsOf(count: number): Items {
	return Array.from({ length: count }, (_, index) => ({
		id: userIdOf(index),
		name: `Name ${index}`,
	}));
}

/** One n8n for one sender: what another one left in memory would change the figures. */
export class Bench {
	private constructor(
		private readonly n8n: N8nWithPackage,
		private readonly server: RemoteServer,
		readonly credentials: Credentials,
	) {}

	static async start(server: RemoteServer): Promise<Bench> {
		const sequentialNode = path.join(REPOSITORY_ROOT, 'bench', 'sequential-node');
		const packed = await packPackage(temporaryFolder('bench'), sequentialNode);
		const n8n = await startN8nWithPackage({
			morePackages: [packed],
			env: { N8N_PAYLOAD_SIZE_MAX: PAYLOAD_LIMIT_MIB },
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
		const { client, n8n } = this.n8n;
		const hook = node(
			'Webhook',
			'n8n-nodes-base.webhook',
			2,
			{ httpMethod: 'POST', path: 'bench', responseMode: 'lastNode', responseData: 'noData' },
			{ webhookId: 'bench' },
		);
		const workflow = await createActive(client, chain('Bench', [hook, itemsNode(), sender.node]));
		const send = async (items: Items) => {
			const body = JSON.stringify({ items });
			await client.trigger('/webhook/bench', body, { 'content-type': 'application/json' });
		};
		await this.server.reset({ ...settings, limit: null, recordBodies: false });
		await send(itemsOf(WARM_UP_ITEMS));
		await this.server.reset({ ...settings, recordBodies: false });
		const { growthMib } = await peakGrowthMib(n8n.pid, () => send(itemsOf(count)));
		const stats = await this.server.stats();
		const outcome = await this.outcomeOf(workflow.id);
		await client.deactivate(workflow.id);
		return {
			sender: sender.name,
			items: count,
			...outcome,
			perSecond: count / outcome.seconds,
			mostInFlight: stats.maxInFlight,
			connections: stats.connections,
			growthMib,
		};
	}

	/** The sender's own time as n8n measured it, and how many of its items failed. */
	private async outcomeOf(workflowId: string): Promise<{ seconds: number; failed: number }> {
		const { client } = this.n8n;
		const [latest] = await client.executions(workflowId, 1);
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
