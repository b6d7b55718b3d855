import type { OnError } from 'n8n-workflow';
import type { Fault } from '../../server';
import type { OperationCase } from './cases/operationCase';
import { expectItems } from './expectations';
import { MIDDLE, MODES, OperationRun } from './operationRun';
import type { ServiceBench } from './serviceBench';
import { skipWaits } from './waits';

interface Failure {
	name: string;
	fault: Fault;
	message: RegExp;
	hint: RegExp;
	status?: number;
	/** Whether the server may have done what it was asked: the error must say so. */
	unclear?: true;
}

/** @param service as messages call it */
function failuresOf(service: string): Failure[] {
	const says = (text: string) => new RegExp(`${service} ${text}`);
	const status = (code: number, text: string, hint: RegExp): Failure => ({
		name: `HTTP ${code}`,
		fault: { kind: 'status', status: code },
		message: says(`${text}.* \\(HTTP ${code}\\)`),
		hint,
		status: code,
	});
	return [
		status(400, 'refused the request', /Correct what the message names/),
		status(403, 'does not allow this', /./),
		status(404, 'found nothing under this address or ID', /ID/),
		{
			...status(409, '', /same value/),
			message: /(reports a conflict|already has access|is registered already).* \(HTTP 409\)/,
		},
		status(422, 'refused the request', /Correct what the message names/),
		{ ...status(500, 'could not process the request', /Try again later/), unclear: true },
		{
			...status(502, 'could not process the request', /Try again later/),
			name: 'HTTP 502 with a web page',
			fault: { kind: 'status', status: 502, body: 'html' },
			unclear: true,
		},
		{
			name: 'a redirect',
			fault: { kind: 'redirect', location: 'https://elsewhere.example/' },
			message: says('redirects to another address \\(HTTP 302\\)'),
			hint: /Base URL/,
			status: 302,
		},
		{
			name: 'no response in time',
			fault: { kind: 'hang' },
			message: says('did not respond within 600 ms'),
			hint: /Raise 'Timeout'/,
			unclear: true,
		},
		{
			name: 'a connection cut after processing',
			fault: { kind: 'cutAfter' },
			message: /was cut before a response came/,
			hint: /check the network/,
			unclear: true,
		},
		{
			name: 'a connection cut within the response',
			fault: { kind: 'cutInBody' },
			// n8n tells the two apart only in newer versions.
			message:
				/responded with HTTP 20[01], but the response cannot be read|was cut before a response came/,
			hint: /complete JSON|check the network/,
			unclear: true,
		},
		{
			name: 'JSON that breaks off',
			fault: { kind: 'brokenJson' },
			message: says('responded with HTTP 20[01], but the response cannot be read'),
			hint: /complete JSON/,
			unclear: true,
		},
	];
}

const WITHOUT_DATA: Array<{ name: 'empty' | 'text'; fault: Fault }> = [
	{ name: 'empty', fault: { kind: 'empty' } },
	{ name: 'text', fault: { kind: 'text', text: 'Done.' } },
];

/** Every way n8n treats errors × every outcome: the middle item meets the fault, and the others must not notice. */
export function describeOutcomes<State>(
	bench: ServiceBench<State>,
	operation: OperationCase<State>,
): void {
	const tested = new OperationRun(bench, operation);
	prepareEach(bench, operation);

	describe.each(MODES)('%s', (onError) => {
		test('succeeds', async () => await expectSuccess(tested, operation, onError));

		test.each(failuresOf(bench.service.name))('fails with $name', async (failure) => {
			await expectFailure(tested, operation, { onError, failure });
		});

		testBadInput(tested, operation, onError);
	});

	const { withoutData } = operation;
	if (!withoutData) return;
	test.each(WITHOUT_DATA)('succeeds with a response that is $name', async ({ name, fault }) => {
		const result = await tested.run({ fault, options: { maxRetries: 0 } });

		expect(result.error).toBeUndefined();
		expectItems(result.success, operation.items, tested.expectedWith(withoutData[name]));
		tested.expectCalls(tested.callsWith(1));
	});
}

const SAMPLED = ['HTTP 400', 'HTTP 500', 'a connection cut after processing'];

/** What is sent and put out, and a sample of outcomes, in the mode that shows most. */
export function describeSampleOfOutcomes<State>(
	bench: ServiceBench<State>,
	operation: OperationCase<State>,
): void {
	const tested = new OperationRun(bench, operation);
	const onError = 'continueErrorOutput';
	prepareEach(bench, operation);

	test('sends what is documented and puts out the response, paired', async () => {
		await expectSuccess(tested, operation, onError);
	});

	const failures = failuresOf(bench.service.name).filter(({ name }) => SAMPLED.includes(name));
	test.each(failures)('fails with $name', async (failure) => {
		await expectFailure(tested, operation, { onError, failure });
	});

	testBadInput(tested, operation, onError);
}

/** After a failure, the item that follows waits for the circuit breaker. */
function prepareEach<State>(bench: ServiceBench<State>, operation: OperationCase<State>): void {
	beforeEach(() => {
		operation.prepare?.(bench.server);
		skipWaits();
	});
	afterEach(() => jest.restoreAllMocks());
}

async function expectSuccess<State>(
	tested: OperationRun<State>,
	{ items }: OperationCase<State>,
	onError: OnError,
): Promise<void> {
	const result = await tested.run({ onError });

	expect(result).toMatchObject({ status: 'success', error: undefined, failed: [] });
	expectItems(result.success, items, tested.expected);
	tested.expectCalls(tested.callsWith(1));
}

async function expectFailure<State>(
	tested: OperationRun<State>,
	{ items, changes }: OperationCase<State>,
	{ onError, failure }: { onError: OnError; failure: Failure },
): Promise<void> {
	const result = await tested.run({ onError, fault: failure.fault, options: { maxRetries: 0 } });

	const description = expect.stringMatching(failure.hint);
	const error = expect.stringMatching(failure.message);
	const details = expect.objectContaining({
		itemIndex: MIDDLE,
		description,
		attempts: 1,
		mayBeProcessed: changes && failure.unclear === true,
		...(failure.status && { httpStatus: failure.status }),
	});
	switch (onError) {
		case 'stopWorkflow':
			expect(result).toMatchObject({ status: 'error', success: [], failed: [] });
			expect(result.error).toMatchObject({
				name: 'NodeApiError',
				message: error,
				description,
				context: { itemIndex: MIDDLE },
			});
			break;
		case 'continueRegularOutput':
			expect(result).toMatchObject({ status: 'success', error: undefined, failed: [] });
			expectItems(result.success, items, tested.expectedWith({ error, details }));
			break;
		case 'continueErrorOutput':
			expect(result).toMatchObject({ status: 'success', error: undefined });
			expectItems(result.success, items, tested.expectedWith());
			expectItems(result.failed, items, [
				{ from: MIDDLE, json: { ...items[MIDDLE], error, details } },
			]);
			break;
	}
	tested.expectCalls(tested.callsCutShort('faulty', onError === 'stopWorkflow'));
}

/** Bad input is refused before anything of its item is sent. */
function testBadInput<State>(
	tested: OperationRun<State>,
	{ items, badInput }: OperationCase<State>,
	onError: OnError,
): void {
	if (!badInput) return;
	test('fails with a bad parameter, which is not sent', async () => {
		const input = items.map((item, n) => (n === MIDDLE ? { ...item, ...badInput.item } : item));
		const result = await tested.run({ onError, items: input });

		const error = expect.stringMatching(badInput.message);
		const details = expect.objectContaining({
			itemIndex: MIDDLE,
			description: expect.stringMatching(/./),
		});
		if (onError === 'stopWorkflow') {
			expect(result).toMatchObject({ status: 'error', success: [], failed: [] });
			expect(result.error).toMatchObject({
				name: 'NodeOperationError',
				message: error,
				description: expect.stringMatching(/Items done: 1 of 3; failed: 1; not started: 1\.$/),
				context: { itemIndex: MIDDLE },
			});
		} else {
			const isSplit = onError === 'continueErrorOutput';
			const json = { error, details };
			expectItems(result.success, input, tested.expectedWith(isSplit ? undefined : json));
			const failed = { from: MIDDLE, json: { ...input[MIDDLE], ...json } };
			expectItems(result.failed, input, isSplit ? [failed] : []);
		}
		tested.expectCalls(tested.callsCutShort('none', onError === 'stopWorkflow'));
	});
}
