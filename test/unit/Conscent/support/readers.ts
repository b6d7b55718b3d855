/** Runs items of an operation against the handlers of the test server: in order per user, without HTTP and n8n. */
import type { IDataObject } from 'n8n-workflow';
import type { OpenAPIBackend } from 'openapi-backend';
import { RunMemory } from '../../../../nodes/shared/memory';
import type {
	ApiRequest,
	ApiResponse,
	Operation,
	OperationOutput,
	PreparedItem,
} from '../../../../nodes/shared/operation';
import { RequestError } from '../../../../nodes/shared/output/requestError';
import { runItems } from '../../../../nodes/shared/runItems';
import { EndWith, runSteps, stepsOf } from '../../../../nodes/shared/steps';
import { API_ROOT, conscentApi } from '../../../server/app';
import { HANDLERS } from '../../../server/handlers';
import { ConscentState } from '../../../server/state';
import { newPurchase } from '../../../server/purchases';
import type { Purchase } from '../../../server/purchases';
import { newUser } from '../../../server/seed';
import { parametersOf } from '../../shared/support/parameters';

export interface Reader {
	readonly userId: string;
	readonly email?: string | undefined;
	readonly phone?: string | undefined;
	/** What they bought, and so the listings that name them. */
	readonly bought: ReadonlyArray<Purchase['kind'] | 'TRANSACTION'>;
}

/** A server that knows these readers and nobody else. */
export function stateOf(readers: readonly Reader[]): ConscentState {
	const state = new ConscentState({});
	state.users.clear();
	state.purchases.length = 0;
	state.transactions.length = 0;
	for (const { userId, email = null, phone = null, bought } of readers) {
		state.users.set(userId, newUser({ userId, email, phone, name: userId }));
		bought.forEach((kind, n) => {
			const id = `${userId}-${n}`;
			if (kind !== 'TRANSACTION') {
				state.purchases.push(newPurchase({ id, userId, kind, itemId: 'plan' }));
			} else state.transactions.push({ id, userId, createdMs: 0, amount: 1 });
		});
	}
	return state;
}

export interface ItemStory {
	/** What the item sent beside its look-ups. */
	readonly writes: Array<{ request: ApiRequest; body: unknown }>;
	readonly lookups: ApiRequest[];
	output?: OperationOutput;
	error?: unknown;
}

export interface RunSettings {
	readonly concurrency?: number;
	/** How long each request takes, in turns of the event loop; taken in turn. */
	readonly latencies?: readonly number[];
	/** Whether each registration's response is lost; taken in turn, none unless given. */
	readonly lost?: readonly boolean[];
}

/** Responds to requests as the test server's handlers do. */
class Server {
	private sent = 0;

	private registered = 0;

	constructor(
		private readonly router: OpenAPIBackend['router'],
		private readonly state: ConscentState,
		private readonly settings: RunSettings,
	) {}

	async send(request: ApiRequest, story: ItemStory): Promise<ApiResponse> {
		await this.wait();
		const raw = { method: request.method, path: `${API_ROOT}${request.path}`, headers: {} };
		const call = this.router.matchOperation(raw);
		if (!call?.operationId) throw new Error(`No call ${request.method} ${request.path}`);
		const response = HANDLERS[call.operationId]?.({
			query: request.query ?? {},
			params: this.router.parseRequest(raw, call).params as Record<string, string>,
			// Purchases may go on telling the contacts of before: an update changes none here.
			body: call.operationId === 'updateUser' ? {} : (request.body ?? {}),
			state: this.state,
		});
		const { status, body } = response ?? { status: 501 };
		if (status >= 400) throw failure(status, false);
		if (request.lookup) story.lookups.push(request);
		else story.writes.push({ request, body });
		if (call.operationId === 'registerUser' && this.isLost()) throw failure(504, true);
		return { status, body };
	}

	private async wait(): Promise<void> {
		const { latencies = [0] } = this.settings;
		const turns = latencies[this.sent++ % latencies.length] ?? 0;
		for (let turn = 0; turn < turns; turn++) await Promise.resolve();
	}

	private isLost(): boolean {
		const { lost = [] } = this.settings;
		return lost[this.registered++ % lost.length] === true;
	}
}

function failure(status: number, mayBeProcessed: boolean): RequestError {
	return new RequestError('Failed', '', { status, attempts: 1, mayBeProcessed });
}

/** @returns what each item sent, and what became of it */
export async function runOperation(
	operation: Operation,
	items: ReadonlyArray<Record<string, unknown>>,
	state: ConscentState,
	settings: RunSettings = {},
): Promise<ItemStory[]> {
	const server = new Server((await conscentApi()).router, state, settings);
	const memory = new RunMemory();
	const stories = items.map((): ItemStory => ({ writes: [], lookups: [] }));

	async function run(prepared: PreparedItem, isDry: boolean, story: ItemStory): Promise<void> {
		story.output = await runSteps(stepsOf(prepared, memory, isDry), async (step) => {
			const request = step as ApiRequest;
			if (isDry && !request.lookup) return new EndWith<OperationOutput>([]);
			return await server.send(request, story);
		});
	}

	const outcomes = await runItems({
		count: items.length,
		concurrency: settings.concurrency ?? 1,
		stopOnFailure: false,
		prepare: (index) => {
			const [item, story] = [items[index], stories[index]];
			if (!item || !story) throw new Error(`No item ${index}`);
			const isDry = (item['options'] as IDataObject | undefined)?.['dryRun'] === true;
			const prepared = operation.prepare(parametersOf(item));
			return { key: prepared.orderKey, run: async () => await run(prepared, isDry, story) };
		},
	});
	return stories.map((story, index) => {
		const outcome = outcomes[index];
		return outcome?.status === 'failed' ? { ...story, error: outcome.error } : story;
	});
}

/** Whom an item wrote to; `registered` stands for the one whom it registered. */
export function writtenTo({ writes }: ItemStory): unknown[] {
	return writes.map(({ request: { query, path } }) =>
		path.endsWith('register-user') ? 'registered' : (query?.['userId'] ?? path.split('/').at(-1)),
	);
}

export function by(mode: string, value: unknown): IDataObject {
	return { __rl: true, mode, value } as IDataObject;
}
