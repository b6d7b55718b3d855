import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import type { Fault, FaultMatch } from '../../../server';
import type { TestServer } from '../../../server/server';
import { expectItems, sentBody } from '../expectations';
import type { CompanionBench } from './bench';

const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];
const MIDDLE = 1;
/** Short enough to be waited for, long enough for the other items on a busy machine. */
const HANG_TIMEOUT_MS = 600;

/** A request as the server must see it; without a body where it has none. */
export interface ExpectedCall {
	method: string;
	/** Without the query's credential. */
	url: string;
	body?: unknown;
}

/** One operation, or one of its ways, as the tests see it: three items that go one after the other. */
export interface CompanionCase<State> {
	name: string;
	parameters: INodeParameters;
	/** Each has a `note`, which is no field of the API: it shows that input reaches the error branch. */
	items: IDataObject[];
	/** The requests of each item, in their order. */
	calls: ExpectedCall[][];
	/** Part of what each item puts out. */
	outputs: IDataObject[];
	/** The request of the middle item that meets the trouble: which of its calls, and how the server knows it. */
	troubled: { call: number; match?: FaultMatch; skip?: number };
	/** What the middle item becomes where the trouble leaves it without data; absent where that is a failure. */
	emptyOutput?: { empty: IDataObject; text: IDataObject };
	/** Whether the troubled request changes something, so that an answer may leave open whether it did. */
	changes: boolean;
	/** Must not be sent again where it may have been processed. */
	once?: true;
	/** What it is about is gone once it was processed, so that doing it again finds nothing. */
	vanishes?: true;
	/** Changes of the middle item that make its parameters wrong, and words of the message that says so. */
	badInput?: { item: IDataObject; message: RegExp };
	prepare?(server: TestServer<State>): void;
}

interface Failure {
	name: string;
	fault: Fault;
	message: RegExp;
	hint: RegExp;
	status?: number;
	unclear?: true;
}

/** @param service as messages call it */
function failuresOf(service: string): Failure[] {
	const says = (text: string) => new RegExp(`${service} ${text}`);
	const status = (code: number, text: string, hint: RegExp): Failure => ({
		name: `HTTP ${code}`,
		fault: { kind: 'status', status: code },
		message: says(`${text} \\(HTTP ${code}\\)`),
		hint,
		status: code,
	});
	return [
		status(400, 'refused the request', /Correct what the message names/),
		status(403, 'does not allow this', /./),
		status(404, 'found nothing under this address or ID', /ID/),
		status(409, 'reports a conflict', /same value/),
		status(422, 'refused the request', /Correct what the message names/),
		status(429, 'receives too many requests', /Requests per Second/),
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
			name: 'no answer in time',
			fault: { kind: 'hang' },
			message: says('did not answer within 600 ms'),
			hint: /Raise 'Timeout'/,
			unclear: true,
		},
		{
			name: 'a connection cut after processing',
			fault: { kind: 'cutAfter' },
			message: /was cut before an answer came/,
			hint: /check the network/,
			unclear: true,
		},
		{
			name: 'a connection cut within the answer',
			fault: { kind: 'cutInBody' },
			// n8n tells the two apart only in newer versions.
			message:
				/answered with HTTP 20[01], but the answer cannot be read|was cut before an answer came/,
			hint: /complete JSON|check the network/,
			unclear: true,
		},
		{
			name: 'JSON that breaks off',
			fault: { kind: 'brokenJson' },
			message: says('answered with HTTP 20[01], but the answer cannot be read'),
			hint: /complete JSON/,
			unclear: true,
		},
	];
}

const SPOILT: Array<{ name: 'empty' | 'text'; fault: Fault }> = [
	{ name: 'empty', fault: { kind: 'empty' } },
	{ name: 'text', fault: { kind: 'text', text: 'Done.' } },
];

/**
 * Every way n8n treats errors × everything a server can answer: the middle item meets the trouble,
 * and the others must not notice.
 */
export function describeOutcomes<State>(
	bench: CompanionBench<State>,
	operation: CompanionCase<State>,
	sentCalls: (server: TestServer<State>) => ExpectedCall[],
): void {
	const { items, calls, outputs, troubled } = operation;
	const [first, middle, last] = outputs.map((json, from) => ({
		from,
		json: expect.objectContaining(json),
	}));
	if (!first || !middle || !last) throw new Error('An operation case has three items');

	beforeEach(() => operation.prepare?.(bench.server));

	async function run(onError: OnError, fault?: Fault, input = items) {
		if (fault) {
			const { match, skip = 0 } = troubled;
			bench.server.control({ faults: [{ ...fault, match, skip, first: 1 }] });
		}
		const result = await bench.run({
			parameters: operation.parameters,
			items: input,
			options: {
				maxRetries: 0,
				concurrency: 1,
				...(fault?.kind === 'hang' && { timeout: HANG_TIMEOUT_MS }),
			},
			onError,
		});
		bench.expectNoSecrets(result);
		return result;
	}

	function expectCalls(expected: ExpectedCall[]): void {
		expect(sentCalls(bench.server)).toEqual(expected);
		expect(bench.server.records.flatMap(({ specErrors }) => specErrors)).toEqual([]);
	}

	const cutShort = (calls[MIDDLE] ?? []).slice(0, troubled.call + 1);

	test.each(MODES)('succeeds: %s', async (onError) => {
		const result = await run(onError);

		expect(result).toMatchObject({ status: 'success', error: undefined, failed: [] });
		expectItems(result.success, items, [first, middle, last]);
		expectCalls(calls.flat());
	});

	const { emptyOutput } = operation;
	if (emptyOutput) {
		test.each(SPOILT)('succeeds with an answer that is $name', async ({ name, fault }) => {
			const result = await run('stopWorkflow', fault);

			expect(result.error).toBeUndefined();
			expectItems(result.success, items, [first, { from: MIDDLE, json: emptyOutput[name] }, last]);
			expectCalls(calls.flat());
		});
	}

	describe.each(failuresOf(bench.companion.name))('fails with $name', (failure) => {
		const errorJson = {
			error: expect.stringMatching(failure.message),
			details: expect.objectContaining({
				itemIndex: MIDDLE,
				description: expect.stringMatching(failure.hint),
				attempts: 1,
				mayBeProcessed: operation.changes && failure.unclear === true,
				...(failure.status && { httpStatus: failure.status }),
			}),
		};

		test('stopWorkflow', async () => {
			const result = await run('stopWorkflow', failure.fault);

			expect(result).toMatchObject({ status: 'error', success: [], failed: [] });
			expect(result.error).toMatchObject({
				name: 'NodeApiError',
				message: errorJson.error,
				description: expect.stringMatching(failure.hint),
				context: { itemIndex: MIDDLE },
			});
			expectCalls([...(calls[0] ?? []), ...cutShort]);
		});

		test('continueRegularOutput', async () => {
			const result = await run('continueRegularOutput', failure.fault);

			expect(result).toMatchObject({ status: 'success', error: undefined, failed: [] });
			expectItems(result.success, items, [first, { from: MIDDLE, json: errorJson }, last]);
			expectCalls([...(calls[0] ?? []), ...cutShort, ...(calls[2] ?? [])]);
		});

		test('continueErrorOutput', async () => {
			const result = await run('continueErrorOutput', failure.fault);

			expect(result).toMatchObject({ status: 'success', error: undefined });
			expectItems(result.success, items, [first, last]);
			expectItems(result.failed, items, [
				{ from: MIDDLE, json: { ...items[MIDDLE], ...errorJson } },
			]);
			expectCalls([...(calls[0] ?? []), ...cutShort, ...(calls[2] ?? [])]);
		});
	});

	const { badInput } = operation;
	if (badInput) {
		test.each(MODES)('fails with a bad parameter, which is not sent: %s', async (onError) => {
			const input = items.map((item, n) => (n === MIDDLE ? { ...item, ...badInput.item } : item));
			const result = await run(onError, undefined, input);

			const text = expect.stringMatching(badInput.message);
			const failed = onError === 'continueErrorOutput' ? result.failed : result.success;
			if (onError === 'stopWorkflow') {
				expect(result.error).toMatchObject({ message: text, context: { itemIndex: MIDDLE } });
				expectCalls(calls[0] ?? []);
			} else {
				expect(failed.find(({ from }) => from === MIDDLE)?.json).toMatchObject({ error: text });
				expectCalls([...(calls[0] ?? []), ...(calls[2] ?? [])]);
			}
		});
	}
}

/** What was sent, in the order it arrived; `strip` takes what carries the credential out of a URL. */
export function callsOf<State>(
	server: TestServer<State>,
	strip: (url: string) => string = (url) => url,
): ExpectedCall[] {
	return server.records.map((record) => ({
		method: record.method,
		url: strip(record.url),
		...(record.bodyText === '' ? {} : { body: sentBody(record) }),
	}));
}
