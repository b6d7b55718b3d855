import { Gate, RunStopped, clockMs, wait } from '../../../nodes/shared/gate';
import { Pace } from '../../../nodes/shared/pace';
import { VirtualTime } from './support/virtualTime';

let time: VirtualTime;

beforeEach(() => {
	time = new VirtualTime();
});

afterEach(() => {
	jest.restoreAllMocks();
});

/** Aborts after a time, and tells how long after that the work ended with RunStopped. */
async function stopAfter(ms: number, work: (signal: AbortSignal) => Promise<unknown>) {
	const controller = new AbortController();
	const working = work(controller.signal);
	const stopping = time.sleep(ms).then(() => {
		controller.abort();
	});
	await expect(time.run(Promise.all([working, stopping]))).rejects.toBeInstanceOf(RunStopped);
	return time.nowMs - ms;
}

describe('wait', () => {
	it.each([0, 1, 199.5, 200, 201, 5000])('waits %d ms, no less', async (ms) => {
		const start = clockMs();
		await time.run(wait(ms));
		expect(clockMs() - start).toBeGreaterThanOrEqual(ms);
		expect(clockMs() - start).toBeLessThan(ms + 1);
	});

	it.each([10, 1000, 4321])('ends within 200 ms when it is stopped after %d ms', async (ms) => {
		expect(await stopAfter(ms, async (signal) => await wait(300_000, signal))).toBeLessThanOrEqual(
			200,
		);
	});

	it.each([0, 50])('of %d ms ends at once where the run is stopped already', async (ms) => {
		await expect(time.run(wait(ms, AbortSignal.abort()))).rejects.toBeInstanceOf(RunStopped);
		expect(time.nowMs).toBe(0);
	});
});

describe('Gate', () => {
	/** When each of several requests that come at once is let through. */
	async function passTimes(gate: Gate, count: number): Promise<number[]> {
		return await time.run(
			Promise.all(
				Array.from({ length: count }, async () => {
					await gate.pass();
					return clockMs();
				}),
			),
		);
	}

	it('lets requests through one by one, in the order they came, as the pace allows', async () => {
		expect(await passTimes(new Gate(new Pace(10)), 5)).toEqual([0, 100, 200, 300, 400]);
	});

	it('keeps those back that wait already when the pace closes', async () => {
		const pace = new Pace(10);
		const closing = time.sleep(150).then(() => {
			pace.close(2000);
		});
		const times = await passTimes(new Gate(pace), 4);
		await closing;
		expect(times.slice(0, 2)).toEqual([0, 100]);
		expect(Math.min(...times.slice(2))).toBeGreaterThanOrEqual(2000);
	});

	it('ends every wait within 200 ms when the run is stopped', async () => {
		const pace = new Pace(0);
		const controller = new AbortController();
		const gate = new Gate(pace, controller.signal);
		pace.close(300_000);
		const waiting = Promise.allSettled(Array.from({ length: 100 }, async () => await gate.pass()));
		await time.run(time.sleep(1000));
		controller.abort();
		const results = await time.run(waiting);
		expect(time.nowMs).toBeLessThanOrEqual(1200);
		expect(
			new Set(results.map((result) => result.status === 'rejected' && result.reason.name)),
		).toEqual(new Set(['RunStopped']));
	});

	it('lets nothing through once the run is stopped', async () => {
		const gate = new Gate(new Pace(0), AbortSignal.abort());
		await expect(gate.pass()).rejects.toThrow('The execution was stopped');
	});
});
