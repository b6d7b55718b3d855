import { sleep } from 'n8n-workflow';

/** A wait is slept in parts, as only newer versions of n8n can wake a sleeper when an execution is stopped. */
const MAX_SLEEP_MS = 200;

/** Thrown out of a wait when the execution is stopped. */
export class ExecutionStopped extends Error {
	constructor() {
		super('The execution was stopped');
		this.name = 'ExecutionStopped';
	}
}

/** Milliseconds of a clock that never goes backwards. */
export function clockMs(): number {
	return performance.now();
}

/** @throws ExecutionStopped as soon as the signal aborts, at the latest 200 ms after */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	const end = clockMs() + ms;
	for (let left = ms; left > 0; left = end - clockMs()) {
		if (signal?.aborted) throw new ExecutionStopped();
		await sleep(Math.min(left, MAX_SLEEP_MS));
	}
	if (signal?.aborted) throw new ExecutionStopped();
}

/** All callbacks of a signal behind one listener: Node.js warns of more than ten. */
class AbortListener {
	private static readonly bySignal = new WeakMap<AbortSignal, AbortListener>();

	private readonly callbacks = new Set<() => void>();

	private readonly callAll = () => this.callbacks.forEach((callback) => callback());

	constructor(private readonly signal: AbortSignal) {}

	static of(signal: AbortSignal): AbortListener {
		const listener = this.bySignal.get(signal) ?? new AbortListener(signal);
		this.bySignal.set(signal, listener);
		return listener;
	}

	add(callback: () => void): void {
		if (this.callbacks.size === 0) this.signal.addEventListener('abort', this.callAll);
		this.callbacks.add(callback);
	}

	remove(callback: () => void): void {
		this.callbacks.delete(callback);
		if (this.callbacks.size === 0) this.signal.removeEventListener('abort', this.callAll);
	}
}

/** @returns a function that takes the callback back */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
	if (!signal) return () => {};
	const listener = AbortListener.of(signal);
	listener.add(callback);
	return () => listener.remove(callback);
}

/**
 * Waits for something that does not itself end with the execution.
 *
 * @throws ExecutionStopped as soon as the signal aborts; the promise's own result is then ignored
 */
export async function untilStopped<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await promise;
	return await new Promise<T>((resolve, reject) => {
		const stop = () => reject(new ExecutionStopped());
		if (signal.aborted) stop();
		promise.then(resolve, reject).finally(onAbort(signal, stop));
	});
}
