import type { OrderKey } from './operation';
import { EXCLUSIVE } from './operation';
import { TimeSlice } from './timeSlice';

/** How far items are looked at ahead of the oldest waiting one. It bounds what a run of one user's items holds. */
const LOOK_AHEAD_ITEMS = 1000;

export interface ItemTask<T> {
	/** Tasks with the same key run one after the other, in item order. */
	readonly key: OrderKey;
	run(): Promise<T>;
}

export type Outcome<T> =
	| { readonly status: 'done'; readonly value: T }
	| { readonly status: 'failed'; readonly error: unknown }
	| { readonly status: 'notStarted' };

export interface RunItemsOptions<T> {
	/** Number of items. */
	readonly count: number;
	/** Most tasks running at a time, 1 or more. */
	readonly concurrency: number;
	/** Makes the task of an item; what it throws is that item's failure. Called once per item, in item order. */
	prepare(index: number): ItemTask<T>;
	/** Start nothing more after the first failure; what is running is waited for. */
	readonly stopOnFailure: boolean;
	/** Start nothing more once it aborts; ending what is running is the tasks' own affair. */
	readonly signal?: AbortSignal | undefined;
}

const NOT_STARTED = { status: 'notStarted' } as const;

interface IndexedTask<T> extends ItemTask<T> {
	readonly index: number;
}

/**
 * Runs a task for each item: at most `concurrency` at a time, in order per key, all others overtaking freely. However
 * short the tasks are, the event loop turns between them, so that n8n stays responsive and can stop the run.
 *
 * @returns an outcome for each item, in item order; never rejects
 */
export async function runItems<T>(options: RunItemsOptions<T>): Promise<Array<Outcome<T>>> {
	const run = new ItemRun(options);
	return await run.finish();
}

class ItemRun<T> {
	private readonly outcomes: Array<Outcome<T>>;

	/** The keys of running tasks, each with the tasks that wait for it. */
	private readonly waiting = new Map<string, Array<IndexedTask<T>>>();

	private waitingCount = 0;

	/** The exclusive task that waits for all before it; nothing after it begins before it is done. */
	private exclusive: IndexedTask<T> | undefined;

	private isExclusiveRunning = false;

	/** Tasks whose turn has come. */
	private readonly released: Array<IndexedTask<T>> = [];

	private nextIndex = 0;

	private running = 0;

	private failed = false;

	private readonly slice = new TimeSlice();

	private isYielding = false;

	private settle: (outcomes: Array<Outcome<T>>) => void = () => {};

	constructor(private readonly options: RunItemsOptions<T>) {
		this.outcomes = Array.from({ length: options.count }, () => NOT_STARTED);
	}

	async finish(): Promise<Array<Outcome<T>>> {
		return await new Promise((resolve) => {
			this.settle = resolve;
			this.startTasks();
		});
	}

	private get isHalted(): boolean {
		return (this.failed && this.options.stopOnFailure) || this.options.signal?.aborted === true;
	}

	private startTasks(): void {
		while (
			this.running < this.options.concurrency &&
			!this.isExclusiveRunning &&
			this.mayContinue()
		) {
			const task = this.released.shift() ?? this.nextFreeTask();
			if (!task) break;
			void this.runTask(task);
		}
		if (this.running === 0 && !this.isYielding) this.settle(this.outcomes);
	}

	/** Whether to go on at once. Where only the slice is over, the rest follows in the next one. */
	private mayContinue(): boolean {
		if (this.isHalted || this.isYielding) return false;
		if (!this.slice.isOver) return true;
		this.isYielding = true;
		void this.slice.next().then(() => {
			this.isYielding = false;
			this.startTasks();
		});
		return false;
	}

	/** The next item in order whose key is free; those with a busy key are put behind it. */
	private nextFreeTask(): IndexedTask<T> | undefined {
		while (
			!this.exclusive &&
			this.nextIndex < this.options.count &&
			this.waitingCount < LOOK_AHEAD_ITEMS &&
			this.mayContinue()
		) {
			const task = this.prepareTask(this.nextIndex++);
			if (task?.key === EXCLUSIVE) this.exclusive = task;
			else if (task && this.takesItsKey(task)) return task;
		}
		return this.takeExclusive();
	}

	private takeExclusive(): IndexedTask<T> | undefined {
		const task = this.exclusive;
		if (!task || this.running > 0 || this.isHalted) return undefined;
		this.exclusive = undefined;
		this.isExclusiveRunning = true;
		return task;
	}

	private prepareTask(index: number): IndexedTask<T> | undefined {
		try {
			const task = this.options.prepare(index);
			// Async, so that what throws at once fails like the rest instead of starting the next inside of this start.
			return { index, key: task.key, run: async () => await task.run() };
		} catch (error) {
			this.record(index, { status: 'failed', error });
			return undefined;
		}
	}

	private takesItsKey(task: IndexedTask<T>): boolean {
		if (typeof task.key !== 'string') return true;
		const queue = this.waiting.get(task.key);
		if (!queue) {
			this.waiting.set(task.key, []);
			return true;
		}
		queue.push(task);
		this.waitingCount++;
		return false;
	}

	private async runTask(task: IndexedTask<T>): Promise<void> {
		this.running++;
		try {
			this.record(task.index, { status: 'done', value: await task.run() });
		} catch (error) {
			this.record(task.index, { status: 'failed', error });
		}
		this.running--;
		if (task.key === EXCLUSIVE) this.isExclusiveRunning = false;
		else this.releaseKey(task.key);
		this.startTasks();
	}

	private releaseKey(key: string | undefined): void {
		if (key === undefined) return;
		const next = this.waiting.get(key)?.shift();
		if (!next) {
			this.waiting.delete(key);
			return;
		}
		this.waitingCount--;
		this.released.push(next);
	}

	private record(index: number, outcome: Outcome<T>): void {
		this.outcomes[index] = outcome;
		if (outcome.status === 'failed') this.failed = true;
	}
}
