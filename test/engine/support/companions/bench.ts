import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import type { TestServer } from '../../../server/server';
import { leakedSecrets, startNode } from '../../harness';
import type { NodeRun, NodeToRun, RunningNode } from '../../harness';

/** A busy machine may need that long; a test that hangs ends all the same. */
const LONGEST_TEST_MS = 60_000;

/** What a test of a companion node must be told about its service. */
export interface Companion<State> {
	/** As messages call it. */
	readonly name: string;
	readonly nodeType: string;
	readonly credentialType: string;
	/** What no output, error or log may hold. */
	readonly secrets: readonly string[];
	start(): Promise<TestServer<State>>;
	credentialFor(server: TestServer<State>): Record<string, string>;
	/** Of a service that is signed in to: what its server counts. */
	sessionOf?(server: TestServer<State>): { readonly signInsTried: number };
}

export interface CompanionRun {
	parameters: INodeParameters;
	items: IDataObject[];
	onError?: OnError;
	options?: IDataObject;
	credential?: Record<string, string>;
	settings?: NodeToRun['settings'];
}

/** One server for a test file, as freshly started before each of its tests. */
export class CompanionBench<State> {
	private started: TestServer<State> | undefined;

	private running: RunningNode[] = [];

	constructor(readonly companion: Companion<State>) {
		jest.setTimeout(LONGEST_TEST_MS);
		beforeAll(async () => {
			this.started = await companion.start();
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
		return this.companion.credentialFor(this.server);
	}

	async run(run: CompanionRun): Promise<NodeRun> {
		const running = await startNode(this.nodeToRun(run));
		this.running.push(running);
		return await running.finished;
	}

	expectNoSecrets(run: NodeRun): void {
		expect(leakedSecrets(run, [...this.companion.secrets])).toEqual([]);
	}

	private async stopAll(): Promise<void> {
		for (const { cancel, finished } of this.running.splice(0)) {
			cancel();
			await finished;
		}
	}

	private nodeToRun(run: CompanionRun): NodeToRun {
		const { parameters, items, options = {}, credential = {}, onError, settings } = run;
		return {
			type: this.companion.nodeType,
			parameters: { ...parameters, options } as INodeParameters,
			items,
			credentials: { [this.companion.credentialType]: { ...this.credential, ...credential } },
			...(onError && { onError }),
			...(settings && { settings }),
		};
	}
}
