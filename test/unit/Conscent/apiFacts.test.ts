/** Holds each assumption of the nodes against the spec: a correction there that the nodes do not follow fails here. */
import {
	ADDRESS_WITHOUT_ID,
	BASE_URLS,
	CALLS,
	EMPTY_LIST,
	EMPTY_VALUE,
	PAGE_SIZES,
} from '../../../nodes/Conscent/apiFacts';
import type { CallFacts } from '../../../nodes/Conscent/apiFacts';
import { readSpec } from '../../server';
import { operationsOf } from '../server/evidence';

type Json = Record<string, unknown>;

const spec = readSpec() as unknown as Json;

function at(...keys: string[]): Json {
	return keys.reduce<Json>((node, key) => node[key] as Json, spec);
}

const UPDATE = Object.entries(at('components', 'schemas', 'UserUpdate', 'properties')) as Array<
	[string, Json]
>;
const LISTS = UPDATE.filter(([, { type }]) => type === 'array');
const SINGLES = UPDATE.filter(([, { type }]) => type !== 'array');

const described = operationsOf(spec).map(
	({ path, operation }) => [String(operation['operationId']), path, operation] as const,
);

function parameter(operationId: string, name: string): Json {
	const operation = described.find(([id]) => id === operationId)?.[2];
	const parameters = operation?.['parameters'] as Json[];
	const resolved = parameters.map((one) =>
		'$ref' in one ? at(...String(one['$ref']).slice(2).split('/')) : one,
	);
	return resolved.find((one) => one['name'] === name) as Json;
}

it('goes to the servers of the spec', () => {
	const urls = (spec['servers'] as Json[]).map(({ url }) => url);
	expect(urls).toEqual([BASE_URLS.production, BASE_URLS.sandbox]);
});

it.each(SINGLES)('clears %s by the empty value', (_key, property) => {
	expect(EMPTY_VALUE).toEqual(property['x-empty-value']);
});

it.each(LISTS)('clears the list %s by the empty list', (_key, property) => {
	expect(EMPTY_LIST).toEqual(property['x-empty-value']);
});

it.each(LISTS)('expects of %s what an address without an ID does', (_key, property) => {
	expect(ADDRESS_WITHOUT_ID).toBe(property['x-address-without-id']);
});

describe.each(described)('%s', (id, path, operation) => {
	const call = (CALLS as Readonly<Record<string, CallFacts>>)[id];

	it('is known to the nodes by its version', () => {
		expect(call?.version).toBe(path.split('/')[1]);
	});

	it('is sent again only if that does no harm', () => {
		if (call?.idempotent) expect([true, 'conditional']).toContain(operation['x-idempotent']);
		else expect(call?.idempotent).toBe(false);
	});
});

it('knows no call that the spec does not have', () => {
	const ids = described.map(([id]) => id);
	expect(ids).toEqual(expect.arrayContaining(Object.keys(CALLS)));
});

it.each([
	['plans', 'getSubscriptionPlans', 'showRecords'],
	['purchases', 'getSubscriptionPurchases', 'pageSize'],
	['purchases', 'getPasses', 'pageSize'],
	['transactions', 'getTransactions', 'limit'],
	['contents', 'getContents', 'pageSize'],
] as const)('asks for pages of %s that %s grants', (listing, id, name) => {
	expect(PAGE_SIZES[listing]).toBe(parameter(id, name)['x-granted-page']);
});
