/** The longest that a run holds the event loop before the rest of n8n gets its turn. */
const SLICE_MS = 10;

/** The turn of whoever came last: several runs get theirs one after the other. */
let lastTurn: Promise<void> = Promise.resolve();

/**
 * Cooperative scheduling, as React's scheduler does it: long work is cut into slices, and between two of them the event
 * loop turns. It does so with a message, too: with `sleep(0)` several runs at once would keep Node.js 20 among its
 * timers and away from the network, as each timer is due again when the others' slices are over.
 */
export class TimeSlice {
	private endsAtMs = performance.now() + SLICE_MS;

	get isOver(): boolean {
		return performance.now() >= this.endsAtMs;
	}

	/** Begins a new slice, at the earliest after a turn of the event loop. */
	async next(): Promise<void> {
		lastTurn = lastTurn.then(eventLoopTurn);
		await lastTurn;
		this.endsAtMs = performance.now() + SLICE_MS;
	}
}

async function eventLoopTurn(): Promise<void> {
	const { port1, port2 } = new MessageChannel();
	await new Promise((resolve) => {
		port1.once('message', resolve);
		port2.postMessage(null);
	});
	port1.close();
}
