import { setTimeout as delay } from 'node:timers/promises';

import { startCluster } from '../../scripts/n8n/cluster';
import type { Cluster } from '../../scripts/n8n/cluster';
import { ensureN8n } from '../../scripts/n8n/install';
import { PLAYGROUND_TIMEOUT_MS, createActive } from '../e2e/harness';
import { startConscentServer } from '../server';
import type { ConscentServer, RequestRecord, User } from '../server';
import {
	DASHBOARD_USERS_PER_EXECUTION,
	STEPS,
	USERS_PER_EXECUTION,
	deliver,
	emailsOf,
	nameOf,
	readName,
	syncWorkflow,
	userIdsOf,
} from './deliveries';

const EXECUTIONS = 60;
const WORKERS = 2;
const EXECUTIONS_AT_ONCE = 5;
const LATENCY_MS = 20;
const MAX_DELIVERIES = 4;
const RUN_TIMEOUT_MS = 5 * 60_000;
const POLL_INTERVAL_MS = 20;
/** Enough is done by then that the lost worker has dashboard users behind it, and enough is left. */
const UPDATES_BEFORE_THE_LOSS = Math.round(EXECUTIONS * USERS_PER_EXECUTION * STEPS * 0.3);

const executions = Array.from({ length: EXECUTIONS }, (_, index) => index);

let server: ConscentServer;
let cluster: Cluster;
let workflowId: string;
let deliveries: number[];

function updates(): RequestRecord[] {
	return server.records.filter(({ method }) => method === 'PATCH');
}

async function loseOneWorkerInMidRun(): Promise<void> {
	while (updates().length < UPDATES_BEFORE_THE_LOSS) await delay(POLL_INTERVAL_MS);
	await cluster.workers[0]?.kill();
	await cluster.addWorker();
}

beforeAll(async () => {
	server = await startConscentServer({ users: EXECUTIONS * USERS_PER_EXECUTION });
	server.control({ latencyMs: LATENCY_MS });
	const install = await ensureN8n();
	cluster = await startCluster({
		install,
		workers: WORKERS,
		workerConcurrency: EXECUTIONS_AT_ONCE,
		baseUrl: server.baseUrl,
	});
	({ id: workflowId } = await createActive(cluster.client, syncWorkflow(cluster.credential)));
}, PLAYGROUND_TIMEOUT_MS);

afterAll(async () => {
	await cluster?.stop();
	await server?.close();
});

describe('60 executions of 50 items on two workers, one of which is lost in mid-run', () => {
	beforeAll(async () => {
		const run = executions.map((each) =>
			deliver(cluster.client, each, { attempts: MAX_DELIVERIES }),
		);
		[deliveries] = await Promise.all([Promise.all(run), loseOneWorkerInMidRun()]);
	}, RUN_TIMEOUT_MS);

	it('was a run in which executions were really lost, and delivered again', () => {
		expect(Math.max(...deliveries)).toBeGreaterThan(1);
	});

	it('updated every user, as the last delivery said', () => {
		for (const execution of executions) {
			const name = nameOf(execution, deliveries[execution] ?? 0, STEPS - 1);
			for (const userId of userIdsOf(execution)) {
				expect((server.state.users.get(userId) as User).name).toBe(name);
			}
		}
	});

	it("kept each user's order within each execution", () => {
		const stepsSeen = new Map<string, number[]>();
		for (const { body, query } of updates()) {
			const { group, step } = readName((body as { name: string }).name);
			const key = `${group} ${String(query['userId'])}`;
			stepsSeen.set(key, [...(stepsSeen.get(key) ?? []), step]);
		}
		const allSteps = Array.from({ length: STEPS }, (_, step) => step);
		for (const steps of stepsSeen.values()) expect(steps).toEqual(allSteps.slice(0, steps.length));
	});

	it('created each dashboard user once, though some were asked for twice', () => {
		const wanted = executions.flatMap(emailsOf);
		const created = server.records.filter(
			({ method, processed }) => method === 'POST' && processed,
		);
		const emails = created.map(({ body }) => (body as { email: string }).email);
		expect(emails.sort()).toEqual(wanted.sort());
		expect(emails).toHaveLength(EXECUTIONS * DASHBOARD_USERS_PER_EXECUTION);
	});

	it('sent nothing that Conscent does not document, except asking again for an email that is taken', () => {
		expect(server.records.filter(({ specErrors }) => specErrors.length > 0)).toEqual([]);
		const statuses = Object.keys(server.stats().byStatus);
		const unexpected = statuses.filter((status) => !['200', '201', '409', 'cut'].includes(status));
		expect(unexpected).toEqual([]);
	});

	it('left no execution stuck: each one succeeded, or is marked as failed', async () => {
		const found = await cluster.client.executions(workflowId);
		expect(found).toHaveLength(deliveries.reduce((sum, count) => sum + count, 0));
		const succeeded = found.filter(({ status }) => status === 'success');
		expect(succeeded).toHaveLength(EXECUTIONS);
		const others = found.filter(({ status }) => status !== 'success').map(({ status }) => status);
		expect(others).toEqual(others.map(() => expect.stringMatching(/^(error|crashed)$/)));
	});
});
