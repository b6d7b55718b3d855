/**
 * The operations beside the three of the matrix in outcomes.test.ts: what each sends and puts out, and what it makes
 * of refusals, broken servers and lost answers. Three items, of which the middle one meets the trouble.
 */
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import type { Fault } from '../server';
import { ConscentBench } from './support/conscent';
import { expectItems, expectNoSecrets } from './support/expectations';
import { CASES } from './support/operationCases';
import type { ApiCase } from './support/operationCases';

const MIDDLE = 1;
const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

const bench = new ConscentBench();

function faultFor({ operationId }: ApiCase, fault: Omit<Fault, 'match'>): Fault {
	return { ...fault, match: { operationId }, skip: MIDDLE, first: 1 } as Fault;
}

async function run(operation: ApiCase, more: { onError?: OnError; options?: IDataObject } = {}) {
	operation.prepare?.(bench.server);
	return await bench.run({
		parameters: operation.parameters as INodeParameters,
		items: operation.items,
		...more,
		// One after the other, so that the second request is the middle item's.
		options: { concurrency: 1, maxRetries: 0, ...more.options },
	});
}

function sentRequests() {
	return bench.server.records.map(({ method, url, body, authorization, specErrors }) => {
		return { method, url, body, authorization, specErrors };
	});
}

function wanted({ requests }: ApiCase) {
	return requests.map(({ method, url, body }) => {
		return { method, url: `/api${url}`, body, authorization: 'right', specErrors: [] };
	});
}

/** The output of item `index`, several items for a list. */
function outputOf(operation: ApiCase, index: number) {
	return (operation.outputs[index] ?? []).map((json) => ({
		from: index,
		json: json.$exact === undefined ? expect.objectContaining(json) : json.$exact,
	}));
}

describe.each(CASES)('$name', (operation) => {
	const { items } = operation;
	const [first, middle, last] = [0, 1, 2].map((index) => outputOf(operation, index)) as [
		ReturnType<typeof outputOf>,
		ReturnType<typeof outputOf>,
		ReturnType<typeof outputOf>,
	];

	it('sends what is documented and puts out the answer, paired', async () => {
		const result = await run(operation);

		expect(result).toMatchObject({ status: 'success', error: undefined });
		expectItems(result.success, items, [...first, ...middle, ...last]);
		expect(sentRequests()).toEqual(wanted(operation));
		expectNoSecrets(result);
	});

	it('sends nothing in a dry run, but shows what it would send', async () => {
		const result = await run(operation, { options: { dryRun: true } });

		expect(bench.server.records).toEqual([]);
		expect(
			result.success.map(({ json }) => [json['dryRun'], json['method'], json['body']]),
		).toEqual(operation.requests.map(({ method, body }) => [true, method, body]));
	});

	describe.each([
		{ status: 400, message: /Conscent refused the request \(HTTP 400\)/ },
		{ status: 404, message: /Conscent found nothing under this address or ID \(HTTP 404\)/ },
		{ status: 500, message: /Conscent could not process the request \(HTTP 500\)/ },
	])('$status', ({ status, message }) => {
		const errorJson = {
			error: expect.stringMatching(message),
			details: expect.objectContaining({ itemIndex: MIDDLE, httpStatus: status }),
		};

		test.each(MODES)('%s', async (onError) => {
			bench.server.control({ faults: [faultFor(operation, { kind: 'status', status } as Fault)] });
			const result = await run(operation, { onError });

			if (onError === 'stopWorkflow') {
				expect(result.error).toMatchObject({
					name: 'NodeApiError',
					message: expect.stringMatching(message),
					context: { itemIndex: MIDDLE },
				});
				return;
			}
			const failed = { from: MIDDLE, json: errorJson };
			const isSplit = onError === 'continueErrorOutput';
			expectItems(
				result.success,
				items,
				isSplit ? [...first, ...last] : [...first, failed, ...last],
			);
			expectItems(
				result.failed,
				items,
				isSplit ? [{ ...failed, json: { ...items[MIDDLE], ...errorJson } }] : [],
			);
			expectNoSecrets(result);
		});
	});

	it(`${operation.idempotent ? 'is' : 'is not'} sent again when a server was down for a moment`, async () => {
		bench.server.control({
			faults: [faultFor(operation, { kind: 'status', status: 503, retryAfter: 0 } as Fault)],
		});
		const result = await run(operation, {
			onError: 'continueRegularOutput',
			options: { maxRetries: 2 },
		});

		const again = operation.idempotent ? operation.requests.slice(MIDDLE, MIDDLE + 1) : [];
		expect(bench.server.records).toHaveLength(operation.requests.length + again.length);
		expectItems(
			result.success,
			items,
			operation.idempotent
				? [...first, ...middle, ...last]
				: [
						...first,
						{ from: MIDDLE, json: { error: expect.any(String), details: expect.any(Object) } },
						...last,
					],
		);
	});

	it('tells that it may have been done when the answer is lost', async () => {
		bench.server.control({ faults: [faultFor(operation, { kind: 'cutAfter' } as Fault)] });
		const result = await run(operation, { onError: 'continueErrorOutput' });

		expect(result.failed.map(({ from, json }) => [from, json['details']])).toEqual([
			[MIDDLE, expect.objectContaining({ mayBeProcessed: operation.changes })],
		]);
	});

	it('fails an item with a bad parameter, without sending it', async () => {
		operation.prepare?.(bench.server);
		const bad = items.map((item, index) => {
			return index === MIDDLE ? { ...item, ...operation.badInput } : item;
		});
		const result = await bench.run({
			parameters: operation.parameters as INodeParameters,
			items: bad,
			onError: 'continueErrorOutput',
			options: { concurrency: 1 },
		});

		expect(result.failed.map(({ from, json }) => [from, json['error']])).toEqual([
			[MIDDLE, expect.stringMatching(operation.badInputMessage)],
		]);
		expect(bench.server.records).toHaveLength(operation.requests.length - 1);
	});
});
