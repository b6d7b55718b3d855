/** Every operation with generated parameters: what it sends is what spec/ describes. */
import * as fc from 'fast-check';
import type { OpenAPIBackend } from 'openapi-backend';
import { resources } from '../../../../nodes/Conscent/resources';
import type { ApiRequest, Operation, Resource } from '../../../../nodes/shared/operation';
import { parametersFor, rehearse } from '../../../../scripts/docs/rehearse';
import type { Rehearsal, Responder } from '../../../../scripts/docs/rehearse';
import { CALLS } from '../../../../scripts/docs/specification';
import { API_ROOT, conscentApi } from '../../../server/app';
import { parametersArbitrary } from './arbitraries';

const RUNS_PER_OPERATION = 40;

const OPERATIONS = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.name}: ${operation.name}`,
		resource,
		operation,
	})),
);

let api: OpenAPIBackend;

beforeAll(async () => {
	api = await conscentApi();
});

/** A look-up finds exactly the user it asks for; everything else gets the response that spec/ shows. */
const respond: Responder = (request, call) => {
	if (!request.lookup) return call.samples[0]?.value ?? {};
	const { email, phoneNumber } = request.query ?? {};
	const rows = [{ userId: 'found', userEmail: email, userPhoneNumber: phoneNumber }];
	return { purchases: rows, data: rows };
};

function queryText({ query = {} }: ApiRequest): Record<string, string> {
	return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
}

function specErrors(request: ApiRequest): unknown {
	const sent = {
		method: request.method,
		path: `${API_ROOT}${request.path}`,
		query: queryText(request),
		headers: request.body ? { 'content-type': 'application/json' } : {},
		body: request.body,
	};
	const found = api.router.matchOperation(sent);
	return found ? api.validator.validateRequest(sent, found).errors : `no call ${sent.path}`;
}

async function rehearsed(
	resource: Resource,
	operation: Operation,
	values: object,
): Promise<Rehearsal> {
	try {
		return await rehearse(operation, parametersFor(resource, operation, values as never), respond);
	} catch (error) {
		// An update whose fields amount to nothing; every other refusal of generated parameters is unexpected.
		expect(String(error)).toMatch(/Nothing to update/);
		return { requests: [], items: [], isSkipped: false };
	}
}

describe.each(OPERATIONS)('$name', ({ resource, operation }) => {
	const parameters = parametersArbitrary(operation.properties);

	it('sends what the spec describes', async () => {
		await fc.assert(
			fc.asyncProperty(parameters, async (values) => {
				for (const { request } of (await rehearsed(resource, operation, values)).requests) {
					expect(specErrors(request)).toBeNull();
				}
			}),
			{ numRuns: RUNS_PER_OPERATION },
		);
	});

	it('sends no query parameter and no body field that the spec does not name', async () => {
		await fc.assert(
			fc.asyncProperty(parameters, async (values) => {
				// They are the user's own.
				const bare = JSON.parse(
					JSON.stringify(values, (key, value: unknown) =>
						key === 'additionalFields' ? undefined : value,
					),
				) as object;
				const { requests } = await rehearsed(resource, operation, bare);
				for (const { request, call } of requests) {
					expect(call.queryParameters).toEqual(
						expect.arrayContaining(Object.keys(request.query ?? {})),
					);
					expect(call.bodyFields ?? []).toEqual(
						expect.arrayContaining(Object.keys(request.body ?? {})),
					);
				}
			}),
			{ numRuns: RUNS_PER_OPERATION },
		);
	});

	it('names its calls, and retries none that the spec holds to be harmful twice', async () => {
		const named = operation.calls ?? [];
		await fc.assert(
			fc.asyncProperty(parameters, async (values) => {
				for (const { request, call } of (await rehearsed(resource, operation, values)).requests) {
					expect(named).toContain(call.operationId);
					if (request.idempotent) expect(call.idempotent).not.toBe(false);
				}
			}),
			{ numRuns: RUNS_PER_OPERATION },
		);
	});

	it('reads nothing of an item any more once it is prepared', async () => {
		await fc.assert(
			fc.asyncProperty(parameters, async (values) => {
				let isPrepared = false;
				const watched: Operation = {
					...operation,
					prepare(given) {
						const item = operation.prepare(
							new Proxy(given, {
								get(target, name) {
									expect(isPrepared).toBe(false);
									return Reflect.get(target, name) as unknown;
								},
							}),
						);
						isPrepared = true;
						return item;
					},
				};
				await rehearsed(resource, watched, values);
			}),
			{ numRuns: 10 },
		);
	});

	it('changes neither its parameters nor a response', async () => {
		await fc.assert(
			fc.asyncProperty(parameters, async (values) => {
				const [before, samples] = [JSON.stringify(values), JSON.stringify(CALLS)];
				await rehearsed(resource, operation, values);
				expect(JSON.stringify(values)).toBe(before);
				expect(JSON.stringify(CALLS)).toBe(samples);
			}),
			{ numRuns: 10 },
		);
	});
});

it('leaves no call of the spec without an operation', () => {
	const used = new Set(OPERATIONS.flatMap(({ operation }) => operation.calls ?? []));
	const unused = CALLS.map(({ operationId }) => operationId).filter((id) => !used.has(id));
	expect(unused).toEqual([]);
});

describe.each(
	CALLS.flatMap((call) => call.samples.map((sample) => ({ call: call.operationId, ...sample }))),
)('sample response "$name" of $call', ({ call, value }) => {
	const users = OPERATIONS.filter(({ operation }) => operation.calls?.includes(call));

	it('becomes items', async () => {
		for (const { resource, operation } of users) {
			const [values] = fc.sample(parametersArbitrary(operation.properties), {
				numRuns: 1,
				seed: 7,
			});
			const { items } = await rehearse(
				operation,
				parametersFor(resource, operation, values ?? {}),
				(request, made) =>
					made.operationId === call && !request.lookup ? value : respond(request, made),
			);
			expect(items.every((item) => Object.keys(item).length > 0)).toBe(true);
		}
	});
});
