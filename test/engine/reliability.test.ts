/**
 * Whatever goes wrong, what the items report must be what the server did:
 * no update lost, no create doubled, no success that was none, no failure that was processed without a word of it.
 */
import type { Fault } from '../server';
import { ConscentBench } from './support/conscent';
import { accountsOf, BULK_OPERATIONS, countReports, falseReports } from './support/bulk';
import { skipWaits } from './support/waits';

const ITEMS = 24;

/** Short where the server never responds; long enough elsewhere for a busy machine. */
const HANG_TIMEOUT_MS = 1000;
const TIMEOUT_MS = 20_000;

const bench = new ConscentBench({ users: ITEMS });

beforeEach(skipWaits);
afterEach(() => jest.restoreAllMocks());

interface Trouble {
	name: string;
	faults: Fault[];
	/** How many of the items end how, where requests are repeated, and where they are not. */
	repeated: Partial<ReturnType<typeof countReports>>;
	notRepeated: Partial<ReturnType<typeof countReports>>;
}

const ALL = { success: ITEMS };

const TROUBLES: Trouble[] = [
	{
		name: 'three responses in a row are 429 without a time',
		faults: [{ kind: 'status', status: 429, skip: 18, first: 3 }],
		repeated: ALL,
		notRepeated: ALL,
	},
	{
		name: 'every 4th response is 503, not processed',
		faults: [{ kind: 'status', status: 503, every: 4 }],
		repeated: ALL,
		notRepeated: { success: 18, unclear: 6 },
	},
	{
		name: 'every 4th response is 503, though processed',
		faults: [{ kind: 'status', status: 503, every: 4, processed: true }],
		repeated: ALL,
		notRepeated: { success: 18, unclear: 6 },
	},
	{
		name: 'every 4th response is a 502 page, though processed',
		faults: [{ kind: 'status', status: 502, body: 'html', every: 4, processed: true }],
		repeated: ALL,
		notRepeated: { success: 18, unclear: 6 },
	},
	{
		name: 'every 6th response is 500, though processed',
		faults: [{ kind: 'status', status: 500, every: 6, processed: true }],
		repeated: { success: 20, unclear: 4 },
		notRepeated: { success: 20, unclear: 4 },
	},
	{
		name: 'every 4th connection is cut before processing',
		faults: [{ kind: 'cutBefore', every: 4 }],
		repeated: ALL,
		notRepeated: { success: 18, unclear: 6 },
	},
	{
		name: 'every 4th connection is cut after processing',
		faults: [{ kind: 'cutAfter', every: 4 }],
		repeated: ALL,
		notRepeated: { success: 18, unclear: 6 },
	},
	{
		name: 'every 6th request never gets a response, though processed',
		faults: [{ kind: 'hang', every: 6, processed: true }],
		repeated: ALL,
		notRepeated: { success: 20, unclear: 4 },
	},
	{
		name: 'every 6th request gets no response and is not processed',
		faults: [{ kind: 'hang', every: 6 }],
		repeated: ALL,
		notRepeated: { success: 20, unclear: 4 },
	},
	{
		name: 'every 6th response is JSON that breaks off',
		faults: [{ kind: 'brokenJson', every: 6 }],
		repeated: ALL,
		notRepeated: { success: 20, unclear: 4 },
	},
	{
		name: 'every 6th response is a refusal',
		faults: [{ kind: 'status', status: 400, every: 6 }],
		repeated: { success: 20, failure: 4 },
		notRepeated: { success: 20, failure: 4 },
	},
	{
		name: 'every 3rd response is empty, every 4th text',
		faults: [
			{ kind: 'empty', every: 3 },
			{ kind: 'text', every: 4 },
		],
		repeated: ALL,
		notRepeated: ALL,
	},
	{
		name: 'processed without a response, and from then on refused',
		faults: [
			{ kind: 'cutAfter', first: 1 },
			{ kind: 'status', status: 400 },
		],
		repeated: { unclear: 1, failure: ITEMS - 1 },
		notRepeated: { unclear: 1, failure: ITEMS - 1 },
	},
	{
		name: 'everything at once',
		faults: [
			{ kind: 'status', status: 429, skip: 20, first: 2 },
			{ kind: 'status', status: 503, every: 4, processed: true },
			{ kind: 'cutAfter', every: 5 },
			{ kind: 'cutBefore', every: 7 },
		],
		repeated: ALL,
		notRepeated: {},
	},
];

describe.each(BULK_OPERATIONS)('$name', (operation) => {
	test.each(TROUBLES)('$name', async ({ faults, repeated, notRepeated }) => {
		operation.prepare?.(bench.server, ITEMS);
		bench.server.control({ faults });
		const items = operation.items(ITEMS);
		const timeout = faults.some(({ kind }) => kind === 'hang') ? HANG_TIMEOUT_MS : TIMEOUT_MS;
		const run = await bench.run({
			parameters: operation.parameters,
			items,
			options: { concurrency: 8, maxRetries: 8, timeout },
			onError: 'continueErrorOutput',
		});

		const accounts = accountsOf(run, bench.server, ITEMS);
		expect(falseReports(accounts, operation)).toEqual([]);
		expect(countReports(accounts)).toMatchObject(operation.idempotent ? repeated : notRepeated);
		expect(run.success.map(({ origin }) => origin)).toEqual(
			run.success.map(({ from }) => items[from ?? -1]),
		);
	});
});
