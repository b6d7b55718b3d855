import { HANDLERS } from '../../server/handlers';
import { readSpec } from '../../server/spec';
import { evidenceProblems, operationsOf } from './evidence';

type Json = Record<string, unknown>;

const spec = readSpec() as unknown as Json;

/** Follows a path of keys into the document. */
function at(...keys: string[]): Json {
	return keys.reduce<Json>((node, key) => node[key] as Json, spec);
}

function schema(name: string): Json {
	return at('components', 'schemas', name, 'properties');
}

describe('the evidence marks', () => {
	it('stand at every operation, parameter, response and property', () => {
		expect(evidenceProblems(spec)).toEqual([]);
	});

	it.each([
		['a property', ['components', 'schemas', 'Address', 'properties', 'city']],
		[
			'a property behind a reference',
			['components', 'schemas', 'UserUpdated', 'properties', 'userData'],
		],
		['an operation', ['paths', '/v2/client/update-user', 'patch']],
		['a request body', ['paths', '/v2/client/update-user', 'patch', 'requestBody']],
		['a response', ['components', 'responses', 'NotFound']],
		['a parameter', ['components', 'parameters', 'PlansFrom']],
		['the sign-in', ['components', 'securitySchemes', 'basicAuth']],
	])('are missed when they are gone from %s', (_what, path) => {
		const copy = readSpec() as unknown as Json;
		const node = path.reduce<Json>((parent, key) => parent[key] as Json, copy);
		delete node['x-evidence'];
		expect(evidenceProblems(copy)).toEqual([`${path.join(' > ')}: no x-evidence`]);
	});

	it('need their page, or their reason', () => {
		const copy = readSpec() as unknown as Json;
		const { Error: error, Address: address } = (copy['components'] as Json)['schemas'] as Record<
			string,
			Json
		>;
		delete ((error?.['properties'] as Json)['error'] as Json)['x-why'];
		((address?.['properties'] as Json)['city'] as Json)['x-source'] = 'v9/nowhere';
		expect(evidenceProblems(copy)).toEqual([
			'components > schemas > Address > properties > city: x-source "v9/nowhere" is not in x-sources',
			'components > schemas > Error > properties > error: no x-why',
		]);
	});

	it('need the day of what was observed', () => {
		const observed = { 'x-evidence': 'observed', 'x-observed': '2026-07-01 sandbox' };
		const problems = (node: Json) => evidenceProblems({ 'x-sources': {}, properties: { a: node } });
		expect(problems(observed)).toEqual([]);
		expect(problems({ ...observed, 'x-observed': 'once' })).toEqual([
			'properties > a: no x-observed',
		]);
	});

	it('stand at single points, too', () => {
		const copy = readSpec() as unknown as Json;
		const { UserUpdate: update } = (copy['components'] as Json)['schemas'] as Record<string, Json>;
		if (update) update['x-unknown-keys-evidence'] = 'guessed';
		expect(evidenceProblems(copy)).toEqual([
			'components > schemas > UserUpdate: x-unknown-keys: x-evidence "guessed" is no mark',
		]);
	});
});

describe('each operation', () => {
	const operations = operationsOf(spec);

	it('is served by the test server, and nothing else is', () => {
		const described = operations.map(({ operation }) => operation['operationId']);
		expect(described.sort()).toEqual(Object.keys(HANDLERS).sort());
	});

	it.each(operations)('$method $path says whether it may be repeated, and why', ({ operation }) => {
		expect([true, false, 'conditional']).toContain(operation['x-idempotent']);
		expect(operation['x-idempotent-why']).toEqual(expect.stringMatching(/\w/));
	});
});

describe('the user update', () => {
	it.each(Object.entries(schema('UserUpdate')))('says how %s is cleared', (_name, property) => {
		const marks = property as Json;
		expect(marks).toHaveProperty('x-empty-value');
		expect(marks).toHaveProperty('x-empty-value-evidence');
		expect(marks['x-empty-value-why']).toEqual(expect.stringMatching(/\w/));
	});
});

describe('the permissions', () => {
	it('are the 24 of the page, Checkout with its capital', () => {
		const keys = Object.keys(schema('Permissions'));
		expect(keys).toHaveLength(24);
		expect(keys.filter((key) => /^[A-Z]/.test(key))).toEqual(['Checkout']);
	});
});
