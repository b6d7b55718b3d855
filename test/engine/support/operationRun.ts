import type { IDataObject, OnError } from 'n8n-workflow';
import type { Fault } from '../../server';
import type { TestServer } from '../../server/server';
import type { NodeRun } from '../harness';
import type { ExpectedCall, OperationCase } from './cases/operationCase';
import type { ExpectedItem } from './expectations';
import { sentBody } from './expectations';
import type { ServiceBench, TestedService } from './serviceBench';

export const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

/** The item that meets the fault. */
export const MIDDLE = 1;

/** Short enough to be waited for, long enough for the other items on a busy machine. */
export const HANG_TIMEOUT_MS = 600;

export interface CaseRun {
	readonly onError?: OnError;
	readonly fault?: Fault | undefined;
	readonly items?: IDataObject[];
	readonly options?: IDataObject;
}

/** One case on its bench: runs it, and knows what to expect of it. */
export class OperationRun<State> {
	readonly expected: ExpectedItem[];

	constructor(
		protected readonly bench: ServiceBench<State>,
		protected readonly operation: OperationCase<State>,
	) {
		if (operation.outputs.length !== 3) throw new Error('An operation case has three items');
		this.expected = operation.outputs.flatMap((items, from) =>
			items.map(({ $exact, ...json }) => ({ from, json: $exact ?? expect.objectContaining(json) })),
		);
	}

	/** One item after the other, so that the server can tell which one meets the fault. */
	async run({ onError, fault, items = this.operation.items, options }: CaseRun): Promise<NodeRun> {
		const { parameters, faulty, secrets } = this.operation;
		const { match, skip = 0 } = faulty;
		if (fault) this.bench.server.control({ faults: [{ first: 1, ...fault, match, skip }] });
		const result = await this.bench.run({
			parameters,
			items,
			options: {
				concurrency: 1,
				...(fault?.kind === 'hang' && { timeout: HANG_TIMEOUT_MS }),
				...options,
			},
			...(onError && { onError }),
		});
		this.bench.expectNoSecrets(result, secrets);
		return result;
	}

	/** What is put out where the middle item becomes `json`, or nothing. */
	expectedWith(json?: unknown): ExpectedItem[] {
		const before = this.expected.filter(({ from }) => from < MIDDLE);
		const after = this.expected.filter(({ from }) => from > MIDDLE);
		return json === undefined
			? [...before, ...after]
			: [...before, { from: MIDDLE, json }, ...after];
	}

	/** All requests where the faulty one is sent so many times. */
	callsWith(times: number): ExpectedCall[] {
		const [first = [], middle = [], last = []] = this.operation.calls;
		const { call } = this.operation.faulty;
		const again = Array.from({ length: times - 1 }, () => middle.slice(call, call + 1)).flat();
		return [...first, ...middle.slice(0, call + 1), ...again, ...middle.slice(call + 1), ...last];
	}

	/** The requests of a run in which the middle item ends with its faulty request, or before its first. */
	callsCutShort(sent: 'faulty' | 'none', stops = false): ExpectedCall[] {
		const [first = [], middle = [], last = []] = this.operation.calls;
		const { call } = this.operation.faulty;
		return [
			...first,
			...(sent === 'faulty' ? middle.slice(0, call + 1) : []),
			...(stops ? [] : last),
		];
	}

	expectCalls(expected: ExpectedCall[]): void {
		const { server, service } = this.bench;
		expect(callsOf(server, service)).toEqual(expected);
		expect(server.records.flatMap(({ specErrors }) => specErrors)).toEqual([]);
	}
}

/** What was sent, in the order it arrived; each request must carry the credential. */
export function callsOf<State>(
	{ records }: TestServer<State>,
	{ urlOf, sessionOf }: TestedService<State>,
): ExpectedCall[] {
	// Of a service that is signed in to, the sign-in's own requests carry none yet.
	if (!sessionOf) {
		expect(records.map(({ authorization }) => authorization)).toEqual(records.map(() => 'right'));
	}
	return records.map((record) => ({
		method: record.method,
		url: urlOf(record.url),
		...(record.bodyText === '' ? {} : { body: sentBody(record) }),
	}));
}
