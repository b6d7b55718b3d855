import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../server';
import type { OperationCase } from './cases/operationCase';
import { expectItems } from './expectations';
import type { CaseRun } from './operationRun';
import { OperationRun } from './operationRun';
import type { ServiceBench } from './serviceBench';
import { skipWaits } from './waits';

const RETRY_AFTER_S = 1;
const SLOWNESS_MS = 100;

/** A fault that passes, and whether the server had done what it was asked to do when it came. */
interface Passing {
	name: string;
	fault: Fault;
	processed: boolean;
}

const PASSING: Passing[] = [
	{ name: 'HTTP 503', fault: { kind: 'status', status: 503 }, processed: false },
	{
		name: 'HTTP 503 though it was processed',
		fault: { kind: 'status', status: 503, processed: true },
		processed: true,
	},
	{ name: 'a connection cut before processing', fault: { kind: 'cutBefore' }, processed: false },
	{ name: 'a connection cut after processing', fault: { kind: 'cutAfter' }, processed: true },
	{ name: 'JSON that breaks off', fault: { kind: 'brokenJson' }, processed: true },
	{ name: 'a connection cut within the response', fault: { kind: 'cutInBody' }, processed: true },
	{
		name: 'no response though it was processed',
		fault: { kind: 'hang', processed: true },
		processed: true,
	},
];

const [FIRST_PASSING] = PASSING;

/** The same request would get the same response again. */
const REFUSALS: Array<{ name: string; fault: Fault; message: RegExp }> = [
	...[400, 403, 404, 409, 422, 500].map((status) => ({
		name: `HTTP ${status}`,
		fault: { kind: 'status', status } as const,
		message: new RegExp(`\\(HTTP ${status}\\)`),
	})),
	{
		name: 'a web page in place of data',
		fault: { kind: 'text', text: '<!DOCTYPE html><html><body>Welcome</body></html>' },
		message: /responded with a web page/,
	},
];

/** What passes is waited out where that does no harm; what stays is not tried twice; a dry run changes nothing. */
export function describeRecoveries<State>(
	bench: ServiceBench<State>,
	operation: OperationCase<State>,
): void {
	const tested = new CaseRecovery(bench, operation);
	tested.skipWaits();

	it('waits as long as a 429 asks, and succeeds', async () => await tested.expectPause());

	it.each(PASSING)(
		`${operation.idempotent ? 'is sent again' : 'is not sent again'} after $name`,
		async (passing) => await tested.expectRetry(passing),
	);

	it.each(REFUSALS)('is not sent again after $name', async ({ fault, message }) => {
		const result = await tested.run({ fault });

		expectItems(
			result.success,
			operation.items,
			tested.withFailure({ attempts: 1 }, expect.stringMatching(message)),
		);
		tested.expectCalls(tested.callsCutShort('faulty'));
	});

	it('keeps results in item order where the first one is slow', async () => {
		bench.server.control({ faults: [{ kind: 'delay', ms: SLOWNESS_MS, first: 1 }] });
		const result = await tested.run({ options: { concurrency: 3 } });

		expectItems(result.success, operation.items, tested.expected);
	});

	it('changes nothing in a dry run, but shows what it would send', async () =>
		await tested.expectDryRun());

	const { sessionOf } = bench.service;
	it(`${sessionOf ? 'signs in anew' : 'fails'} when the API no longer takes the credential in mid-run`, async () => {
		const result = await tested.run({ fault: { kind: 'status', status: 401 } });

		const message = expect.stringContaining('(HTTP 401)');
		const failed = tested.withFailure({ httpStatus: 401, attempts: 1 }, message);
		expectItems(result.success, operation.items, sessionOf ? tested.expected : failed);
		expect(sessionOf?.(bench.server).signInsTried).toBe(sessionOf ? 1 : undefined);
	});
}

/** Of each kind the one that tells most. */
export function describeSampleOfRecoveries<State>(
	bench: ServiceBench<State>,
	operation: OperationCase<State>,
): void {
	const tested = new CaseRecovery(bench, operation);
	tested.skipWaits();

	it(`${operation.idempotent ? 'is' : 'is not'} sent again when the server was down for a moment`, async () => {
		if (!FIRST_PASSING) throw new Error('There is no fault that passes');
		await tested.expectRetry(FIRST_PASSING);
	});

	it('changes nothing in a dry run, but shows what it would send', async () =>
		await tested.expectDryRun());
}

class CaseRecovery<State> extends OperationRun<State> {
	skipWaits(): void {
		beforeEach(() => {
			this.operation.prepare?.(this.bench.server);
			skipWaits();
		});
		afterEach(() => jest.restoreAllMocks());
	}

	override async run(run: CaseRun) {
		return await super.run({ onError: 'continueRegularOutput', ...run });
	}

	withFailure(details: IDataObject, error: unknown = expect.any(String)) {
		return this.expectedWith({ error, details: expect.objectContaining(details) });
	}

	async expectPause(): Promise<void> {
		const result = await this.run({
			fault: { kind: 'status', status: 429, retryAfter: RETRY_AFTER_S },
		});

		expectItems(result.success, this.operation.items, this.expected);
		this.expectCalls(this.callsWith(2));
		const times = this.bench.server.records.map(({ timeMs }) => timeMs);
		const refused = (this.operation.calls[0] ?? []).length + this.operation.faulty.call;
		const pauseMs = (times[refused + 1] ?? 0) - (times[refused] ?? 0);
		expect(pauseMs).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1000 - 5);
		expect(result.hints.map(({ message }) => message).join()).toContain('rate limit');
	}

	async expectRetry({ fault, processed }: Passing): Promise<void> {
		const result = await this.run({ fault });

		const { items, idempotent, vanishes = false, changes } = this.operation;
		this.expectCalls(idempotent ? this.callsWith(2) : this.callsCutShort('faulty'));
		const attempts = idempotent ? 2 : 1;
		const isFailure = !idempotent || (vanishes && processed);
		const failed = this.withFailure({ attempts, mayBeProcessed: changes });
		expectItems(result.success, items, isFailure ? failed : this.expected);
	}

	async expectDryRun(): Promise<void> {
		const result = await this.run({ options: { dryRun: true } });

		const { calls } = this.operation;
		const shown = calls.map((ofItem) => ofItem.at(-1));
		// What was looked up is sent, as what would be sent depends on it.
		const lookUps = calls.flatMap((ofItem) => ofItem.slice(0, -1));
		this.expectCalls(this.operation.dryRunCalls ?? lookUps);
		expect(
			result.success.map(({ from, json: { dryRun, method, url, body } }) => {
				return { from, dryRun, method, path: this.pathOf(url), body };
			}),
		).toEqual(
			shown.map((call, from) => {
				const path = this.operation.dryRunPath ?? call?.url.split('?')[0];
				return { from, dryRun: true, method: call?.method, path, body: this.hidden(call?.body) };
			}),
		);
	}

	private hidden(body: unknown): unknown {
		if (body === undefined) return undefined;
		const { secrets = [] } = this.operation;
		const hide = (text: string, secret: string) => text.replaceAll(secret, '[hidden]');
		return JSON.parse(secrets.reduce(hide, JSON.stringify(body)));
	}

	/** Of a URL as a dry run shows it. */
	private pathOf(url: unknown): string {
		const { server, service } = this.bench;
		return service.urlOf(String(url).slice(server.url.length));
	}
}
