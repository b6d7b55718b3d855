import * as fc from 'fast-check';
import { EXCLUSIVE } from '../../../nodes/shared/operation';
import type { OrderKey } from '../../../nodes/shared/operation';
import { runItems } from '../../../nodes/shared/runItems';

const keys = fc.array(fc.constantFrom<OrderKey>(undefined, 'a', 'b', EXCLUSIVE), { maxLength: 25 });

interface Seen {
	started: number[];
	/** Items that ran beside another one although one of the two was exclusive. */
	disturbed: number[];
	/** Items that had begun when an earlier item was not yet done, and one of the two was exclusive. */
	overtaking: number[];
}

async function observe(
	plan: readonly OrderKey[],
	concurrency: number,
	scheduler: fc.Scheduler,
): Promise<Seen> {
	const underWay = new Set<number>();
	const done = new Set<number>();
	const seen: Seen = { started: [], disturbed: [], overtaking: [] };
	const concerns = (one: number, other: number) =>
		plan[one] === EXCLUSIVE || plan[other] === EXCLUSIVE;

	function begin(index: number): void {
		seen.started.push(index);
		if ([...underWay].some((other) => concerns(index, other))) seen.disturbed.push(index);
		const earlier = plan.map((_, each) => each).filter((each) => each < index);
		if (earlier.some((each) => !done.has(each) && concerns(index, each))) {
			seen.overtaking.push(index);
		}
		underWay.add(index);
	}

	const finished = runItems({
		count: plan.length,
		concurrency,
		stopOnFailure: false,
		prepare: (index) => ({
			key: plan[index],
			run: async () => {
				begin(index);
				await scheduler.schedule(Promise.resolve(), `item ${index}`);
				underWay.delete(index);
				done.add(index);
				if (index % 5 === 4) throw new Error('fails');
			},
		}),
	});
	await scheduler.waitFor(finished);
	return seen;
}

test('an exclusive item runs beside no other, overtakes nothing and is not overtaken', async () => {
	await fc.assert(
		fc.asyncProperty(
			keys,
			fc.integer({ min: 1, max: 6 }),
			fc.scheduler(),
			async (plan, most, s) => {
				const { started, disturbed, overtaking } = await observe(plan, most, s);
				expect(disturbed).toEqual([]);
				expect(overtaking).toEqual([]);
				expect([...started].sort((a, b) => a - b)).toEqual(plan.map((_, index) => index));
			},
		),
	);
});

test('after a failure that ends the run, a waiting exclusive item is not begun', async () => {
	const begun: number[] = [];
	const outcomes = await runItems({
		count: 3,
		concurrency: 2,
		stopOnFailure: true,
		prepare: (index) => ({
			key: index === 1 ? EXCLUSIVE : undefined,
			run: async () => {
				begun.push(index);
				await Promise.resolve();
				throw new Error('fails');
			},
		}),
	});
	expect(begun).toEqual([0]);
	expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'notStarted', 'notStarted']);
});
