import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { ApiRequest, ApiResponse } from '../../../../nodes/shared/operation';
import type { PagedCall, WantedPage } from '../../../../nodes/shared/output/paging';
import { MAX_PAGES, PageReader, listRows, rowsOf } from '../../../../nodes/shared/output/paging';
import { RequestError } from '../../../../nodes/shared/output/requestError';
import { NO_RESPONSE } from '../../../../nodes/shared/steps';
import { path } from '../../../../nodes/shared/input/path';
import { ResponseError } from '../../../../nodes/shared/input/validationError';
import '../support/patience';

/** An API with so many rows, and its habits. */
interface Api {
	rows: number;
	/** Rows of a page at most, whatever is asked for. */
	most: number;
	countsBy: 'pageNumber' | 'skip';
	/** Whether it gives its first page for ever, or its last, or nothing, where there is no such page. */
	beyond: 'nothing' | 'first' | 'last';
	ignoresPaging: boolean;
	tells: { size: boolean; isLast: boolean };
}

const rowsFrom = (start: number, count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: start + index }));

function requestFor(page: WantedPage): ApiRequest {
	return { method: 'GET', path: path`/rows`, query: { ...page }, idempotent: true };
}

function pageOf(api: Api, wanted: WantedPage): ApiResponse {
	const size = Math.min(wanted.size, api.most);
	const pages = Math.max(1, Math.ceil(api.rows / size));
	const asked = api.countsBy === 'skip' ? wanted.skip / size + 1 : wanted.pageNumber;
	const index = api.ignoresPaging ? 1 : asked <= pages ? asked : api.beyond === 'last' ? pages : 1;
	const start = (index - 1) * size;
	const isGone = !api.ignoresPaging && asked > pages && api.beyond === 'nothing';
	const rows = isGone ? [] : rowsFrom(start, Math.max(0, Math.min(size, api.rows - start)));
	return { status: 200, body: { rows, size, isLast: index >= pages } };
}

function callOf(api: Api, pageSize: number): { call: PagedCall; asked: WantedPage[] } {
	const asked: WantedPage[] = [];
	const call: PagedCall = {
		pageSize,
		grantsPageSize: api.most >= pageSize,
		request(page) {
			asked.push(page);
			return requestFor(page);
		},
		read({ body }) {
			const { rows, size, isLast } = body as { rows: IDataObject[]; size: number; isLast: boolean };
			return {
				rows,
				...(api.tells.size ? { size } : {}),
				...(api.tells.isLast ? { isLast } : {}),
			};
		},
	};
	return { call, asked };
}

function readAll(api: Api, pageSize: number, limit: number) {
	const { call, asked } = callOf(api, pageSize);
	const reader = new PageReader(call, limit);
	const rows: IDataObject[] = [];
	while (reader.hasMore) {
		const { query } = reader.request();
		rows.push(...reader.take(pageOf(api, query as unknown as WantedPage)));
		if (asked.length > 200) throw new Error('The listing does not end');
	}
	return { rows, asked };
}

const api: fc.Arbitrary<Api> = fc.record({
	rows: fc.integer({ min: 0, max: 60 }),
	most: fc.integer({ min: 1, max: 20 }),
	countsBy: fc.constantFrom('pageNumber', 'skip'),
	beyond: fc.constantFrom('nothing', 'first', 'last'),
	ignoresPaging: fc.boolean(),
	tells: fc.record({ size: fc.boolean(), isLast: fc.boolean() }),
});

describe('a listing', () => {
	it('brings every row once, in order, up to the limit, whatever the habits of the API', () => {
		const limits = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 70 }));
		fc.assert(
			fc.property(api, fc.integer({ min: 1, max: 20 }), limits, (habits, pageSize, limit) => {
				const { rows, asked } = readAll(habits, pageSize, limit);
				const size = Math.min(pageSize, limit, habits.most);
				const there = habits.ignoresPaging ? Math.min(habits.rows, size) : habits.rows;
				expect(rows).toEqual(rowsFrom(0, Math.min(there, limit)));
				// Of the same size for every page: a number means other rows where the size changes.
				expect(new Set(asked.map((page) => page.size)).size).toBe(1);
				expect(asked.map(({ pageNumber }) => pageNumber)).toEqual(
					asked.map((_, index) => index + 1),
				);
				// One more than there are at most, or two where it cannot be known what a full page is.
				expect(asked.length).toBeLessThanOrEqual(Math.ceil(Math.max(1, there) / size) + 1);
			}),
			{ numRuns: 1000 },
		);
	});

	it('asks for no more where a page is shorter than the API is known to grant', () => {
		const habits: Api = {
			rows: 25,
			most: 10,
			countsBy: 'pageNumber',
			beyond: 'nothing',
			ignoresPaging: false,
			tells: { size: false, isLast: false },
		};
		expect(readAll(habits, 10, Infinity).asked).toHaveLength(3);
		expect(readAll({ ...habits, rows: 5 }, 10, Infinity).asked).toHaveLength(1);
		// With a page size that may have been cut, a short first page might be a full one.
		expect(readAll({ ...habits, rows: 5, most: 9 }, 10, Infinity).asked).toHaveLength(2);
		const tells = { size: true, isLast: false };
		expect(readAll({ ...habits, rows: 5, most: 9, tells }, 10, Infinity).asked).toHaveLength(1);
		const told = { size: false, isLast: true };
		expect(readAll({ ...habits, rows: 30, tells: told }, 10, Infinity).asked).toHaveLength(3);
	});

	it('that tells its pages goes on to the last, even where it cuts them below the size it names', () => {
		const asked: WantedPage[] = [];
		const call: PagedCall = {
			pageSize: 500,
			grantsPageSize: true,
			request(page) {
				asked.push(page);
				return { method: 'GET', path: path`/rows`, query: { ...page }, idempotent: true };
			},
			read({ body }) {
				const pageNumber = Number(body);
				const rows = rowsFrom((pageNumber - 1) * 100, pageNumber === 10 ? 50 : 100);
				return { rows, size: 500, isLast: pageNumber >= 10 };
			},
		};
		const reader = new PageReader(call);
		let rows = 0;
		while (reader.hasMore) {
			const { pageNumber } = reader.request().query as unknown as WantedPage;
			rows += reader.take({ status: 200, body: String(pageNumber) }).length;
		}
		expect([rows, asked.length]).toEqual([950, 10]);
	});

	it('whose pages may be cut goes on until there is nothing more, and gives what moved once', () => {
		const call: PagedCall = {
			pageSize: 500,
			grantsPageSize: true,
			mayCutPages: true,
			request: requestFor,
			read: ({ body }) => ({ rows: body as IDataObject[], size: 500 }),
		};
		const reader = new PageReader(call);
		const pages = [rowsFrom(0, 469), rowsFrom(469, 450), rowsFrom(917, 469), rowsFrom(1386, 3), []];
		const rows = pages.flatMap((body) => {
			expect(reader.hasMore).toBe(true);
			return reader.take({ status: 200, body });
		});
		expect(reader.hasMore).toBe(false);
		expect(rows).toEqual(rowsFrom(0, 1389));
		// Two rows of one page that are the same were two before.
		const twice = new PageReader(call).take({ status: 200, body: [{ a: 1 }, { a: 1 }] });
		expect(twice).toHaveLength(2);
	});

	it('whose pages may be cut ends where the API ignores the page number and keeps its rows in no order', () => {
		const { call } = callOf(
			{
				rows: Infinity,
				most: 10,
				countsBy: 'pageNumber',
				beyond: 'nothing',
				ignoresPaging: true,
				tells: { size: false, isLast: false },
			},
			500,
		);
		const reader = new PageReader({ ...call, mayCutPages: true });
		const take = (ids: number[]) =>
			reader.take({ status: 200, body: { rows: ids.map((id) => ({ id })) } });
		expect(take([1, 2, 3])).toHaveLength(3);
		expect(take([3, 1, 2])).toEqual([]);
		expect(reader.hasMore).toBe(false);
	});

	describe('whose API responds with an error to a page', () => {
		const call: PagedCall = {
			pageSize: 10,
			grantsPageSize: true,
			mayCutPages: true,
			request: requestFor,
			read: ({ body }) => ({ rows: body as IDataObject[] }),
		};
		const failure = (status: number) =>
			new RequestError('It failed', 'Look.', { attempts: 1, mayBeProcessed: false, status });

		/** Asks for the first pages, whose rows are these, and then throws the error into the listing. */
		function failAfter(pages: IDataObject[][], error: Error): IDataObject[] {
			const listing = listRows(call, Infinity, (row) => row);
			const rows: IDataObject[] = [];
			let step = listing.next();
			for (const body of pages) {
				step = listing.next({ status: 200, body });
				rows.push(...(step.value as { items: IDataObject[] }).items);
				step = listing.next(NO_RESPONSE);
			}
			expect(step.value).toMatchObject({ method: 'GET' });
			step = listing.throw(error);
			expect(step.value).toEqual({ items: [] });
			expect(listing.next(NO_RESPONSE)).toEqual({ done: true, value: [] });
			return rows;
		}

		it('after the first ends where the error is 404: there is no such page', () => {
			expect(failAfter([rowsFrom(0, 3)], failure(404))).toEqual(rowsFrom(0, 3));
			expect(failAfter([rowsFrom(0, 3), rowsFrom(3, 2)], failure(404))).toEqual(rowsFrom(0, 5));
		});

		it.each<[IDataObject[][], Error]>([
			[[], failure(404)],
			[[rowsFrom(0, 3)], failure(400)],
			[[rowsFrom(0, 3)], failure(500)],
			[[rowsFrom(0, 3)], new Error('Stopped')],
		])('fails else', (pages, error) => {
			expect(() => failAfter(pages, error)).toThrow(error);
		});
	});

	it('that tells of more pages than there are ends with the first empty one', () => {
		const call: PagedCall = {
			pageSize: 10,
			grantsPageSize: true,
			request: requestFor,
			read: ({ body }) => ({ rows: rowsFrom(0, Number(body)), isLast: false }),
		};
		const reader = new PageReader(call);
		expect(reader.take({ status: 200, body: '5' })).toHaveLength(5);
		expect(reader.hasMore).toBe(true);
		expect(reader.take({ status: 200, body: '0' })).toEqual([]);
		expect(reader.hasMore).toBe(false);
	});

	it('that never ends is ended, with a word on what to do', () => {
		const { call } = callOf(
			{
				rows: Infinity,
				most: 1,
				countsBy: 'pageNumber',
				beyond: 'nothing',
				ignoresPaging: false,
				tells: { size: false, isLast: false },
			},
			1,
		);
		const reader = new PageReader(call);
		for (let page = 0; page < MAX_PAGES; page++) {
			reader.request();
			reader.take({ status: 200, body: { rows: [{ id: page }] } });
		}
		expect(() => reader.request()).toThrow(ResponseError);
		expect(() => reader.request()).toThrow('The listing did not end after 10,000 pages');
	});

	it('hands over the rows of each page before it asks for the next', () => {
		const habits: Api = {
			rows: 3,
			most: 2,
			countsBy: 'skip',
			beyond: 'nothing',
			ignoresPaging: false,
			tells: { size: true, isLast: true },
		};
		const { call } = callOf(habits, 2);
		const listing = listRows(call, Infinity, ({ id }) => ({ number: id }));
		const steps: unknown[] = [];
		let step = listing.next();
		while (!step.done) {
			steps.push('items' in step.value ? step.value.items : step.value.query);
			const { query } = step.value as { query?: unknown };
			step = query ? listing.next(pageOf(habits, query as WantedPage)) : listing.next();
		}
		expect(steps).toEqual([
			{ pageNumber: 1, skip: 0, size: 2 },
			[{ number: 0 }, { number: 1 }],
			{ pageNumber: 2, skip: 2, size: 2 },
			[{ number: 2 }],
		]);
		expect(step.value).toEqual([]);
	});
});

describe('rowsOf', () => {
	it.each([
		[{ rows: [{ a: 1 }] }, [{ a: 1 }]],
		[[{ a: 1 }], [{ a: 1 }]],
		[{ rows: [] }, []],
		[[], []],
	])('reads %j', (body, rows) => {
		expect(rowsOf({ status: 200, body }, 'rows')).toEqual(rows);
	});

	it.each([
		[{}],
		[{ rows: null }],
		[{ rows: {} }],
		[{ rows: [1] }],
		[[null]],
		['text'],
		[''],
		[null],
		[7],
	])('takes %j for a response that does not tell, not for an empty list', (body) => {
		const read = () => rowsOf({ status: 200, body }, 'rows');
		expect(read).toThrow(ResponseError);
		expect(read).toThrow("The response holds no list 'rows'");
	});
});
