type Timer = { at: number; order: number; fire: () => void };

/** The clock of a process that has been up for hours: nothing may count from its start. */
const CLOCK_STARTS_AT_MS = 10_000_000;

/** Less would be lost in the clock's rounding, and the sleeper would never be done. */
const SHORTEST_MS = 0.01;

/** How late a timer may fire, as they do on a busy machine. */
const LATEST_MS = 2;

/**
 * A clock that jumps from timer to timer, so that minutes of waiting take no time. Unlike jest's own fake timers it
 * needs no real millisecond per timer, which counts where thousands of requests are simulated.
 */
export class VirtualTime {
	private now = 0;

	private order = 0;

	private timers: Timer[] = [];

	private readonly real = { now: performance.now, setTimeout: globalThis.setTimeout };

	/** @param random decides how late each timer fires */
	constructor(private readonly random: () => number = () => 0) {
		performance.now = () => CLOCK_STARTS_AT_MS + this.now;
		globalThis.setTimeout = ((fire: () => void, ms?: number) => {
			this.at(this.now + Math.max(1, Math.ceil(ms ?? 0)) + this.random() * LATEST_MS, fire);
		}) as unknown as typeof setTimeout;
	}

	/** Gives the real clock back. */
	end(): void {
		performance.now = this.real.now;
		globalThis.setTimeout = this.real.setTimeout;
	}

	/** Milliseconds since the test began. */
	get nowMs(): number {
		return this.now;
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((resolve) => {
			this.at(this.now + Math.max(ms, SHORTEST_MS), resolve);
		});
	}

	/** Lets time pass until the work has settled. */
	async run<T>(work: Promise<T>): Promise<T> {
		let settled = false;
		const watched = work.finally(() => {
			settled = true;
		});
		// The caller gets the failure from the promise that is returned.
		watched.catch(() => {});
		await idle();
		while (!settled) {
			const next = this.timers.shift();
			if (!next) throw new Error('Nothing is left that could end the wait');
			this.now = Math.max(this.now, next.at);
			next.fire();
			await idle();
		}
		return await watched;
	}

	private at(at: number, fire: () => void): void {
		const timer = { at, order: this.order++, fire };
		let low = 0;
		let high = this.timers.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.timers[middle] as Timer).at > at) high = middle;
			else low = middle + 1;
		}
		this.timers.splice(low, 0, timer);
	}
}

/** Resolves when everything that needs no time has happened. */
async function idle(): Promise<void> {
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
}
