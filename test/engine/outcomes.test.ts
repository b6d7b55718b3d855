/**
 * Every operation × every way n8n treats errors × everything a server can answer:
 * three items, of which the middle one meets the trouble and the others must not notice.
 */
import type { IDataObject, OnError } from 'n8n-workflow';
import type { Fault } from '../server';
import { ConscentBench } from './support/conscent';
import { expectItems, expectNoSecrets, expectRequests } from './support/expectations';
import { OPERATIONS } from './support/operations';

const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];
const MIDDLE = 1;
const HANG_TIMEOUT_MS = 1500;

interface Success {
	name: string;
	fault?: Fault;
	/** What the middle item becomes; by default what the operation puts out. */
	output?: IDataObject;
}

const SUCCESSES: Success[] = [
	{ name: "the API's usual answer" },
	{ name: '204 without a body', fault: { kind: 'empty' }, output: { success: true } },
	{
		name: 'text instead of JSON',
		fault: { kind: 'text', text: 'Done.' },
		output: { message: 'Done.' },
	},
];

interface Failure {
	name: string;
	fault?: Fault;
	message: RegExp;
	hint: RegExp;
	status?: number;
	/** Whether the server may have done what it was asked: the text must say so. */
	unclear?: true;
}

const FAILURES: Failure[] = [
	{
		name: '400',
		fault: { kind: 'status', status: 400 },
		message: /Conscent refused the request \(HTTP 400\): Bad Request/,
		hint: /Correct what the message names/,
		status: 400,
	},
	{
		name: '401',
		fault: { kind: 'status', status: 401 },
		message: /Conscent did not accept the credential \(HTTP 401\)/,
		hint: /'API Key' and 'API Secret'/,
		status: 401,
	},
	{
		name: '404',
		fault: { kind: 'status', status: 404 },
		message: /Conscent found nothing under this address or ID \(HTTP 404\)/,
		hint: /Check the ID/,
		status: 404,
	},
	{
		name: '409',
		fault: { kind: 'status', status: 409 },
		message: /Conscent reports a conflict \(HTTP 409\)/,
		hint: /same value/,
		status: 409,
	},
	{
		name: '429',
		fault: { kind: 'status', status: 429 },
		message: /Conscent receives too many requests \(HTTP 429\)/,
		hint: /Requests per Second/,
		status: 429,
	},
	{
		name: '500',
		fault: { kind: 'status', status: 500 },
		message: /Conscent could not process the request \(HTTP 500\)/,
		hint: /Try again later/,
		status: 500,
		unclear: true,
	},
	{
		name: '502 with an HTML page',
		fault: { kind: 'status', status: 502, body: 'html' },
		message: /Conscent could not process the request \(HTTP 502\)/,
		hint: /Try again later/,
		status: 502,
		unclear: true,
	},
	{
		name: 'no answer in time',
		fault: { kind: 'hang' },
		message: /Conscent did not answer within 1500 ms/,
		hint: /Raise 'Timeout'/,
		unclear: true,
	},
	{
		name: 'a connection cut before the answer',
		fault: { kind: 'cutAfter' },
		message: /The connection to Conscent was cut before an answer came/,
		hint: /check the network/,
		unclear: true,
	},
	{
		name: 'a connection cut within the answer',
		fault: { kind: 'cutInBody' },
		// n8n tells the two apart only in newer versions.
		message:
			/Conscent answered with HTTP 20[01], but the answer cannot be read|was cut before an answer came/,
		hint: /complete JSON|check the network/,
		unclear: true,
	},
	{
		name: 'JSON that breaks off',
		fault: { kind: 'brokenJson' },
		message: /Conscent answered with HTTP 20[01], but the answer cannot be read/,
		hint: /complete JSON/,
		unclear: true,
	},
];

const bench = new ConscentBench();

describe.each(OPERATIONS)('$name', (operation) => {
	beforeEach(() => operation.prepare?.(bench.server));

	async function run(onError: OnError, fault?: Fault, items = operation.items) {
		if (fault) bench.server.control({ faults: [{ ...fault, match: operation.middle }] });
		const options = { maxRetries: 0, ...(fault?.kind === 'hang' && { timeout: HANG_TIMEOUT_MS }) };
		const { parameters } = operation;
		return await bench.run({ parameters, items, options, onError });
	}

	const [first, middle, last] = operation.outputs.map((json, from) => ({
		from,
		json: expect.objectContaining(json),
	}));
	if (!first || !middle || !last) throw new Error('An operation case has three items');

	describe.each(MODES)('%s', (onError) => {
		test.each(SUCCESSES)('succeeds with $name', async ({ fault, output }) => {
			const { items } = operation;
			const result = await run(onError, fault);

			expect(result).toMatchObject({ status: 'success', error: undefined, failed: [] });
			expectItems(result.success, items, [
				first,
				output ? { from: MIDDLE, json: output } : middle,
				last,
			]);
			expectRequests(bench.server, operation.requests);
			expectNoSecrets(result, operation.secrets);
		});
	});

	describe.each(FAILURES)('fails with $name', (failure) => {
		const { items } = operation;
		const text = expect.stringMatching(failure.message);
		const errorJson = {
			error: text,
			details: expect.objectContaining({
				itemIndex: MIDDLE,
				description: expect.stringMatching(failure.hint),
				attempts: 1,
				mayBeProcessed: failure.unclear === true,
				...(failure.status && { httpStatus: failure.status }),
			}),
		};

		afterEach(() => expectRequests(bench.server, operation.requests));

		test('stopWorkflow', async () => {
			const result = await run('stopWorkflow', failure.fault);

			expect(result).toMatchObject({ status: 'error', success: [], failed: [] });
			expect(result.error).toMatchObject({
				name: 'NodeApiError',
				message: text,
				description: expect.stringMatching(failure.hint),
				context: { itemIndex: MIDDLE },
			});
			expectNoSecrets(result, operation.secrets);
		});

		test('continueRegularOutput', async () => {
			const result = await run('continueRegularOutput', failure.fault);

			expect(result).toMatchObject({ status: 'success', error: undefined, failed: [] });
			expectItems(result.success, items, [first, { from: MIDDLE, json: errorJson }, last]);
			expectNoSecrets(result, operation.secrets);
		});

		test('continueErrorOutput', async () => {
			const result = await run('continueErrorOutput', failure.fault);

			expect(result).toMatchObject({ status: 'success', error: undefined });
			expectItems(result.success, items, [first, last]);
			expectItems(result.failed, items, [
				{ from: MIDDLE, json: { ...items[MIDDLE], ...errorJson } },
			]);
			expectNoSecrets(result, operation.secrets);
		});
	});

	describe('fails with a bad parameter, which is not sent', () => {
		const items = operation.items.map((item, n) =>
			n === MIDDLE ? { ...item, ...operation.badInput } : item,
		);
		const text = expect.stringMatching(operation.badInputMessage);
		const errorJson = {
			error: text,
			details: expect.objectContaining({
				itemIndex: MIDDLE,
				description: expect.stringMatching(/./),
			}),
		};
		const otherRequests = operation.requests.filter((_, n) => n !== MIDDLE);

		test('stopWorkflow', async () => {
			const result = await run('stopWorkflow', undefined, items);

			expect(result).toMatchObject({ status: 'error', success: [], failed: [] });
			expect(result.error).toMatchObject({
				name: 'NodeOperationError',
				message: text,
				description: expect.stringMatching(/Items done: 1 of 3; failed: 1; not started: 1\.$/),
				context: { itemIndex: MIDDLE },
			});
			// Only what was under way before the bad item was met; the last one was never begun.
			expectRequests(bench.server, otherRequests.slice(0, 1));
			expectNoSecrets(result, operation.secrets);
		});

		test('continueRegularOutput', async () => {
			const result = await run('continueRegularOutput', undefined, items);

			expectItems(result.success, items, [first, { from: MIDDLE, json: errorJson }, last]);
			expectRequests(bench.server, otherRequests);
			expectNoSecrets(result, operation.secrets);
		});

		test('continueErrorOutput', async () => {
			const result = await run('continueErrorOutput', undefined, items);

			expectItems(result.success, items, [first, last]);
			expectItems(result.failed, items, [
				{ from: MIDDLE, json: { ...items[MIDDLE], ...errorJson } },
			]);
			expectRequests(bench.server, otherRequests);
			expectNoSecrets(result, operation.secrets);
		});
	});
});
