import type { IDataObject } from 'n8n-workflow';

import { userDetailsWithPurchases } from '../../../../nodes/Conscent/listings/userPurchases';
import type { ApiRequest, EarlyOutput } from '../../../../nodes/shared/operation';
import { runSteps } from '../../../../nodes/shared/steps';

const rowsOf = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, n) => ({ _id: `${prefix}-${n}` }));

const BOUGHT = [
	...rowsOf('subscription', 700).map((row) => ['userSubscriptions', row] as const),
	...rowsOf('pass', 400).map((row) => ['passes', row] as const),
	...rowsOf('content', 3).map((row) => ['payPerUses', row] as const),
];

const PROFILE = { userdetails: { name: 'Asha' } };

type Page = (pageNumber: number, pageSize: number) => IDataObject;

/** A page of all lists together. */
const together: Page = (pageNumber, pageSize) => {
	const rows = BOUGHT.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
	return listsOf((list) => rows.filter(([name]) => name === list).map(([, row]) => row));
};

/** A page of each list. */
const each: Page = (pageNumber, pageSize) =>
	listsOf((list) =>
		BOUGHT.filter(([name]) => name === list)
			.map(([, row]) => row)
			.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
	);

function listsOf(rows: (list: string) => IDataObject[]): IDataObject {
	return {
		...PROFILE,
		userSubscriptions: rows('userSubscriptions'),
		passes: rows('passes'),
		payPerUses: rows('payPerUses'),
	};
}

async function read(page: Page, limit = Number.POSITIVE_INFINITY) {
	const asked: unknown[] = [];
	const steps = userDetailsWithPurchases({ userId: 'u-1' }, limit, (json) => json);
	const output = await runSteps(steps, async (step: ApiRequest | EarlyOutput) => {
		if ('items' in step) throw new Error('Nothing is handed over early');
		const { query = {} } = step;
		asked.push(query);
		const body = page(Number(query['pageNumber']), Number(query['pageSize']));
		return await Promise.resolve({ status: 200, body });
	});
	return { output, asked };
}

const WHOLE = listsOf((list) => BOUGHT.filter(([name]) => name === list).map(([, row]) => row));

describe('the purchases of a reader, over several pages', () => {
	it.each<[string, Page]>([
		['of all lists together', together],
		['of each list', each],
		['cut shorter than asked', (number) => together(number, 469)],
		['of an API that ignores the page number', () => together(1, 2_000)],
	])('%s, come whole beside the profile', async (_, page) => {
		expect((await read(page)).output).toEqual(WHOLE);
	});

	it('end with the limit, and ask for no more than it', async () => {
		const { output, asked } = await read(together, 2);
		expect(output).toEqual({
			...PROFILE,
			userSubscriptions: rowsOf('subscription', 2),
			passes: [],
			payPerUses: [],
		});
		expect(asked).toEqual([{ userId: 'u-1', pageNumber: 1, pageSize: 2 }]);
	});

	it('are not there for a reader who bought nothing', async () => {
		const nothing = { ...PROFILE, userSubscriptions: [], passes: [], payPerUses: [] };
		const { output, asked } = await read(() => nothing);
		expect(output).toEqual(nothing);
		expect(asked).toHaveLength(1);
	});

	it('leave a response in another form as it is', async () => {
		expect((await read(() => ({ passes: 'none' }))).output).toEqual({ passes: 'none' });
		const ids = { ...PROFILE, passes: ['p-1', 'p-2'] };
		expect((await read(() => ids)).output).toEqual(ids);
	});

	it('are all there where a page leaves out the lists it has nothing for', async () => {
		const withoutEmpty: Page = (pageNumber) =>
			Object.fromEntries(
				Object.entries(together(pageNumber, 500)).filter(
					([, rows]) => !Array.isArray(rows) || rows.length > 0,
				),
			);
		expect((await read(withoutEmpty)).output).toEqual(WHOLE);
	});
});
