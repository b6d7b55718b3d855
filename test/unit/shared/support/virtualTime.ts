type Timer = { at: number; order: number; fire: () => void };

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

	/** @param random decides how late each timer fires */
	constructor(private readonly random: () => number = () => 0) {
		jest.spyOn(performance, 'now').mockImplementation(() => this.now);
		jest.spyOn(globalThis, 'setTimeout').mockImplementation(((fire: () => void, ms?: number) => {
			this.at(this.now + Math.max(1, Math.ceil(ms ?? 0)) + this.random() * LATEST_MS, fire);
		}) as unknown as typeof setTimeout);
	}

	get nowMs(): number {
		return this.now;
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((resolve) => {
			this.at(this.now + ms, resolve);
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
		let index = this.timers.length;
		while (index > 0 && (this.timers[index - 1] as Timer).at > at) index--;
		this.timers.splice(index, 0, timer);
	}
}

/** Resolves when everything that needs no time has happened. */
async function idle(): Promise<void> {
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
}
