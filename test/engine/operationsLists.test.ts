/** The lists that the editor offers, run by n8n's own context for them. */
import { SAMPLE_PLAN_IDS, SAMPLE_TIER_IDS } from '../server';
import { openList } from './harness';
import type { ListToOpen } from './harness';
import { ConscentBench, CREDENTIAL_SECRETS, NODE_TYPE } from './support/conscent';

const GENERATED_PLANS = 150;
const bench = new ConscentBench({ plans: GENERATED_PLANS });

async function open({
	method,
	filter,
	parameters = {},
}: Pick<ListToOpen, 'method' | 'filter' | 'parameters'>) {
	return await openList({
		type: NODE_TYPE,
		method,
		...(filter === undefined ? {} : { filter }),
		parameters: { resource: 'subscription', operation: 'add', ...parameters },
		credentials: { conscentApi: bench.credential as Record<string, string> },
	});
}

it('offers all plans by their titles', async () => {
	const { results } = await open({ method: 'searchSubscriptionPlans' });

	expect(results).toHaveLength(GENERATED_PLANS + SAMPLE_PLAN_IDS.length);
	expect(results[0]).toEqual({ name: 'Digital Monthly', value: SAMPLE_PLAN_IDS[0] });
	expect(bench.server.records.map(({ specErrors }) => specErrors)).toEqual([[], []]);
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

it('says what went wrong, without the secret', async () => {
	bench.server.control({ faults: [{ kind: 'status', status: 401 }] });
	const failure = await open({ method: 'searchSubscriptionPlans' }).then(
		() => new Error('The list was opened'),
		(error: unknown) => error as Error,
	);

	expect(failure.message).toMatch(/Conscent did not accept the credential \(HTTP 401\)/);
	for (const secret of CREDENTIAL_SECRETS) expect(JSON.stringify(failure)).not.toContain(secret);
});
