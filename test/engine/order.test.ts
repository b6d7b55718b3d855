/** How a run goes about its items: in which order, how many at a time, how fast, how often, and how it ends. */
import type { IDataObject } from 'n8n-workflow';
import { userIdOf } from '../server';
import { ConscentBench } from './support/conscent';
import { BULK_USER_UPDATE, bulkRun, fixJitter, itemOf } from './support/bulk';

const bench = new ConscentBench({ users: 100 });

afterEach(() => jest.restoreAllMocks());

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
		expect(bench.server.stats().maxInFlight).toBeLessThanOrEqual(USERS);
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
		const count = concurrency * 3;
		// Long enough for even a busy machine to send the others meanwhile.
		bench.server.control({ faults: [{ kind: 'delay', ms: 800, first: concurrency }] });
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, count, { concurrency }));

		expect(run.success).toHaveLength(count);
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
	const times = bench.server.records.map(({ timeMs }) => timeMs);
	// Late timers are made up for by a few requests in a row, the more the busier the machine is.
	const catchUpMs = 300;
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
		`Items done: ${processed} of 100; failed: 1; not started: ${99 - processed}.`,
	);
	expect(bench.server.records.length).toBeLessThan(20);
});
