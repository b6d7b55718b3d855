import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

const TIMEOUT_MS = 20_000;
const POLL_INTERVAL_MS = 50;

/** Reads until the value is the expected one or time is up; gives what was read last. */
export async function readUntil<T>(read: () => Promise<T>, expected: T): Promise<T> {
	const deadline = Date.now() + TIMEOUT_MS;
	for (;;) {
		const value = await read();
		if (isDeepStrictEqual(value, expected) || Date.now() > deadline) return value;
		await delay(POLL_INTERVAL_MS);
	}
}

/** For what the editor shows a moment later: jest's own `expect` looks only once. */
export async function expectSoon<T>(read: () => Promise<T>, expected: T): Promise<void> {
	expect(await readUntil(read, expected)).toEqual(expected);
}
