/** Below which addresses the calls of version 1 and version 2 respond. */
import type { Asking, CallResponse, PlannedCall, Steps, Target } from '../../question';
import { open, pointer, question, told, valueAt } from '../../question';

const PLANS = '/client/subscription-plans';
const PASSES = '/client/purchases/passes';

const SERVERS = [
	['production', '/servers/0'],
	['sandbox', '/servers/1'],
] as const;

interface Version {
	readonly fact: string;
	readonly rowsKey: string;
	/** Where it is assumed to respond, then where it may respond instead. */
	readonly calls: ReadonlyArray<readonly [prefix: string, call: PlannedCall]>;
}

function hasRows({ status, body }: CallResponse, rowsKey: string): boolean {
	return status === 200 && Array.isArray(valueAt(body, rowsKey));
}

/** @returns the response at the assumed address, if it is there */
function* find({ fact, rowsKey, calls }: Version): Asking<CallResponse | undefined> {
	const seen: CallResponse[] = [];
	for (const [prefix, call] of calls) {
		const response = yield { call };
		seen.push(response);
		const isAssumed = seen.length === 1;
		if (hasRows(response, rowsKey)) {
			const where = `It responds below '${prefix || '/'}'`;
			yield told(fact, isAssumed, where, ...seen);
			return isAssumed ? response : undefined;
		}
		if (response.status !== 404 && isAssumed) {
			yield open(fact, `It responded with HTTP ${response.status} without its list`);
			return undefined;
		}
	}
	yield told(fact, false, 'HTTP 404 there, and nowhere else that was tried', ...seen);
	return undefined;
}

function* servers({ environment }: Target, shown: CallResponse[]): Steps {
	for (const [name] of SERVERS) {
		const isAsked = environment === name && shown.length > 0;
		yield isAsked
			? told(`server.${name}`, true, 'The API responds there', ...shown)
			: open(`server.${name}`, environment === name ? 'No call got a response' : 'Not asked there');
	}
}

function read(path: string, sizeKey: string): PlannedCall {
	return { method: 'GET', path, query: { [sizeKey]: 1 } };
}

export const addresses = question({
	id: 'addresses',
	title: 'Where do the calls of version 1 and of version 2 respond?',
	kind: 'read',
	facts: () => [
		{
			id: 'addresses.v2',
			statement: "The calls of version 2 respond below '/v2'",
			at: pointer('paths', `/v2${PLANS}`, 'get'),
			believedBy: ['nodes/Conscent/apiFacts.ts', 'credentials/ConscentApi.credentials.ts'],
		},
		{
			id: 'addresses.v1',
			statement: "The calls of version 1 respond below '/v1'",
			at: pointer('paths', `/v1${PASSES}`, 'get'),
			believedBy: ['nodes/Conscent/apiFacts.ts'],
		},
		...SERVERS.map(([name, at]) => ({
			id: `server.${name}`,
			statement: `The address of the ${name} API is right`,
			at,
			believedBy: ['nodes/Conscent/apiFacts.ts', 'test/unit/Conscent/environment.test.ts'],
		})),
	],
	calls: () => ({
		plansV2: read(`/v2${PLANS}`, 'showRecords'),
		plansV1: read(`/v1${PLANS}`, 'showRecords'),
		plans: read(PLANS, 'showRecords'),
		passesV1: read(`/v1${PASSES}`, 'pageSize'),
		passesV2: read(`/v2${PASSES}`, 'pageSize'),
		passes: read(PASSES, 'pageSize'),
	}),
	*steps({ plansV2, plansV1, plans, passesV1, passesV2, passes }, target) {
		const found = [
			yield* find({
				fact: 'addresses.v2',
				rowsKey: 'subscriptionPlans',
				calls: [
					['/v2', plansV2],
					['/v1', plansV1],
					['', plans],
				],
			}),
			yield* find({
				fact: 'addresses.v1',
				rowsKey: 'purchases',
				calls: [
					['/v1', passesV1],
					['/v2', passesV2],
					['', passes],
				],
			}),
		];
		yield* servers(
			target,
			found.filter((response) => response !== undefined),
		);
	},
});
