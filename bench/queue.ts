/** `npm run bench:queue`: executions a minute in queue mode with 1, 2 and 4 workers; writes bench/queue.md. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { startCluster } from '../scripts/n8n/cluster';
import type { Cluster } from '../scripts/n8n/cluster';
import { ensureN8n } from '../scripts/n8n/install';
import { REPOSITORY_ROOT } from '../scripts/n8n/package';
import { N8N_VERSION } from '../scripts/n8n/release';
import { CONSCENT_NODE, createActive } from '../test/e2e/harness';
import type { WorkflowDraft } from '../test/e2e/harness';
import { SYNC_PATH, USERS_PER_EXECUTION, deliver, syncWorkflow } from '../test/queue/deliveries';
import { startRemoteServer } from './remoteServer';
import type { RemoteServer } from './remoteServer';

const EXECUTIONS = 60;
const WARM_UP_EXECUTIONS = 4;
const WORKERS = [1, 2, 4];
const EXECUTIONS_AT_ONCE = 10;
const LATENCY_MS = 20;
const MS_PER_MINUTE = 60_000;
const BASELINE_PATH = 'baseline';

interface Row {
	workers: number;
	conscent: number;
	baseline: number;
}

/** The same workflow with nodes in place of ours that do nothing: what n8n itself needs for an execution. */
function withoutConscent(draft: WorkflowDraft): WorkflowDraft {
	const nodes = draft.nodes.map((node) => {
		if (node.type === CONSCENT_NODE) {
			return { ...node, type: 'n8n-nodes-base.noOp', parameters: {}, credentials: {} };
		}
		if (node.parameters['path'] !== SYNC_PATH) return node;
		return {
			...node,
			webhookId: BASELINE_PATH,
			parameters: { ...node.parameters, path: BASELINE_PATH },
		};
	});
	return { ...draft, name: 'Baseline', nodes };
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
		await createActive(cluster.client, draft);
		await createActive(cluster.client, withoutConscent(draft));
		const baseline = await executionsPerMinute(cluster, BASELINE_PATH);
		return { workers, baseline, conscent: await executionsPerMinute(cluster, SYNC_PATH) };
	} finally {
		await cluster.stop();
	}
}

function report(rows: Row[]): string {
	const lines = rows.map(({ workers, conscent, baseline }) => {
		return `| ${workers} | ${Math.round(conscent)} | ${Math.round(conscent * 50)} | ${Math.round(baseline)} |`;
	});
	return `# Executions a minute in queue mode

Written by \`npm run bench:queue\`. n8n ${N8N_VERSION}, one main and so many workers on one machine (${os.cpus().length} CPU cores, shared by main, workers,
Redis, PostgreSQL and the test server, so more workers than cores can not help here). ${EXECUTIONS} executions of 50 items each arrive over a
webhook at once; 2 items create a dashboard user, 48 update a user; a worker runs ${EXECUTIONS_AT_ONCE} executions at a time; Conscent answers after ${LATENCY_MS} ms.
The last column is the same workflow with nodes that do nothing in place of the Conscent nodes: the most that n8n itself can do here.

| workers | executions a minute | items a minute | the same without Conscent nodes |
| --- | --- | --- | --- |
${lines.join('\n')}
`;
}

async function main(): Promise<void> {
	const server = await startRemoteServer(EXECUTIONS * USERS_PER_EXECUTION);
	const rows: Row[] = [];
	for (const workers of WORKERS) {
		const row = await measure(server, workers);
		process.stdout.write(
			`${workers} workers: ${Math.round(row.conscent)} executions a minute, ${Math.round(row.baseline)} without Conscent nodes\n`,
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
