/** A restart or a short breakdown takes less. */
const WORTH_WAITING_MS = 15_000;

/**
 * Whether the server is away, so that a run of thousands of items does not wait for it anew with each of them: nobody
 * has answered for a quarter of a minute, and one request has waited as long as its retries allow. Any answer ends it.
 *
 * Pure: it is told the time, in milliseconds of one clock that never goes backwards.
 */
export class Outage {
	private since: number | undefined;

	private waitedInVain = false;

	get isOn(): boolean {
		return this.waitedInVain;
	}

	/** Nobody was there, or nobody answered in time. */
	unanswered(now: number): void {
		this.since ??= now;
	}

	answered(): void {
		this.since = undefined;
		this.waitedInVain = false;
	}

	/** A request used all its retries up. */
	gaveUp(now: number): void {
		this.waitedInVain ||= this.since !== undefined && now - this.since >= WORTH_WAITING_MS;
	}
}
