/** Listings: every paging of the API, its odd ends, and how much memory many rows take. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { purchaseIdOf, transactionIdOf } from '../server';
import { runNode } from './harness';
import { ConscentBench } from './support/conscent';

const PURCHASES = 1_203;
const TRANSACTIONS = 1_201;
const PLANS = 250;
const CONTENTS = 600;

const bench = new ConscentBench({
	users: 3,
	purchases: PURCHASES,
	transactions: TRANSACTIONS,
	plans: PLANS,
	contents: CONTENTS,
});

interface Listing {
	name: string;
	parameters: IDataObject;
	/** Rows at the server. */
	total: number;
	key: string;
	/** What the requests say of the page, one after the other. */
	pages: Array<Record<string, string>>;
}

function numbered(sizeKey: string, size: number, count: number): Array<Record<string, string>> {
	return Array.from({ length: count }, (_, n) => {
		return { pageNumber: String(n + 1), [sizeKey]: String(size) };
	});
}

const SAMPLES = { subscriptions: 2, all: 4, transactions: 2, plans: 2, contents: 3 };

const LISTINGS: Listing[] = [
	{
		name: 'purchases: pageNumber and pageSize',
		parameters: { resource: 'purchase', operation: 'getMany' },
		total: PURCHASES + SAMPLES.subscriptions,
		key: 'purchaseId',
		// Nothing tells that the third page is the last: a short one may have been cut.
		pages: numbered('pageSize', 500, 4),
	},
	{
		name: 'all purchases: pages that are counted',
		parameters: { resource: 'purchase', operation: 'getMany', purchaseType: 'all' },
		total: PURCHASES + SAMPLES.all,
		key: '_id',
		pages: numbered('pageSize', 500, 3),
	},
	{
		// The server's maximum is not documented, so the first short page could be one that was cut.
		name: 'transactions: skip and limit',
		parameters: { resource: 'transaction', operation: 'getMany' },
		total: TRANSACTIONS + SAMPLES.transactions,
		key: '_id',
		pages: ['0', '500', '1000'].map((skip) => ({ skip, limit: '500' })),
	},
	{
		name: 'plans: pageNumber and showRecords',
		parameters: { resource: 'subscriptionPlan', operation: 'getMany' },
		total: PLANS + SAMPLES.plans,
		key: '_id',
		pages: numbered('showRecords', 100, 3),
	},
	{
		name: 'contents: pageNumber and a pageSize below its maximum',
		parameters: { resource: 'content', operation: 'getMany' },
		total: CONTENTS + SAMPLES.contents,
		key: 'contentId',
		pages: numbered('pageSize', 250, 3),
	},
];

async function list(parameters: IDataObject, items: IDataObject[] = [{ note: 'a' }]) {
	return await bench.run({ parameters: parameters as INodeParameters, items });
}

describe.each(LISTINGS)('$name', ({ parameters, total, key, pages }) => {
	it('gives every row once, each paired', async () => {
		const { success } = await list({ ...parameters, returnAll: true });

		expect(success).toHaveLength(total);
		expect(new Set(success.map(({ json }) => json[key])).size).toBe(total);
		expect(new Set(success.map(({ from }) => from))).toEqual(new Set([0]));
		expect(bench.server.records.map(({ query }) => query)).toEqual(pages);
		expect(success.every(({ json }) => Object.keys(json).length <= 10)).toBe(true);
	});

	it('stops at the limit, with no needless request', async () => {
		const { success } = await list({ ...parameters, limit: 7 });

		expect(success).toHaveLength(7);
		expect(bench.server.records).toHaveLength(1);
		expect(Object.values(bench.server.records[0]?.query ?? {})).toContain('7');
	});

	it('lists for each item', async () => {
		const { success } = await list({ ...parameters, limit: 2 }, [{ note: 'a' }, { note: 'b' }]);

		expect(success.map(({ from, origin }) => [from, origin])).toEqual([
			[0, { note: 'a' }],
			[0, { note: 'a' }],
			[1, { note: 'b' }],
			[1, { note: 'b' }],
		]);
	});
});

it('a limit within the second page ends there', async () => {
	const { success } = await list({ resource: 'transaction', operation: 'getMany', limit: 501 });

	expect(success.at(-1)?.json['_id']).toBe(transactionIdOf(501 - 1 - SAMPLES.transactions));
	expect(bench.server.records).toHaveLength(2);
});

it('an empty list is no item and no failure', async () => {
	const { success, status } = await list({
		resource: 'purchase',
		operation: 'getMany',
		returnAll: true,
		filters: { userId: 'nobody' },
	});

	expect([status, success]).toEqual(['success', []]);
	expect(bench.server.records).toHaveLength(1);
});

it('a page that fails fails the item as a whole', async () => {
	bench.server.control({ faults: [{ kind: 'status', status: 500, skip: 1 }] });
	const { success, failed } = await bench.run({
		parameters: { resource: 'purchase', operation: 'getMany', returnAll: true } as INodeParameters,
		items: [{ note: 'a' }],
		onError: 'continueErrorOutput',
	});

	expect(success).toEqual([]);
	expect(failed.map(({ json }) => json['error'])).toEqual([
		expect.stringMatching(/^Conscent could not process the request.* \(HTTP 500\)/),
	]);
});

it('a page that was busy is asked for again', async () => {
	bench.server.control({
		faults: [{ kind: 'status', status: 429, retryAfter: 0, skip: 1, first: 1 }],
	});
	const { success } = await list({ resource: 'purchase', operation: 'getMany', returnAll: true });

	expect(success).toHaveLength(PURCHASES + SAMPLES.subscriptions);
	expect(success.at(-1)?.json['purchaseId']).toBe(purchaseIdOf(PURCHASES - 1));
});

/** What no well-behaved server does: pages are made by the test itself. */
describe('a server that', () => {
	let server: Server | undefined;
	let queries: URLSearchParams[] = [];

	async function listFrom(
		rowsFor: (query: URLSearchParams) => unknown,
		resource = 'subscriptionPlan',
		more: IDataObject = {},
	) {
		queries = [];
		server = createServer((request, response) => {
			const query = new URL(request.url ?? '', 'http://localhost').searchParams;
			queries.push(query);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(rowsFor(query)));
		});
		await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		return await runNode({
			type: 'conscent',
			parameters: { resource, operation: 'getMany', returnAll: true, ...more } as INodeParameters,
			items: [{ note: 'a' }],
			credentials: {
				conscentApi: {
					environment: 'custom',
					baseUrl: `http://127.0.0.1:${port}/api`,
					apiKey: 'k',
					apiSecret: 's',
				},
			},
			onError: 'continueErrorOutput',
		});
	}

	afterEach(async () => {
		server?.closeAllConnections();
		await new Promise((resolve) => server?.close(resolve));
	});

	const plans = (from: number, count: number) => ({
		subscriptionPlans: Array.from({ length: count }, (_, n) => ({
			_id: `plan-${from + n}`,
			title: '',
		})),
	});

	it('knows no page number gives its rows once', async () => {
		const { success } = await listFrom(() => plans(0, 100));

		expect(success).toHaveLength(100);
		expect(queries).toHaveLength(2);
	});

	it('begins anew after its last page ends there', async () => {
		const { success } = await listFrom((query) =>
			plans((Number(query.get('pageNumber')) % 2) * 100, 100),
		);

		expect(success).toHaveLength(200);
		expect(queries).toHaveLength(3);
	});

	it('gives smaller pages than asked for still gives all rows', async () => {
		const { success } = await listFrom((query) => {
			const start = (Number(query.get('pageNumber')) - 1) * 10;
			return plans(start, Math.min(10, 25 - start));
		});

		expect(success).toHaveLength(25);
		expect(queries).toHaveLength(3);
	});

	it('gives fewer transactions than asked for still gives all of them', async () => {
		const { success } = await listFrom((query) => {
			const start = Number(query.get('skip'));
			const count = Math.max(0, Math.min(40, 80 - start));
			return {
				data: Array.from({ length: count }, (_, n) => ({ _id: `t-${start + n}`, userId: 'u' })),
			};
		}, 'transaction');

		expect(success).toHaveLength(80);
		expect(queries.map((query) => query.get('skip'))).toEqual(['0', '40', '80']);
	});

	it('counts its pages is not asked beyond the last', async () => {
		const { success } = await listFrom(
			(query) => ({
				content: Array.from({ length: 250 }, (_, n) => ({
					contentId: `${query.get('pageNumber')}-${n}`,
				})),
				pagination: { pageNumber: Number(query.get('pageNumber')), pageSize: 250, totalPages: 2 },
			}),
			'content',
		);

		expect(success).toHaveLength(500);
		expect(queries).toHaveLength(2);
	});

	it.each([
		['an object without the list', { message: 'ok' }],
		['a list of texts', { subscriptionPlans: ['a'] }],
		['a number', 7],
		['nothing', null],
	])('responds with %s fails the item', async (_name, body) => {
		const { success, failed } = await listFrom(() => body);

		expect(success).toEqual([]);
		expect(failed.map(({ json }) => json['error'])).toEqual([
			"The response holds no list 'subscriptionPlans'",
		]);
	});

	it('gives a plain list is understood', async () => {
		const { success } = await listFrom(() => [{ _id: 'plan-1', title: 'Monthly' }]);

		expect(success.map(({ json }) => json)).toEqual([{ _id: 'plan-1', title: 'Monthly' }]);
	});
});
