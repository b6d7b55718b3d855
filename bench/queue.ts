/** `npm run bench:queue`: executions a minute in queue mode with 1, 2 and 4 workers; writes bench/queue.md. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { startCluster } from '../scripts/n8n/cluster';
import type { Cluster } from '../scripts/n8n/cluster';
import { ensureN8n } from '../scripts/n8n/install';
import { REPOSITORY_ROOT } from '../scripts/n8n/package';
import { N8N_VERSION } from '../scripts/n8n/pinned';
import { CONSCENT_NODE, createActive } from '../test/e2e/harness';
import type { WorkflowDraft } from '../test/e2e/harness';
import {
	DASHBOARD_USERS_PER_EXECUTION,
	STEPS,
	SYNC_PATH,
	USERS_PER_EXECUTION,
	deliver,
	syncWorkflow,
} from '../test/queue/deliveries';
import { startRemoteServer } from './remoteServer';
import type { RemoteServer } from './remoteServer';

const EXECUTIONS = 60;
const WARM_UP_EXECUTIONS = 4;
const WORKERS = [1, 2, 4];
const EXECUTIONS_AT_ONCE = 10;
const LATENCY_MS = 20;
const MS_PER_MINUTE = 60_000;
const HTTP_REQUEST_PATH = 'http-request';
const NOTHING_PATH = 'nothing';
const ITEMS_PER_EXECUTION = USERS_PER_EXECUTION * STEPS + DASHBOARD_USERS_PER_EXECUTION;

interface Row {
	workers: number;
	conscent: number;
	httpRequest: number;
	nothing: number;
}

/** The same workflow under another path, with other nodes in place of ours. */
function replacing(
	draft: WorkflowDraft,
	webhook: string,
	replace: (conscentNode: INode) => Partial<INode>,
): WorkflowDraft {
	const nodes = draft.nodes.map((node) => {
		if (node.type === CONSCENT_NODE) return { ...node, ...replace(node) };
		if (node.parameters['path'] !== SYNC_PATH) return node;
		return { ...node, webhookId: webhook, parameters: { ...node.parameters, path: webhook } };
	});
	return { ...draft, name: webhook, nodes };
}

/** What n8n itself needs for an execution. */
function doingNothing(): Partial<INode> {
	return { type: 'n8n-nodes-base.noOp', parameters: {}, credentials: {} };
}

/** n8n's own node with the same requests and the same credential. */
function sendingPlainly({ parameters }: INode, baseUrl: string): Partial<INode> {
	const request =
		parameters['operation'] === 'create'
			? {
					method: 'POST',
					url: `${baseUrl}/v2/client/multi-user`,
					jsonBody:
						'={{ { email: $json.email, password: "Abc12345", role: "ADMIN", permissions: {} } }}',
				}
			: {
					method: 'PATCH',
					url: `=${baseUrl}/v2/client/update-user?userId={{ $json.userId }}`,
					jsonBody: '={{ { name: $json.name } }}',
				};
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			...request,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'conscentApi',
			sendBody: true,
			specifyBody: 'json',
			options: {},
		},
	};
}

async function executionsPerMinute({ client }: Cluster, webhook: string): Promise<number> {
	const run = async (count: number) => {
		const all = Array.from({ length: count }, (_, each) =>
			deliver(client, each, { attempts: 1, path: webhook }),
		);
		await Promise.all(all);
	};
	await run(WARM_UP_EXECUTIONS);
	const startedAt = performance.now();
	await run(EXECUTIONS);
	return (EXECUTIONS * MS_PER_MINUTE) / (performance.now() - startedAt);
}

async function measure(server: RemoteServer, workers: number): Promise<Row> {
	const cluster = await startCluster({
		install: await ensureN8n(),
		workers,
		workerConcurrency: EXECUTIONS_AT_ONCE,
		baseUrl: server.baseUrl,
	});
	try {
		await server.reset({ latencyMs: LATENCY_MS, recordBodies: false });
		const draft = syncWorkflow(cluster.credential);
		const drafts = [
			draft,
			replacing(draft, HTTP_REQUEST_PATH, (node) => sendingPlainly(node, server.baseUrl)),
			replacing(draft, NOTHING_PATH, doingNothing),
		];
		for (const each of drafts) await createActive(cluster.client, each);
		const nothing = await executionsPerMinute(cluster, NOTHING_PATH);
		const conscent = await executionsPerMinute(cluster, SYNC_PATH);
		await server.reset({ latencyMs: LATENCY_MS, recordBodies: false });
		const httpRequest = await executionsPerMinute(cluster, HTTP_REQUEST_PATH);
		return { workers, conscent, httpRequest, nothing };
	} finally {
		await cluster.stop();
	}
}

function report(rows: Row[]): string {
	const lines = rows.map(({ workers, conscent, httpRequest, nothing }) => {
		const figures = [conscent, conscent * ITEMS_PER_EXECUTION, httpRequest, nothing].map(
			Math.round,
		);
		return `| ${workers} | ${figures.join(' | ')} | ${(conscent / httpRequest).toFixed(2)} |`;
	});
	return `# Executions a minute in queue mode

Written by \`npm run bench:queue\`. n8n ${N8N_VERSION}, one main and so many workers on one machine (${os.cpus().length} CPU cores, shared by main, workers,
Redis, PostgreSQL and the test server, so more workers than cores cannot help here). ${EXECUTIONS} executions of 50 items each arrive over a
webhook at once; 2 items create a dashboard user, 48 update a user; a worker runs ${EXECUTIONS_AT_ONCE} executions at a time; Conscent responds after ${LATENCY_MS} ms.
Beside it, in the same run, the same workflow with n8n's own HTTP Request nodes in place of the Conscent nodes, which send the same
requests with the same credential, in no order and all at once; and with nodes that do nothing: the most that n8n itself can do here.

| workers | executions a minute | items a minute | with HTTP Request | with nodes that do nothing | Conscent ÷ HTTP Request |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}

async function main(): Promise<void> {
	const server = await startRemoteServer(EXECUTIONS * USERS_PER_EXECUTION);
	const rows: Row[] = [];
	for (const workers of WORKERS) {
		const row = await measure(server, workers);
		process.stdout.write(
			`${workers} workers: ${Math.round(row.conscent)} executions a minute, ${Math.round(row.httpRequest)} with HTTP Request nodes, ${Math.round(row.nothing)} with nodes that do nothing\n`,
		);
		rows.push(row);
	}
	server.close();
	writeFileSync(path.join(REPOSITORY_ROOT, 'bench', 'queue.md'), report(rows));
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	process.exit(1);
});
