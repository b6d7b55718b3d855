/** A run that must wait, for the server or for ever: it waits as told, goes on as before, and stops at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConscentBench } from './support/conscent';
import {
	accountsOf,
	BULK_CREATE,
	BULK_USER_UPDATE,
	bulkRun,
	countReports,
	falseReports,
	fixJitter,
	itemOf,
} from './support/bulk';
import { skipWaits } from './support/waits';

const bench = new ConscentBench({ users: 200 });

afterEach(() => jest.restoreAllMocks());

async function until(condition: () => boolean) {
	while (!condition()) await sleep(5);
}

describe('Retry-After', () => {
	interface Pause {
		header: string;
		/** When requests may come again, given when the refusal was sent. */
		endMs(refusedAtMs: number): number;
	}

	const inSeconds = (): Pause => ({ header: '2', endMs: (refusedAtMs) => refusedAtMs + 2000 });

	const asDate = (): Pause => {
		const header = new Date(Date.now() + 3000).toUTCString();
		return { header, endMs: () => Date.parse(header) };
	};

	test.each([
		{ name: 'as seconds', pauseOf: inSeconds },
		{ name: 'as a date', pauseOf: asDate },
	])('$name holds back the whole run', async ({ pauseOf }) => {
		skipWaits();
		const count = 40;
		const { header, endMs } = pauseOf();
		bench.server.control({
			faults: [{ kind: 'status', status: 429, retryAfter: header, skip: 15, first: 1 }],
			latencyMs: 100,
		});
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, count, { concurrency: 5 }));

		const accounts = accountsOf(run, bench.server, count);
		expect(countReports(accounts)).toMatchObject({ success: count });
		expect(accounts.filter(({ timesProcessed }) => timesProcessed !== 1)).toEqual([]);
		const refusal = bench.server.records.find(({ status }) => status === 429);
		const refusedAtMs = refusal?.timeMs ?? 0;
		const duringPause = bench.server.records.filter(
			({ timeMs }) => timeMs > refusedAtMs && timeMs < endMs(refusedAtMs) - 20,
		);
		// Four are under way when the refused request arrives, and four can follow them until its response comes;
		// a run that did not keep the pause would send all that are left.
		expect(duringPause.length).toBeLessThanOrEqual(12);
	});

	test('of more than five minutes is not waited for', async () => {
		bench.server.control({ faults: [{ kind: 'status', status: 429, retryAfter: 301 }] });
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, 1, {}));

		expect(run.failed).toHaveLength(1);
		expect(bench.server.records).toHaveLength(1);
	});
});

test.each([BULK_USER_UPDATE, BULK_CREATE])(
	'a server that is off for 3 seconds in mid-run: $name',
	async (operation) => {
		fixJitter(0.5);
		bench.server.control({ latencyMs: 10 });
		const running = await bench.start(bulkRun(operation, 200, { concurrency: 10 }));
		await until(() => bench.server.records.length >= 60);
		bench.server.control({ offForMs: 3000 });
		const run = await running.finished;

		const accounts = accountsOf(run, bench.server, 200);
		expect(falseReports(accounts, operation)).toEqual([]);
		const { success, unclear } = countReports(accounts);
		expect(success + unclear).toBe(200);
		// Of creates, those that were under way are not repeated.
		expect(unclear).toBeLessThanOrEqual(operation.idempotent ? 0 : 10);
	},
);

describe('a stopped execution', () => {
	/** It takes a fifth of a second, but more on a busy machine; without being stopped, each would take far longer. */
	const AT_ONCE_MS = 5000;
	const CONCURRENCY = 5;

	const situations = [
		{
			name: 'while requests are under way',
			faults: [{ kind: 'hang' as const, skip: 20 }],
			options: {},
		},
		{
			name: 'while a rate limit is waited for',
			faults: [{ kind: 'status' as const, status: 429, retryAfter: 100, skip: 20 }],
			options: {},
		},
		{
			name: 'while repetitions are waited for',
			faults: [{ kind: 'status' as const, status: 503, skip: 20 }],
			options: {},
		},
		{ name: 'while requests are paced', faults: [], options: { requestsPerSecond: 25 } },
	];

	test.each(situations)('$name: ends at once', async ({ faults, options }) => {
		fixJitter(1);
		bench.server.control({ faults });
		const running = await bench.start(
			bulkRun(BULK_USER_UPDATE, 200, { concurrency: CONCURRENCY, ...options }),
		);
		await until(() => bench.server.records.length >= 21);
		await sleep(100);
		const cancelledAt = performance.now();
		running.cancel();
		const run = await running.finished;

		expect(performance.now() - cancelledAt).toBeLessThan(AT_ONCE_MS);
		expect(run).toMatchObject({ status: 'canceled', failed: [] });
		const done = accountsOf(run, bench.server, 200).filter(
			({ reported }) => reported === 'success',
		);
		expect(done.length).toBeGreaterThanOrEqual(20);
		expect(done.filter(({ timesProcessed }) => timesProcessed !== 1)).toEqual([]);
		// What was under way may still arrive; nothing else may, then or later.
		await sleep(300);
		const reached = new Set(bench.server.records.map(itemOf));
		expect(reached.size).toBeLessThanOrEqual(done.length + CONCURRENCY);
		const { requests } = bench.server.stats();
		await sleep(300);
		expect(bench.server.stats().requests).toBe(requests);
		expect(bench.server.stats().inFlight).toBe(0);
	});
});
