import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import { startConscentServer } from '../../server';
import type { ConscentServer, ConscentServerOptions } from '../../server';
import { startNode } from '../harness';
import type { NodeRun, NodeToRun, RunningNode } from '../harness';

export const NODE_TYPE = 'conscent';
export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

/** What no output, error or log may hold: the secret, and the header that it becomes. */
export const CREDENTIAL_SECRETS = [API_SECRET, `${API_KEY}:${API_SECRET}`];

export interface ConscentRun {
	parameters: INodeParameters;
	items: IDataObject[];
	onError?: OnError;
	options?: IDataObject;
	credential?: IDataObject;
	settings?: NodeToRun['settings'];
}

/** Most tests take milliseconds, some many seconds, and all take longer on a busy machine. */
const LONGEST_TEST_MS = 180_000;

/** One server for a test file, as freshly started before each of its tests. */
export class ConscentBench {
	private started: ConscentServer | undefined;

	private running: RunningNode[] = [];

	constructor(options?: ConscentServerOptions) {
		jest.setTimeout(LONGEST_TEST_MS);
		beforeAll(async () => {
			this.started = await startConscentServer(options);
		});
		beforeEach(() => this.server.reset());
		// A test that failed half-way must not go on sending while the next one counts.
		afterEach(async () => await this.stopAll());
		afterAll(async () => await this.started?.close());
	}

	get server(): ConscentServer {
		if (!this.started) throw new Error('The server starts with the first test');
		return this.started;
	}

	get credential(): IDataObject {
		return {
			environment: 'custom',
			baseUrl: this.server.baseUrl,
			apiKey: API_KEY,
			apiSecret: API_SECRET,
		};
	}

	async run(run: ConscentRun): Promise<NodeRun> {
		const running = await this.start(run);
		return await running.finished;
	}

	/** For tests that stop the execution while it runs. */
	async start(run: ConscentRun): Promise<RunningNode> {
		const running = await startNode(this.nodeToRun(run));
		this.running.push(running);
		return running;
	}

	private async stopAll(): Promise<void> {
		for (const { cancel, finished } of this.running.splice(0)) {
			cancel();
			await finished;
		}
	}

	private nodeToRun(run: ConscentRun): NodeToRun {
		const { parameters, items, options = {}, credential = {}, onError, settings } = run;
		return {
			type: NODE_TYPE,
			parameters: { ...parameters, options } as INodeParameters,
			items,
			credentials: { conscentApi: { ...this.credential, ...credential } as Record<string, string> },
			...(onError && { onError }),
			...(settings && { settings }),
		};
	}
}
