/** Hundreds of items: all of them done, once each, whatever the server does meanwhile. */
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

const MANY = 1000;
/** Of them, every 10th and every 50th meets a fault. */
const SOME = 300;
const bench = new ConscentBench({ users: MANY });

afterEach(() => jest.restoreAllMocks());

/** A machine that is too busy to reach the limit is never refused. */
function expectedHints(count: number): string[] {
	const refused = bench.server.records.filter(({ status }) => status === 429);
	const waited = new Set(refused.map(itemOf)).size;
	if (waited === 0) return [];
	const requests = `${waited} request${waited === 1 ? '' : 's'}`;
	return [
		`Of ${count.toLocaleString('en-US')} items: ${requests} waited for Conscent's rate limit.`,
	];
}

test.each([
	{ count: MANY, window: 'fixed', retryAfter: 'seconds' },
	{ count: 300, window: 'sliding', retryAfter: 'date' },
	{ count: 300, window: 'bucket', retryAfter: 'none' },
] as const)(
	'$count at a server that allows 100/s ($window window): all done once, with few refusals',
	async ({ count, window, retryAfter }) => {
		skipWaits();
		bench.server.control({
			limit: { perSecond: 100, window, burst: 50, retryAfter },
			latencyMs: [5, 40],
		});
		const run = await bench.run(bulkRun(BULK_USER_UPDATE, count, { concurrency: 25 }));

		const accounts = accountsOf(run, bench.server, count);
		expect(countReports(accounts)).toMatchObject({ success: count });
		expect(accounts.filter(({ timesProcessed }) => timesProcessed !== 1)).toEqual([]);
		expect(bench.server.records.length).toBeLessThan(count * 1.5);
		expect(run.hints.map(({ message }) => message)).toEqual(expectedHints(count));
	},
);

test.each([BULK_USER_UPDATE, BULK_CREATE])(
	'with every 10th response 503: $name',
	async (operation) => {
		fixJitter(0.01);
		bench.server.control({ faults: [{ kind: 'status', status: 503, every: 10 }] });
		const run = await bench.run(bulkRun(operation, SOME, { concurrency: 25 }));

		const accounts = accountsOf(run, bench.server, SOME);
		expect(falseReports(accounts, operation)).toEqual([]);
		expect(countReports(accounts)).toMatchObject(
			operation.idempotent ? { success: SOME } : { success: 270, unclear: 30 },
		);
	},
);

test.each([BULK_USER_UPDATE, BULK_CREATE])(
	'with every 50th connection cut after processing: $name',
	async (operation) => {
		fixJitter(0.01);
		bench.server.control({ faults: [{ kind: 'cutAfter', every: 50 }] });
		const run = await bench.run(bulkRun(operation, SOME, { concurrency: 25 }));

		const accounts = accountsOf(run, bench.server, SOME);
		expect(falseReports(accounts, operation)).toEqual([]);
		expect(countReports(accounts)).toMatchObject(
			operation.idempotent ? { success: SOME } : { success: 294, unclear: 6 },
		);
	},
);
