/** The lists that the editor offers, run by n8n's own context for them. */
import type { IDataObject, INodeListSearchItems, INodeParameters } from 'n8n-workflow';

import { SAMPLE_PLAN_IDS, SAMPLE_TIER_IDS, SAMPLE_USER_IDS } from '../server';
import { openList, openOptions } from './harness';
import { newContent } from '../server/seed';
import type { ListToOpen } from './harness';
import { ConscentBench, CREDENTIAL_SECRETS, NODE_TYPE } from './support/conscent';

const GENERATED_PLANS = 150;
const bench = new ConscentBench({ plans: GENERATED_PLANS });

async function open({
	method,
	filter,
	paginationToken,
	parameters = {},
}: Pick<ListToOpen, 'method' | 'filter' | 'paginationToken' | 'parameters'>) {
	return await openList({
		type: NODE_TYPE,
		method,
		...(filter === undefined ? {} : { filter }),
		...(paginationToken === undefined ? {} : { paginationToken }),
		parameters: { resource: 'subscription', operation: 'add', ...parameters },
		credentials: { conscentApi: bench.credential as Record<string, string> },
	});
}

/** All pages of a list, as the editor gets them when somebody scrolls on. */
async function openAll(
	method: string,
	paginationToken?: string,
): Promise<INodeListSearchItems[][]> {
	const page = await open({ method, ...(paginationToken ? { paginationToken } : {}) });
	if (page.paginationToken === undefined) return [page.results];
	return [page.results, ...(await openAll(method, String(page.paginationToken)))];
}

const PLAN = (value: unknown) => ({ __rl: true, mode: 'list', value }) as INodeParameters;

it('offers all plans by their titles, page by page', async () => {
	const pages = await openAll('searchSubscriptionPlans');

	// Nothing tells that the second page is the last one.
	expect(pages.map(({ length }) => length)).toEqual([
		100,
		GENERATED_PLANS + SAMPLE_PLAN_IDS.length - 100,
		0,
	]);
	expect(new Set(pages.flat().map(({ value }) => value)).size).toBe(
		GENERATED_PLANS + SAMPLE_PLAN_IDS.length,
	);
	expect(pages[0]?.[0]).toEqual({ name: 'Digital Monthly', value: SAMPLE_PLAN_IDS[0] });
	expect(bench.server.records.map(({ specErrors }) => specErrors)).toEqual([[], [], []]);
});

it('ends where the API gives its first page again', async () => {
	const { paginationToken } = await open({ method: 'searchSubscriptionPlans' });
	const place = JSON.parse(String(paginationToken)) as IDataObject;
	const again = JSON.stringify({ ...place, pages: 0 });

	expect(await open({ method: 'searchSubscriptionPlans', paginationToken: again })).toEqual({
		results: [],
	});
});

it('searches the pages to their end', async () => {
	const { results, paginationToken } = await open({
		method: 'searchSubscriptionPlans',
		filter: `Plan ${GENERATED_PLANS - 1}`,
	});

	expect([results.length, paginationToken]).toEqual([1, undefined]);
});

it('offers contents by title and ID', async () => {
	const { results } = await open({ method: 'searchContents', filter: 'STORY-1' });

	expect(results).toEqual([{ name: expect.stringMatching(/ \(story-1\)$/), value: 'story-1' }]);
});

it('offers the contents of a bundle all at once', async () => {
	for (let n = 0; n < 120; n++) {
		bench.server.state.contents.set(`more-${n}`, newContent(`more-${n}`, `More ${n}`));
	}
	const options = await openOptions({
		type: NODE_TYPE,
		method: 'getContents',
		credentials: { conscentApi: bench.credential as Record<string, string> },
	});
	const ids = [...bench.server.state.contents.keys()];
	expect(options.map(({ value }) => value)).toEqual(ids);
	expect(options[0]?.name).toContain('(story-1)');
});

it('offers bundles', async () => {
	bench.server.state.bundles.set('week', { contentId: 'week', title: 'The Week', url: '' });
	const { results } = await open({ method: 'searchBundles' });

	expect(results).toEqual([{ name: 'The Week (week)', value: 'week' }]);
});

describe('the readers', () => {
	it('are those who bought a subscription, each once', async () => {
		const { results } = await open({ method: 'searchSubscribers' });

		expect(results[0]).toEqual({
			name: 'Asha Rao, asha.rao@example.com',
			value: SAMPLE_USER_IDS[0],
		});
		expect(new Set(results.map(({ value }) => value)).size).toBe(results.length);
	});

	it('are searched by the API for a whole email address', async () => {
		const { results } = await open({
			method: 'searchSubscribers',
			filter: 'Asha.Rao@example.com ',
		});

		expect(results.map(({ value }) => value)).toEqual([SAMPLE_USER_IDS[0]]);
		expect(bench.server.records[0]?.url).toContain('email=Asha.Rao%40example.com');
	});

	it('are not found by an address that nobody has, whatever the API gives', async () => {
		bench.server.state.ignoresUserFilters = true;
		const { results } = await open({ method: 'searchSubscribers', filter: 'no@example.com' });

		expect(results).toEqual([]);
	});
});

it('finds plans by part of a title', async () => {
	const { results } = await open({ method: 'searchSubscriptionPlans', filter: ' yearly' });

	expect(results).toEqual([{ name: 'Digital Yearly', value: SAMPLE_PLAN_IDS[1] }]);
});

it('offers the tiers of the chosen plan, by duration and price where they have no name', async () => {
	const { results } = await open({
		method: 'searchTiers',
		parameters: { subscriptionId: { __rl: true, mode: 'list', value: SAMPLE_PLAN_IDS[1] } },
	});

	expect(results).toEqual([
		{ name: 'Digital Yearly: 12 months, 4800 INR', value: SAMPLE_TIER_IDS[1] },
	]);
});

it('offers the tiers of all plans while no plan is chosen', async () => {
	const { results } = await open({ method: 'searchTiers', filter: 'digital' });

	expect(results.map(({ value }) => value)).toEqual([...SAMPLE_TIER_IDS]);
});

describe('the tiers, where the plan is an expression', () => {
	it.each([
		['that the editor did not resolve', PLAN('={{ $json.plan }}')],
		['instead of the whole field', '={{ $json.plan }}'],
		['that came to nothing', PLAN(null)],
		['whose value the editor left out', { __rl: true, mode: 'id' }],
	])('%s: says that they cannot be shown, and asks nothing', async (_what, subscriptionId) => {
		await expect(open({ method: 'searchTiers', parameters: { subscriptionId } })).rejects.toThrow(
			"The list cannot be shown, because 'Subscription Plan' is an expression",
		);
		expect(bench.server.records).toEqual([]);
	});

	it('are those of the plan that the filters name', async () => {
		const parameters = {
			resource: 'purchase',
			operation: 'getMany',
			filters: { subscriptionId: PLAN(SAMPLE_PLAN_IDS[1]) },
		};
		const { results } = await open({ method: 'searchTiersOfFilter', parameters });

		expect(results.map(({ value }) => value)).toEqual([SAMPLE_TIER_IDS[1]]);
	});
});

it('says what went wrong, without the secret', async () => {
	bench.server.control({ faults: [{ kind: 'status', status: 401 }] });
	const failure = await open({ method: 'searchSubscriptionPlans' }).then(
		() => new Error('The list was opened'),
		(error: unknown) => error as Error,
	);

	expect(failure.message).toMatch(/Conscent did not accept the credential.* \(HTTP 401\)/);
	for (const secret of CREDENTIAL_SECRETS) expect(JSON.stringify(failure)).not.toContain(secret);
});
