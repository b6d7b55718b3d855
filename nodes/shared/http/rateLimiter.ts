import { AdaptiveRate } from './adaptiveRate';

/** Timers fire late on a busy machine. Slots missed by no more than this are still used. */
const CATCH_UP_MS = 25;
/** The pause after a 429 without a usable `Retry-After`; it doubles with each further one in a row. */
const FIRST_PAUSE_MS = 200;
const MAX_OWN_PAUSE_MS = 10_000;
/** Jitter: other processes and computers may wait for the same moment. */
const JITTER = 0.1;
const MAX_JITTER_MS = 1_000;

/** Even spacing: the next slot comes one interval after the last, or at once where that is over. */
export class Spacing {
	private nextSlot: number | undefined;

	/** @returns milliseconds until the next slot, 0 or less for now */
	delay(now: number): number {
		return (this.nextSlot ?? now) - now;
	}

	/** @param perSecond Infinity for no limit */
	take(now: number, perSecond: number): void {
		this.nextSlot = Math.max(this.nextSlot ?? now, now - CATCH_UP_MS) + 1000 / perSecond;
	}

	reset(now: number): void {
		this.nextSlot = now;
	}
}

/**
 * When the next request of an API account may start. It closes on a 429 for as long as the API asks (`Retry-After`,
 * RFC 9110, 10.2.3), and never for less than an exponential backoff, then lets requests through at the rate that the API
 * seems to accept.
 *
 * Pure: it is told the time, in milliseconds of one clock that never goes backwards.
 */
export class RateLimiter {
	private readonly rate = new AdaptiveRate();

	private readonly spacing = new Spacing();

	private closedUntil = Number.NEGATIVE_INFINITY;

	/** When requests were let through again after the last pause. */
	private openedAt = Number.NEGATIVE_INFINITY;

	/** A 429 has come since then. */
	private wasRateLimited = false;

	private consecutive429s = 0;

	/** Since when the API accepts nothing; undefined while it does. */
	private starvedSince: number | undefined;

	constructor(private readonly random: () => number = Math.random) {}

	/** @returns milliseconds until a request may start, 0 or less for now */
	delay(now: number): number {
		return Math.max(this.closedUntil - now, this.spacing.delay(now));
	}

	/** Takes the slot that `delay` has offered. */
	take(now: number): void {
		if (this.wasRateLimited) {
			this.wasRateLimited = false;
			this.openedAt = now;
			this.spacing.reset(now);
			this.rate.opened(now);
		}
		this.spacing.take(now, this.rate.at(now));
	}

	/** The API responded with anything but a 429. */
	accepted(sentAt: number, now: number): void {
		this.consecutive429s = 0;
		this.starvedSince = undefined;
		this.rate.accepted(sentAt, now);
	}

	/**
	 * @param sentAt when the rate-limited request was sent
	 * @param retryAfterMs what the API asks for, 0 where it says nothing
	 */
	rateLimited(sentAt: number, now: number, retryAfterMs: number): void {
		this.starvedSince ??= sentAt;
		// Requests that were under way at the first 429 tell nothing new of the rate.
		const isNews = !this.wasRateLimited && sentAt >= this.openedAt;
		if (isNews) {
			this.wasRateLimited = true;
			this.rate.rateLimited(now);
		}
		const backoffMs = isNews ? this.backoff(this.consecutive429s++) : 0;
		this.close(now, Math.max(retryAfterMs, backoffMs));
	}

	/** @returns for how long the API has accepted nothing, in milliseconds */
	starvedMs(now: number): number {
		return this.starvedSince === undefined ? 0 : now - this.starvedSince;
	}

	/** The API asks for a pause for another reason than a rate limit. */
	close(now: number, pauseMs: number): void {
		const jitterMs = this.random() * Math.min(pauseMs * JITTER, MAX_JITTER_MS);
		this.closedUntil = Math.max(this.closedUntil, now + pauseMs + jitterMs);
	}

	private backoff(previous429s: number): number {
		const maxMs = Math.min(FIRST_PAUSE_MS * 2 ** previous429s, MAX_OWN_PAUSE_MS);
		return (maxMs * (1 + this.random())) / 2;
	}
}
