import * as fc from 'fast-check';
import type { Outcome } from '../../../nodes/shared/runItems';
import { runItems } from '../../../nodes/shared/runItems';
import './support/patience';

/** What is known of an item before the run: who it is about, and how it ends. */
interface Plan {
	key: string | undefined;
	ends: 'done' | 'failed' | 'thrownAtOnce' | 'unprepared';
}

const plan: fc.Arbitrary<Plan> = fc.record({
	key: fc.constantFrom(undefined, 'a', 'b', 'c', ''),
	ends: fc.oneof(
		{ weight: 6, arbitrary: fc.constant('done' as const) },
		{ weight: 1, arbitrary: fc.constantFrom('failed', 'thrownAtOnce', 'unprepared') },
	),
});

const runs = fc.record({
	plans: fc.array(plan, { maxLength: 30 }),
	concurrency: fc.integer({ min: 1, max: 8 }),
	stopOnFailure: fc.boolean(),
	/** The item during which the run is stopped, if there are so many. */
	stopAt: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
});

type Run = typeof runs extends fc.Arbitrary<infer T> ? T : never;

interface Observed {
	outcomes: Array<Outcome<string>>;
	prepared: number[];
	started: number[];
	mostAtATime: number;
	/** Items that started while another of the same key was under way. */
	overlapping: number[];
	startedAfterHalt: number[];
	underWayAtTheEnd: number;
}

async function observe(run: Run, scheduler: fc.Scheduler): Promise<Observed> {
	const { plans, concurrency, stopOnFailure, stopAt } = run;
	const controller = new AbortController();
	const underWay = new Set<number>();
	const seen = { prepared: [] as number[], started: [] as number[], mostAtATime: 0 };
	const [overlapping, startedAfterHalt]: [number[], number[]] = [[], []];
	let halted = false;

	function begin(index: number, { key }: Plan): void {
		if (halted) startedAfterHalt.push(index);
		if (key !== undefined && [...underWay].some((other) => plans[other]?.key === key)) {
			overlapping.push(index);
		}
		underWay.add(index);
		seen.started.push(index);
		seen.mostAtATime = Math.max(seen.mostAtATime, underWay.size);
	}

	function end(index: number, { ends }: Plan): string {
		underWay.delete(index);
		if (index === stopAt) controller.abort();
		halted ||= index === stopAt || (ends !== 'done' && stopOnFailure);
		if (ends !== 'done') throw new Error(`item ${index}`);
		return `item ${index}`;
	}

	/** It fails before the others of its turn have started, and counts as failed after that. */
	function thrownAtOnce(index: number): Error {
		underWay.delete(index);
		void soon().then(() => {
			halted ||= stopOnFailure;
		});
		return new Error(`item ${index}`);
	}

	const work = runItems({
		count: plans.length,
		concurrency,
		stopOnFailure,
		signal: controller.signal,
		prepare(index) {
			const known = plans[index] as Plan;
			seen.prepared.push(index);
			if (known.ends === 'unprepared') {
				halted ||= stopOnFailure;
				throw new Error(`item ${index}`);
			}
			return {
				key: known.key,
				run() {
					begin(index, known);
					if (known.ends === 'thrownAtOnce') throw thrownAtOnce(index);
					return scheduler.schedule(Promise.resolve()).then(() => end(index, known));
				},
			};
		},
	});
	const outcomes = await scheduler.waitFor(work);
	return { ...seen, outcomes, overlapping, startedAfterHalt, underWayAtTheEnd: underWay.size };
}

/** Resolves after everything that follows by itself. */
async function soon(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

function isSorted(numbers: number[]): boolean {
	return numbers.every((number, index) => index === 0 || (numbers[index - 1] as number) < number);
}

describe('runItems, whatever its items do,', () => {
	it('keeps its promises', async () => {
		await fc.assert(
			fc.asyncProperty(runs, fc.scheduler(), async (run, scheduler) => {
				const { plans } = run;
				const observed = await observe(run, scheduler);
				const { outcomes, prepared, started } = observed;

				// Bound, and order per key.
				expect(observed.mostAtATime).toBeLessThanOrEqual(run.concurrency);
				expect(observed.overlapping).toEqual([]);
				for (const key of ['a', 'b', 'c', '']) {
					expect(isSorted(started.filter((index) => plans[index]?.key === key))).toBe(true);
				}

				// Nothing starts after a stop, all that started is waited for, nothing is done twice.
				expect(observed.startedAfterHalt).toEqual([]);
				expect(observed.underWayAtTheEnd).toBe(0);
				expect(new Set(started).size).toBe(started.length);
				expect(prepared).toEqual(plans.slice(0, prepared.length).map((_, index) => index));

				// Each item has its own outcome, in item order.
				const expected = plans.map(({ ends }, index): Outcome<string> => {
					const failure = { status: 'failed', error: new Error(`item ${index}`) } as const;
					if (ends === 'unprepared' && prepared.includes(index)) return failure;
					if (!started.includes(index)) return { status: 'notStarted' };
					return ends === 'done' ? { status: 'done', value: `item ${index}` } : failure;
				});
				expect(outcomes).toEqual(expected);

				// Complete, unless it was stopped.
				const wasStopped =
					(started.includes(run.stopAt ?? -1) &&
						plans[run.stopAt ?? -1]?.ends !== 'thrownAtOnce') ||
					(run.stopOnFailure && outcomes.some(({ status }) => status === 'failed'));
				if (!wasStopped)
					expect(outcomes.filter(({ status }) => status === 'notStarted')).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});
});

/** Tasks that end when they are told to. */
class Tasks {
	readonly started: number[] = [];

	private readonly end = new Map<number, () => void>();

	task(index: number, key?: string) {
		return {
			key,
			run: async () => {
				this.started.push(index);
				await new Promise<void>((resolve) => {
					this.end.set(index, resolve);
				});
				return index;
			},
		};
	}

	async finish(...indexes: number[]): Promise<void> {
		for (const index of indexes) this.end.get(index)?.();
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	}
}

describe('runItems', () => {
	it('starts at once as many as it may, and the next as soon as one ends', async () => {
		const tasks = new Tasks();
		const run = runItems({
			count: 5,
			concurrency: 2,
			stopOnFailure: false,
			prepare: (index) => tasks.task(index),
		});
		expect(tasks.started).toEqual([0, 1]);
		await tasks.finish(1);
		expect(tasks.started).toEqual([0, 1, 2]);
		await tasks.finish(2);
		await tasks.finish(3);
		await tasks.finish(0, 4);
		expect((await run).map((outcome) => outcome.status === 'done' && outcome.value)).toEqual([
			0, 1, 2, 3, 4,
		]);
	});

	it('lets others overtake those who wait for the same user, who go first once they can', async () => {
		const tasks = new Tasks();
		const keys = ['a', 'a', 'a', 'b', 'c', 'd', 'e'];
		const run = runItems({
			count: keys.length,
			concurrency: 3,
			stopOnFailure: false,
			prepare: (index) => tasks.task(index, keys[index]),
		});
		expect(tasks.started).toEqual([0, 3, 4]);
		await tasks.finish(0);
		expect(tasks.started).toEqual([0, 3, 4, 1]);
		await tasks.finish(3);
		expect(tasks.started).toEqual([0, 3, 4, 1, 5]);
		await tasks.finish(1);
		expect(tasks.started).toEqual([0, 3, 4, 1, 5, 2]);
		await tasks.finish(4);
		await tasks.finish(2, 5, 6);
		expect((await run).every(({ status }) => status === 'done')).toBe(true);
	});

	it('prepares no more than it needs: at most 1,000 items wait for a user', async () => {
		// No time passes, so that the run does not yield in between.
		const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
		const tasks = new Tasks();
		const controller = new AbortController();
		const prepare = jest.fn((index: number) => tasks.task(index, index === 4999 ? 'b' : 'a'));
		const run = runItems({
			count: 5000,
			concurrency: 2,
			stopOnFailure: false,
			signal: controller.signal,
			prepare,
		});
		expect(prepare).toHaveBeenCalledTimes(1001);
		await tasks.finish(0);
		expect(prepare).toHaveBeenCalledTimes(1002);
		controller.abort();
		await tasks.finish(1);
		expect((await run).filter(({ status }) => status === 'done')).toHaveLength(2);
		clock.mockRestore();
	});

	it.each([
		['all at once', async () => await Promise.resolve()],
		[
			'that throw at once',
			() => {
				throw new Error('no');
			},
		],
	] as Array<[string, () => Promise<void>]>)('runs 20,000 items %s', async (_how, run) => {
		const outcomes = await runItems({
			count: 20_000,
			concurrency: 5,
			stopOnFailure: false,
			prepare: () => ({ key: undefined, run }),
		});
		expect(outcomes).toHaveLength(20_000);
		expect(outcomes.some(({ status }) => status === 'notStarted')).toBe(false);
	});

	it('fails 20,000 items that cannot be prepared', async () => {
		const prepare = () => {
			throw new Error('no');
		};
		const outcomes = await runItems({
			count: 20_000,
			concurrency: 5,
			stopOnFailure: false,
			prepare,
		});
		expect(outcomes.every(({ status }) => status === 'failed')).toBe(true);
	});

	it('ends at once where there is nothing to do', async () => {
		const never = () => {
			throw new Error('not to be called');
		};
		const none = { concurrency: 5, stopOnFailure: true, prepare: never };
		expect(await runItems({ ...none, count: 0 })).toEqual([]);
		expect(await runItems({ ...none, count: 2, signal: AbortSignal.abort() })).toEqual([
			{ status: 'notStarted' },
			{ status: 'notStarted' },
		]);
	});
});
