/** The lists that the editor offers, run by n8n's own context for them. */
import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
} from 'n8n-workflow';
import { SAMPLE_PLAN_IDS, SAMPLE_TIER_IDS } from '../server';
import { loadPackage } from './harness';
import { createAdditionalData } from './harness/additionalData';
import { HarnessCredentials } from './harness/credentials';
import { HarnessNodeTypes } from './harness/nodeTypes';
import { fullNodeType } from './harness/package';
import { ConscentBench, CREDENTIAL_SECRETS, NODE_TYPE } from './support/conscent';

const GENERATED_PLANS = 150;
const bench = new ConscentBench({ plans: GENERATED_PLANS });

interface List {
	method: string;
	filter?: string;
	parameters?: INodeParameters;
}

async function open({ method, filter, parameters = {} }: List): Promise<INodeListSearchResult> {
	const loader = await loadPackage();
	const credentials = new HarnessCredentials(loader);
	const nodeTypes = new HarnessNodeTypes(loader);
	const node: INode = {
		id: 'conscent',
		name: 'Conscent',
		type: fullNodeType(loader, NODE_TYPE),
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'subscription', operation: 'add', ...parameters },
		credentials: await credentials.save({
			conscentApi: bench.credential as Record<string, string>,
		}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = createAdditionalData(workflow, 'internal', credentials);
	additionalData.currentNodeParameters = workflow.getNode(node.name)?.parameters ?? {};
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	const search = nodeTypes.getByNameAndVersion(node.type).methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list ${method}`);
	return await search.call(context as unknown as ILoadOptionsFunctions, filter);
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
