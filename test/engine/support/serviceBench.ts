import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import type { TestServer } from '../../server/server';
import { leakedSecrets, startNode } from '../harness';
import type { NodeRun, NodeToRun, RunningNode } from '../harness';

/** Most tests take milliseconds, some many seconds, and all take longer on a busy machine. */
const MAX_TEST_MS = 180_000;

/** What the tests of a node must be told about its service. */
export interface TestedService<State> {
	/** As messages call it. */
	readonly name: string;
	readonly nodeType: string;
	readonly credentialType: string;
	/** What no output, error or log may hold. */
	readonly secrets: readonly string[];
	start(): Promise<TestServer<State>>;
	credentialFor(server: TestServer<State>): Record<string, string>;
	/** A request's path and query below the API's root, without what carries the credential. */
	urlOf(url: string): string;
	/** Of a service that is signed in to: what its server counts. */
	sessionOf?(server: TestServer<State>): { readonly signInsTried: number };
}

export interface BenchRun {
	parameters: INodeParameters;
	items: IDataObject[];
	onError?: OnError;
	options?: IDataObject;
	credential?: IDataObject;
	settings?: NodeToRun['settings'];
}

/** One server for a test file, as freshly started before each of its tests. */
export class ServiceBench<State> {
	private started: TestServer<State> | undefined;

	private running: RunningNode[] = [];

	constructor(readonly service: TestedService<State>) {
		jest.setTimeout(MAX_TEST_MS);
		beforeAll(async () => {
			this.started = await service.start();
		});
		beforeEach(() => this.server.reset());
		// A test that failed half-way must not go on sending while the next one counts.
		afterEach(async () => await this.stopAll());
		afterAll(async () => await this.started?.close());
	}

	get server(): TestServer<State> {
		if (!this.started) throw new Error('The server starts with the first test');
		return this.started;
	}

	get credential(): Record<string, string> {
		return this.service.credentialFor(this.server);
	}

	async run(run: BenchRun): Promise<NodeRun> {
		const running = await this.start(run);
		return await running.finished;
	}

	/** For tests that stop the execution while it runs. */
	async start(run: BenchRun): Promise<RunningNode> {
		const running = await startNode(this.nodeToRun(run));
		this.running.push(running);
		return running;
	}

	expectNoSecrets(run: NodeRun, more: readonly string[] = []): void {
		expect(leakedSecrets(run, [...this.service.secrets, ...more])).toEqual([]);
	}

	private async stopAll(): Promise<void> {
		for (const { cancel, finished } of this.running.splice(0)) {
			cancel();
			await finished;
		}
	}

	private nodeToRun(run: BenchRun): NodeToRun {
		const { parameters, items, options = {}, credential = {}, onError, settings } = run;
		const data = { ...this.credential, ...credential } as Record<string, string>;
		return {
			type: this.service.nodeType,
			parameters: { ...parameters, options } as INodeParameters,
			items,
			credentials: { [this.service.credentialType]: data },
			...(onError && { onError }),
			...(settings && { settings }),
		};
	}
}
