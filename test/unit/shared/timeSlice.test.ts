/** Thousands of items that wait for nothing, on a clock that only they move: 1 ms each. */
import { runItems } from '../../../nodes/shared/runItems';
import type { ItemTask, Outcome } from '../../../nodes/shared/runItems';

const MANY = 2_000;
/**
 * A slice is 10 ms, and the item that ends it may be one more. On a busy machine several turns by message pass between two
 * that `setImmediate` counts; a run that never yields works on all items in one.
 */
const MAX_ITEMS_PER_TURN = 100;

let clockMs = 0;
/** How many items were worked on in each turn of the event loop. */
let itemsPerTurn: number[] = [];
let counting: NodeJS.Immediate;

function countTurns(): void {
	itemsPerTurn.push(0);
	counting = setImmediate(countTurns);
}

beforeEach(() => {
	clockMs = 0;
	itemsPerTurn = [];
	jest.spyOn(performance, 'now').mockImplementation(() => clockMs);
	countTurns();
});

afterEach(() => {
	clearImmediate(counting);
	jest.restoreAllMocks();
});

function work(): void {
	clockMs++;
	itemsPerTurn.push((itemsPerTurn.pop() ?? 0) + 1);
}

const RUNS: Record<string, (index: number) => ItemTask<void>> = {
	'items that are done at once': () => ({ key: undefined, run: async () => work() }),
	'items about one user': () => ({ key: 'a', run: async () => work() }),
	'items that fail at once': () => ({
		key: undefined,
		run: () => {
			work();
			throw new Error('no');
		},
	}),
	'items that cannot be prepared': () => {
		work();
		throw new Error('no');
	},
};

async function run(
	prepare: (index: number) => ItemTask<void>,
	signal?: AbortSignal,
): Promise<Array<Outcome<void>>> {
	return await runItems({ count: MANY, concurrency: 5, stopOnFailure: false, signal, prepare });
}

describe.each(Object.entries(RUNS))('%s', (_name, prepare) => {
	it('leave the event loop its turns', async () => {
		const outcomes = await run(prepare);

		expect(outcomes.filter(({ status }) => status === 'notStarted')).toEqual([]);
		expect(Math.max(...itemsPerTurn)).toBeLessThanOrEqual(MAX_ITEMS_PER_TURN);
	});

	it('are not begun once the run is stopped', async () => {
		const controller = new AbortController();
		setImmediate(() => setImmediate(() => controller.abort()));
		const outcomes = await run(prepare, controller.signal);

		const begun = outcomes.filter(({ status }) => status !== 'notStarted').length;
		expect(begun).toBeGreaterThan(0);
		expect(begun).toBeLessThanOrEqual(4 * MAX_ITEMS_PER_TURN);
	});

	it('leave the event loop its turns where several runs go on at once', async () => {
		await Promise.all(Array.from({ length: 5 }, async () => await run(prepare)));

		// The first slice of each run begins with the run.
		const [first = 0, ...later] = itemsPerTurn;
		expect(first).toBeLessThanOrEqual(5 * MAX_ITEMS_PER_TURN);
		expect(Math.max(...later)).toBeLessThanOrEqual(MAX_ITEMS_PER_TURN);
	});
});

it('takes no turn for items that take no time', async () => {
	await run(() => ({ key: undefined, run: async () => {} }));

	expect(itemsPerTurn).toHaveLength(1);
});
