/** Timers fire late on a busy machine; slots missed within this time are made up for. */
const CATCH_UP_MS = 25;
/** Limits are counted per second or longer, and `Retry-After` has no finer unit. */
const SHORTEST_WINDOW_MS = 1_000;
/** A refusal this soon after a pause means that the rate is far off, not slightly. */
const FAR_OFF_MS = 1_500;
const FAR_OFF_FACTOR = 0.5;
/** Kept below what was seen to be accepted, as each refusal costs a pause. */
const CAUTION = 0.96;
/** Slow growth per second while the learnt rate is taken as right. */
const SLOW_GROWTH = 0.0015;
/** After so long without a refusal the limit is probably higher, and growth quickens. */
const TRUSTED_GUESS_MS = 10_000;
const TRUSTED_LIMIT_MS = 60_000;
const QUICK_GROWTH = 0.22;
const SLOWEST_PER_SECOND = 0.2;

const UNLIMITED = Number.POSITIVE_INFINITY;

/** What was seen since the last pause. */
interface Period {
	readonly start: number;
	accepted: number;
	/** When the first refusal came, and when the server takes requests again. */
	refusedAt?: number;
	until?: number;
}

/**
 * When the next request of a run may start. Pure: it is told the time, and never waits.
 *
 * Without a refusal it only spaces requests by the user's limit. On a refusal (429) it closes until the time the
 * server named, then goes on a little below the rate that was just accepted and probes upwards from there, so that
 * a limit nobody documents is found with few refusals.
 *
 * Times are milliseconds of one clock that never goes backwards.
 */
export class Pace {
	/** Requests per second at the start of the period; unlimited until the server refuses one. */
	private learntRate = UNLIMITED;

	/** How long the learnt rate is taken as right. */
	private trustedMs = TRUSTED_GUESS_MS;

	private nextSlot = 0;

	private closedUntil = 0;

	private period: Period | undefined;

	/** @param perSecond the user's limit, 0 for none */
	constructor(private readonly perSecond: number) {}

	/** @returns 0 when the request may start now, which takes the slot; else milliseconds after which to ask again */
	claim(now: number): number {
		if (now < this.closedUntil) return this.closedUntil - now;
		const period = this.openPeriod(now);
		if (now < this.nextSlot) return this.nextSlot - now;
		this.nextSlot =
			Math.max(this.nextSlot, now - CATCH_UP_MS) + this.intervalMs(now - period.start);
		return 0;
	}

	/** The server took a request, whatever it then answered. */
	accepted(): void {
		if (this.period) this.period.accepted++;
	}

	/** A server that is away or overloaded: nobody starts before `until`, but its limit is not in question. */
	close(until: number): void {
		this.closedUntil = Math.max(this.closedUntil, until);
	}

	/**
	 * @param sentAt when the refused request was sent
	 * @param until when the server takes requests again
	 */
	refused(sentAt: number, now: number, until: number): void {
		this.close(until);
		// A request from before the last pause says nothing about the rate since.
		if (!this.period || sentAt < this.period.start) return;
		this.period.refusedAt ??= now;
		this.period.until = Math.max(this.period.until ?? 0, until);
	}

	private openPeriod(now: number): Period {
		const last = this.period;
		if (last && last.refusedAt === undefined) return last;
		// Where nothing at all was accepted, the pause was too short, or others had used the limit up: no word on the rate.
		if (last?.refusedAt !== undefined && last.accepted > 0) this.learn(last, last.refusedAt);
		this.nextSlot = now;
		this.period = { start: now, accepted: 0 };
		return this.period;
	}

	/** The period that a refusal ended shows how many requests the server takes in what time. */
	private learn(period: Period, refusedAt: number): void {
		const openMs = refusedAt - period.start;
		const pauseMs = (period.until ?? refusedAt) - refusedAt;
		const measured =
			(CAUTION * period.accepted * 1000) / Math.max(openMs, pauseMs, SHORTEST_WINDOW_MS);
		const used = this.rateAfter(openMs);
		const isFirst = this.learntRate === UNLIMITED;
		const isFarOff = openMs < FAR_OFF_MS;
		const lowered = isFirst
			? 0
			: isFarOff
				? used * FAR_OFF_FACTOR
				: Math.min(used * CAUTION, measured);
		this.learntRate = Math.max(measured, lowered, SLOWEST_PER_SECOND);
		this.trustedMs = isFirst || isFarOff ? TRUSTED_GUESS_MS : TRUSTED_LIMIT_MS;
	}

	private rateAfter(openMs: number): number {
		const trustedS = Math.min(openMs, this.trustedMs) / 1000;
		const doubtedS = Math.max(0, openMs - this.trustedMs) / 1000;
		return this.learntRate * (1 + SLOW_GROWTH * trustedS + (QUICK_GROWTH * doubtedS) ** 2);
	}

	private intervalMs(openMs: number): number {
		const limit = this.perSecond > 0 ? this.perSecond : UNLIMITED;
		const rate = Math.min(limit, this.rateAfter(openMs));
		return rate === UNLIMITED ? 0 : 1000 / rate;
	}
}
