/** Long runs: bounded, in order, paced, patient, and stopped at once when they shall stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { userIdOf } from '../server';
import { ConscentBench } from './support/conscent';
import {
	accountsOf,
	BULK_CREATE,
	BULK_USER_UPDATE,
	countReports,
	falseReports,
	itemOf,
} from './support/bulk';
import type { BulkOperation } from './support/bulk';

const MANY = 1000;
const LONG_TEST_MS = 60_000;
const bench = new ConscentBench({ users: MANY });

afterEach(() => jest.restoreAllMocks());

/** Waits between repetitions are random up to seconds; this makes them all so much of the longest. */
function fixJitter(share: number) {
	jest.spyOn(Math, 'random').mockReturnValue(share);
}

function bulkRun(operation: BulkOperation, count: number, options: IDataObject) {
	return {
		parameters: operation.parameters,
		items: operation.items(count),
		options,
		onError: 'continueErrorOutput' as const,
	};
}

async function until(condition: () => boolean) {
	while (!condition()) await sleep(5);
}

function arrivals() {
	return bench.server.records.map(({ timeMs }) => timeMs);
}

describe('1,000 items', () => {
	test.each([
		{ count: MANY, window: 'fixed', retryAfter: 'seconds' },
		{ count: 300, window: 'sliding', retryAfter: 'date' },
		{ count: 300, window: 'bucket', retryAfter: 'none' },
	] as const)(
		'$count at a server that allows 100/s ($window window): all done once, with few refusals',
		async ({ count, window, retryAfter }) => {
			bench.server.control({
				limit: { perSecond: 100, window, burst: 50, retryAfter },
				latencyMs: [5, 40],
			});
			const run = await bench.run(bulkRun(BULK_USER_UPDATE, count, { concurrency: 25 }));

			const accounts = accountsOf(run, bench.server, count);
			expect(countReports(accounts)).toMatchObject({ success: count });
			expect(accounts.filter(({ timesProcessed }) => timesProcessed !== 1)).toEqual([]);
			expect(bench.server.records.length).toBeLessThan(count * 1.2);
			expect(run.hints).toEqual([
				expect.objectContaining({
					message: expect.stringContaining("waited for Conscent's rate limit"),
				}),
			]);
		},
		LONG_TEST_MS,
	);

	test.each([BULK_USER_UPDATE, BULK_CREATE])(
		'with every 10th answer 503: $name',
		async (operation) => {
			fixJitter(0.01);
			bench.server.control({ faults: [{ kind: 'status', status: 503, every: 10 }] });
			const run = await bench.run(bulkRun(operation, MANY, { concurrency: 25 }));

			const accounts = accountsOf(run, bench.server, MANY);
			expect(falseReports(accounts, operation)).toEqual([]);
			expect(countReports(accounts)).toMatchObject(
				operation.repeatable ? { success: MANY } : { success: 900, unclear: 100 },
			);
		},
		LONG_TEST_MS,
	);

	test.each([BULK_USER_UPDATE, BULK_CREATE])(
		'with every 50th connection cut after processing: $name',
		async (operation) => {
			fixJitter(0.01);
			bench.server.control({ faults: [{ kind: 'cutAfter', every: 50 }] });
			const run = await bench.run(bulkRun(operation, MANY, { concurrency: 25 }));

			const accounts = accountsOf(run, bench.server, MANY);
			expect(falseReports(accounts, operation)).toEqual([]);
			expect(countReports(accounts)).toMatchObject(
				operation.repeatable ? { success: MANY } : { success: 980, unclear: 20 },
			);
		},
		LONG_TEST_MS,
	);
});

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
	])(
		'$name holds back the whole run',
		async ({ pauseOf }) => {
			const count = 25;
			const { header, endMs } = pauseOf();
			bench.server.control({
				faults: [{ kind: 'status', status: 429, retryAfter: header, skip: 15, first: 1 }],
				latencyMs: 5,
			});
			const run = await bench.run(bulkRun(BULK_USER_UPDATE, count, { concurrency: 5 }));

			const accounts = accountsOf(run, bench.server, count);
			expect(countReports(accounts)).toMatchObject({ success: count });
			expect(accounts.filter(({ timesProcessed }) => timesProcessed !== 1)).toEqual([]);
			const refusal = bench.server.records.find(({ answered }) => answered === 429);
			const refusedAtMs = refusal?.timeMs ?? 0;
			// What is under way when the refusal comes is not called back; and clocks differ by a little.
			const duringPause = arrivals().filter(
				(timeMs) => timeMs > refusedAtMs + 300 && timeMs < endMs(refusedAtMs) - 20,
			);
			expect(duringPause).toEqual([]);
		},
		LONG_TEST_MS,
	);

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
		expect(unclear).toBeLessThanOrEqual(operation.repeatable ? 0 : 10);
	},
	LONG_TEST_MS,
);

describe('a stopped execution', () => {
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

	test.each(situations)('$name: ends within a second', async ({ faults, options }) => {
		fixJitter(1);
		bench.server.control({ faults });
		const running = await bench.start(
			bulkRun(BULK_USER_UPDATE, 200, { concurrency: 5, ...options }),
		);
		await until(() => bench.server.records.length >= 21);
		await sleep(100);
		const cancelledAt = performance.now();
		running.cancel();
		const run = await running.finished;

		expect(performance.now() - cancelledAt).toBeLessThan(1000);
		expect(run).toMatchObject({ status: 'canceled', failed: [] });
		const done = accountsOf(run, bench.server, 200).filter(
			({ reported }) => reported === 'success',
		);
		expect(done.length).toBeGreaterThanOrEqual(20);
		expect(done.filter(({ timesProcessed }) => timesProcessed !== 1)).toEqual([]);
		const sentUntilNow = bench.server.records.length;
		await sleep(300);
		expect(bench.server.records).toHaveLength(sentUntilNow);
		expect(bench.server.stats().inFlight).toBe(0);
	});
});

describe('order', () => {
	const USERS = 5;
	const ITEMS = 100;

	test('items of one user go in item order, others overtake, the last wins', async () => {
		fixJitter(0.01);
		bench.server.control({
			latencyMs: [0, 20],
			faults: [{ kind: 'status', status: 503, every: 7 }],
		});
		const bulk = bulkRun(BULK_USER_UPDATE, ITEMS, { concurrency: 20 });
		const items: IDataObject[] = bulk.items.map((item, index) => ({
			...item,
			id: userIdOf(index % USERS),
		}));
		const run = await bench.run({ ...bulk, items });

		expect(run.success).toHaveLength(ITEMS);
		expect(run.success.map(({ from }) => from)).toEqual(items.map((_, index) => index));
		const processed = bench.server.records.filter((record) => record.processed).map(itemOf);
		for (let user = 0; user < USERS; user++) {
			const own = processed.filter((index) => index % USERS === user);
			expect(own).toEqual([...own].sort((a, b) => a - b));
			const last = items[ITEMS - USERS + user];
			expect(bench.server.state.users.get(userIdOf(user))?.name).toBe(last?.['tag']);
		}
		expect(processed).not.toEqual([...processed].sort((a, b) => a - b));
		expect(bench.server.stats().maxInFlight).toBe(USERS);
	});

	test('a failed item does not hold back the next one of its user', async () => {
		bench.server.control({
			faults: [{ kind: 'status', status: 400, match: { bodyContains: 'item-00000' } }],
		});
		const bulk = bulkRun(BULK_USER_UPDATE, 2, { concurrency: 2 });
		const items = bulk.items.map((item) => ({ ...item, id: userIdOf(0) }));
		const run = await bench.run({ ...bulk, items });

		expect(run.failed.map(({ from }) => from)).toEqual([0]);
		expect(run.success.map(({ from }) => from)).toEqual([1]);
	});
});

test.each([1, 5, 25])(
	'concurrency %d: never more at the server, and never needlessly fewer',
	async (concurrency) => {
		bench.server.control({ latencyMs: 30 });
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, 75, { concurrency }));

		expect(run.success).toHaveLength(75);
		expect(bench.server.stats().maxInFlight).toBe(concurrency);
	},
);

test('requests per second are spaced evenly', async () => {
	const perSecond = 40;
	const count = 40;
	const run = await bench.run(
		bulkRun(BULK_USER_UPDATE, count, { concurrency: 20, requestsPerSecond: perSecond }),
	);

	expect(run.success).toHaveLength(count);
	const times = arrivals();
	// A timer that fires late may be made up for by a few requests in a row.
	const catchUpMs = 50;
	const spacing = 1000 / perSecond;
	times.forEach((timeMs, index) => {
		expect(timeMs - (times[0] ?? 0)).toBeGreaterThanOrEqual(index * spacing - catchUpMs);
	});
});

describe('retries', () => {
	test('are as many as set, and the text counts them', async () => {
		fixJitter(0.01);
		bench.server.control({ faults: [{ kind: 'status', status: 503 }] });
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, 1, { maxRetries: 3 }));

		expect(bench.server.records).toHaveLength(4);
		expect(run.failed[0]?.json).toMatchObject({
			error: expect.stringContaining('(tried 4 times)'),
			details: { attempts: 4 },
		});
	});

	test('are told at the end, in one hint', async () => {
		fixJitter(0.01);
		bench.server.control({
			faults: [
				{ kind: 'status', status: 400, match: { bodyContains: 'item-00003' } },
				{ kind: 'status', status: 503, every: 3, first: 2 },
			],
		});
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, 10, { concurrency: 1 }));

		expect(run.hints).toEqual([
			expect.objectContaining({
				message: 'Of 10 items: 2 requests had to be sent again; 1 item failed.',
			}),
		]);
	});

	test('a run without trouble has no hint', async () => {
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, 10, {}));

		expect(run.hints).toEqual([]);
	});
});

test('with "stop on error" nothing more is started, and the error tells what was done', async () => {
	bench.server.control({
		latencyMs: 20,
		faults: [{ kind: 'status', status: 400, match: { bodyContains: 'item-00010' } }],
	});
	const run = await bench.run({
		...bulkRun(BULK_USER_UPDATE, 100, { concurrency: 5 }),
		onError: 'stopWorkflow',
	});

	const processed = bench.server.records.filter((record) => record.processed).length;
	expect(run.status).toBe('error');
	expect(run.error?.message).toContain('[item 10]');
	expect(run.error?.description).toContain(
		`Of 100 items, ${processed} were done, 1 failed and ${99 - processed} were not started.`,
	);
	expect(bench.server.records.length).toBeLessThan(20);
});
