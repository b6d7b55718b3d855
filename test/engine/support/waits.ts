/** Simulated time, as in fake timers, for what the package waits for; the network and the server's faults take their time. */
import type * as N8nWorkflow from 'n8n-workflow';

/** With this the package waits: n8n's `sleep`, until a test asks for `skipWaits`. */
const waits = {
	sleep: async (ms: number): Promise<void> =>
		await jest.requireActual<typeof N8nWorkflow>('n8n-workflow').sleep(ms),
};

/** So long the others have to begin a wait that is shorter. */
const GATHER_MS = 2;

/** For `setupFiles`: n8n-workflow with a `sleep` that a test can take the place of. */
export function mockSleep(): void {
	jest.mock('n8n-workflow', () => {
		const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
		const sleep = async (ms: number) => await waits.sleep(ms);
		// n8n-workflow has only getters, which cannot be spied on.
		return Object.create(actual, { sleep: { value: sleep, enumerable: true } }) as object;
	});
}

/** Until the mocks are restored, the clocks of this test and its server jump to the end of the package's shortest wait. */
export function skipWaits(): void {
	let skippedMs = 0;
	let sleepers: Array<{ endMs: number; wake: () => void }> = [];
	const { performance } = globalThis;
	const realMs = performance.now.bind(performance);
	const realDateMs = Date.now.bind(Date);
	const clockMs = () => realMs() + skippedMs;

	function jump(): void {
		const next = Math.min(...sleepers.map(({ endMs }) => endMs));
		skippedMs += Math.max(0, next - clockMs());
		const due = sleepers.filter(({ endMs }) => endMs <= next);
		sleepers = sleepers.filter(({ endMs }) => endMs > next);
		for (const { wake } of due) wake();
		if (sleepers.length > 0) setTimeout(jump, GATHER_MS);
	}

	jest.spyOn(performance, 'now').mockImplementation(clockMs);
	jest.spyOn(Date, 'now').mockImplementation(() => realDateMs() + Math.floor(skippedMs));
	jest.spyOn(waits, 'sleep').mockImplementation(
		async (ms) =>
			await new Promise<void>((wake) => {
				if (sleepers.length === 0) setTimeout(jump, GATHER_MS);
				sleepers.push({ endMs: clockMs() + ms, wake });
			}),
	);
}
