/** Anybody who knows the address can send what is rejected, and Conscent sends many events that nobody chose: a flood of them must not fill the log. */
export const LINES_PER_WINDOW = 10;
export const WINDOW_MS = 60_000;

type Write = (line: string) => void;

/** A fixed window counter for each trigger. It begins with a delivery and is forgotten when it ends. */
export class DeliveryLog {
	private readonly counts = new Map<string, number>();

	/** @param verb what became of the deliveries */
	constructor(
		private readonly verb: 'rejected' | 'ignored',
		private readonly windowMs = WINDOW_MS,
	) {}

	log(triggerId: string, line: string, write: Write): void {
		const count = (this.counts.get(triggerId) ?? 0) + 1;
		this.counts.set(triggerId, count);
		if (count === 1) this.atEndOfWindow(() => this.endWindow(triggerId, write));
		if (count <= LINES_PER_WINDOW) write(line);
	}

	private endWindow(triggerId: string, write: Write): void {
		const suppressed = (this.counts.get(triggerId) ?? 0) - LINES_PER_WINDOW;
		this.counts.delete(triggerId);
		if (suppressed > 0) write(`${this.verb} ${suppressed} more deliveries in the last minute`);
	}

	/** This timer does not keep a process alive that wants to end. */
	private atEndOfWindow(callback: () => void): void {
		AbortSignal.timeout(this.windowMs).addEventListener('abort', callback);
	}
}
