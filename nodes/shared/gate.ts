import { sleep } from 'n8n-workflow';

import type { Pace } from './pace';

/** A wait is slept in parts, as only newer versions of n8n can wake a sleeper when an execution is stopped. */
const LONGEST_SLEEP_MS = 200;

/** Thrown out of a wait when the execution is stopped. */
export class RunStopped extends Error {
	constructor() {
		super('The execution was stopped');
		this.name = 'RunStopped';
	}
}

/** Milliseconds of a clock that never goes backwards. */
export function clockMs(): number {
	return performance.now();
}

/** @throws RunStopped as soon as the signal aborts, at the latest 200 ms after */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	const end = clockMs() + ms;
	for (let left = ms; left > 0; left = end - clockMs()) {
		if (signal?.aborted) throw new RunStopped();
		await sleep(Math.min(left, LONGEST_SLEEP_MS));
	}
	if (signal?.aborted) throw new RunStopped();
}

/**
 * Waits for something that does not itself end with the execution.
 *
 * @throws RunStopped as soon as the signal aborts; what the promise then comes to is nobody's concern
 */
export async function untilStopped<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await promise;
	return await new Promise<T>((resolve, reject) => {
		const stop = () => reject(new RunStopped());
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

/** Lets the requests of a run through one by one, each when the pace allows it, in the order they came. */
export class Gate {
	private lastInLine: Promise<void> = Promise.resolve();

	constructor(
		private readonly pace: Pace,
		private readonly signal?: AbortSignal,
	) {}

	/** Resolves when the request may be sent. @throws RunStopped when the execution is stopped first */
	async pass(): Promise<void> {
		const turn = this.lastInLine.then(async () => await this.waitForSlot());
		// Whoever comes next only needs to know that this one is through or gave up; the failure is the caller's.
		this.lastInLine = turn.then(
			() => {},
			() => {},
		);
		await turn;
	}

	private async waitForSlot(): Promise<void> {
		for (let ms = this.claim(); ms > 0; ms = this.claim()) await wait(ms, this.signal);
		if (this.signal?.aborted) throw new RunStopped();
	}

	private claim(): number {
		return this.pace.claim(clockMs());
	}
}
