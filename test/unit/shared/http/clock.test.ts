import { getEventListeners } from 'node:events';
import { ExecutionStopped, clockMs, untilStopped, wait } from '../../../../nodes/shared/http/clock';
import { VirtualTime } from '../../../support/simulation/virtualTime';

let time: VirtualTime;

beforeEach(() => {
	time = new VirtualTime();
});

afterEach(() => {
	time.end();
});

describe('wait', () => {
	it.each([0, 1, 199.5, 200, 201, 5000])('waits %d ms, no less', async (ms) => {
		const start = clockMs();
		await time.run(wait(ms));
		expect(clockMs() - start).toBeGreaterThanOrEqual(ms);
		expect(clockMs() - start).toBeLessThan(ms + 1);
	});

	it.each([10, 1000, 4321])('ends within 200 ms when it is stopped after %d ms', async (ms) => {
		const controller = new AbortController();
		const waiting = wait(300_000, controller.signal);
		const stopping = time.sleep(ms).then(() => {
			controller.abort();
		});
		await expect(time.run(Promise.all([waiting, stopping]))).rejects.toBeInstanceOf(
			ExecutionStopped,
		);
		expect(time.nowMs - ms).toBeLessThanOrEqual(200);
	});

	it.each([0, 50])('of %d ms ends at once where it is stopped already', async (ms) => {
		await expect(time.run(wait(ms, AbortSignal.abort()))).rejects.toBeInstanceOf(ExecutionStopped);
		expect(time.nowMs).toBe(0);
	});
});

describe('untilStopped', () => {
	const forever = new Promise<never>(() => {});

	it('comes to what the promise comes to', async () => {
		const { signal } = new AbortController();
		await expect(untilStopped(Promise.resolve(1))).resolves.toBe(1);
		await expect(untilStopped(Promise.resolve(1), signal)).resolves.toBe(1);
		await expect(untilStopped(Promise.reject(new Error('No')), signal)).rejects.toThrow('No');
	});

	it('ends at once when it is stopped, then or before', async () => {
		const controller = new AbortController();
		const waiting = untilStopped(forever, controller.signal);
		controller.abort();
		await expect(waiting).rejects.toBeInstanceOf(ExecutionStopped);
		await expect(untilStopped(forever, AbortSignal.abort())).rejects.toBeInstanceOf(
			ExecutionStopped,
		);
	});

	it('leaves nothing behind on the signal', async () => {
		const { signal } = new AbortController();
		const waiting = untilStopped(Promise.resolve(1), signal);
		expect(getEventListeners(signal, 'abort')).toHaveLength(1);
		await waiting;
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});
});
