import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../../server';
import type { TestServer } from '../../../server/server';
import { expectItems } from '../expectations';
import { skipWaits } from '../waits';
import type { CompanionBench } from './bench';
import type { CompanionCase, ExpectedCall } from './outcomes';

const MIDDLE = 1;
const RETRY_AFTER_S = 1;
const SLOWNESS_MS = 100;
/** Short enough to be waited for, long enough for the other items on a busy machine. */
const HANG_TIMEOUT_MS = 600;

/** Trouble that passes, and whether the server had done what it was asked to do when it came. */
const PASSING: Array<{ name: string; fault: Fault; processed: boolean }> = [
	{ name: 'HTTP 503', fault: { kind: 'status', status: 503 }, processed: false },
	{
		name: 'HTTP 503 though it was processed',
		fault: { kind: 'status', status: 503, processed: true },
		processed: true,
	},
	{ name: 'a connection cut before processing', fault: { kind: 'cutBefore' }, processed: false },
	{ name: 'a connection cut after processing', fault: { kind: 'cutAfter' }, processed: true },
	{ name: 'JSON that breaks off', fault: { kind: 'brokenJson' }, processed: true },
	{ name: 'a connection cut within the answer', fault: { kind: 'cutInBody' }, processed: true },
	{
		name: 'no answer though it was processed',
		fault: { kind: 'hang', processed: true },
		processed: true,
	},
];

/** Answers that the same request would get again. */
const REFUSALS: Array<{ name: string; fault: Fault; message: RegExp }> = [
	...[400, 403, 404, 409, 422, 500].map((status) => ({
		name: `HTTP ${status}`,
		fault: { kind: 'status', status } as const,
		message: new RegExp(`\\(HTTP ${status}\\)`),
	})),
	{
		name: 'a web page in place of data',
		fault: { kind: 'text', text: '<!DOCTYPE html><html><body>Welcome</body></html>' },
		message: /answered with a web page/,
	},
];

/** What passes is waited out where that does no harm, and what stays is not tried twice: for each operation. */
export function describeRecoveries<State>(
	bench: CompanionBench<State>,
	operation: CompanionCase<State>,
	sentCalls: (server: TestServer<State>) => ExpectedCall[],
): void {
	const { items, calls, outputs, troubled } = operation;
	const expected = outputs.map((json, from) => ({ from, json: expect.objectContaining(json) }));
	const [first = [], middle = [], last = []] = calls;
	const untilTrouble = middle.slice(0, troubled.call + 1);

	/** All requests, the troubled one `times` times. */
	function callsWith(times: number): ExpectedCall[] {
		const again = untilTrouble.slice(-1);
		const repeated = Array.from({ length: times - 1 }, () => again).flat();
		return [...first, ...untilTrouble, ...repeated, ...middle.slice(troubled.call + 1), ...last];
	}

	function failedMiddle(details: IDataObject, message: unknown = expect.any(String)) {
		const json = { error: message, details: expect.objectContaining(details) };
		return expected.map((item) => (item.from === MIDDLE ? { from: MIDDLE, json } : item));
	}

	async function run(fault: Fault | undefined, options: IDataObject = {}) {
		if (fault) {
			const { match, skip = 0 } = troubled;
			bench.server.control({ faults: [{ first: 1, ...fault, match, skip }] });
		}
		const result = await bench.run({
			parameters: operation.parameters,
			items,
			options: {
				concurrency: 1,
				...(fault?.kind === 'hang' && { timeout: HANG_TIMEOUT_MS }),
				...options,
			},
			onError: 'continueRegularOutput',
		});
		bench.expectNoSecrets(result);
		return result;
	}

	beforeEach(() => {
		operation.prepare?.(bench.server);
		skipWaits();
	});
	afterEach(() => jest.restoreAllMocks());

	it('waits as long as a 429 asks, and succeeds', async () => {
		const result = await run({ kind: 'status', status: 429, retryAfter: RETRY_AFTER_S });

		expectItems(result.success, items, expected);
		expect(sentCalls(bench.server)).toEqual(callsWith(2));
		const times = bench.server.records.map(({ timeMs }) => timeMs);
		const refused = first.length + troubled.call;
		expect((times[refused + 1] ?? 0) - (times[refused] ?? 0)).toBeGreaterThanOrEqual(
			RETRY_AFTER_S * 1000 - 5,
		);
		expect(result.hints.map(({ message }) => message).join()).toContain('rate limit');
	});

	const { once = false, vanishes = false } = operation;
	it.each(PASSING)(
		`${once ? 'is not sent again' : 'is sent again'} after $name`,
		async ({ fault, processed }) => {
			const result = await run(fault);

			expect(sentCalls(bench.server)).toEqual(once ? callsWith(1) : callsWith(2));
			const isFailure = once || (vanishes && processed);
			const wanted = isFailure
				? failedMiddle({ attempts: once ? 1 : 2, mayBeProcessed: true })
				: expected;
			expectItems(result.success, items, wanted);
		},
	);

	it.each(REFUSALS)('is not sent again after $name', async ({ fault, message }) => {
		const result = await run(fault);

		expectItems(
			result.success,
			items,
			failedMiddle({ attempts: 1 }, expect.stringMatching(message)),
		);
		expect(sentCalls(bench.server)).toEqual([...first, ...untilTrouble, ...last]);
	});

	it('keeps results in item order where the first one is slow', async () => {
		bench.server.control({ faults: [{ kind: 'delay', ms: SLOWNESS_MS, first: 1 }] });
		const result = await run(undefined, { concurrency: 3 });

		expectItems(result.success, items, expected);
	});

	it('changes nothing in a dry run, but shows what it would send', async () => {
		const result = await run(undefined, { dryRun: true });

		expect(bench.server.records.map(({ method }) => method)).toEqual(
			bench.server.records.map(() => 'GET'),
		);
		const shown = result.success.map(({ from, json }) => [
			from,
			json['dryRun'],
			json['method'],
			json['body'],
		]);
		const wanted = calls.map((ofItem, from) => [
			from,
			true,
			ofItem.at(-1)?.method,
			ofItem.at(-1)?.body,
		]);
		expect(shown).toEqual(wanted);
	});

	const { sessionOf } = bench.companion;
	it(`${sessionOf ? 'signs in anew' : 'fails'} when the API no longer takes the credential in mid-run`, async () => {
		// With a session: one answer to the node's own request, one to n8n's, after which it signs in.
		const times = sessionOf ? 2 : 1;
		const result = await run({ kind: 'status', status: 401, first: times });

		const message = expect.stringContaining('(HTTP 401)');
		const wanted = sessionOf ? expected : failedMiddle({ httpStatus: 401, attempts: 1 }, message);
		expectItems(result.success, items, wanted);
		expect(sessionOf?.(bench.server).signInsTried).toBe(sessionOf ? 1 : undefined);
	});
}
