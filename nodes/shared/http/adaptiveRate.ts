/** Servers count per second or longer, and write `Retry-After` in whole seconds, rounded up. */
const SECOND_MS = 1_000;
/** So many requests within a second show the limit itself; fewer may be only the few tokens of a bucket. */
const TELLING_REQUESTS = 50;
/** Slow start begins at no less than a request a second, and adds so much with each accepted request. */
const FIRST_RATE = 1;
const GROWTH = 1.25;
/** CUBIC begins at this part of its plateau (β of RFC 9438). */
const BETA = 0.96;
/** The plateau lies a little below what was accepted: at the limit itself, mere jitter brings the next 429. */
const MARGIN = 0.97;
/** The plateau is reached after this time, or after so many requests where that takes longer (K of RFC 9438). */
const RECOVERY_MS = 5_000;
const RECOVERY_REQUESTS = 10;
/** A 429 this soon shows that the pause before it was too short; it tells little of the rate. */
const TELLING_MS = 500;
/** A single 429 lowers the plateau to no less than this part. No plateau is below a request in two minutes. */
const MAX_DECREASE = 0.7;
const SLOWEST_RATE = 1 / 120;
/** Requests pause where none is sent for so many intervals of the rate, or for a second where that is more. */
const PAUSE_INTERVALS = 3;

/** Unlimited until the first 429, then TCP's two phases; all in requests per second. */
type Phase =
	| { readonly kind: 'unlimited' }
	| { readonly kind: 'slowStart'; readonly from: number }
	| { readonly kind: 'cubic'; readonly plateau: number };

/**
 * The rate at which an API is likely to accept requests, learnt from what it accepts and from its 429s. The rule is TCP's
 * congestion control, with requests per second in place of the window: slow start (RFC 5681), then CUBIC (RFC 9438), as in
 * the adaptive retry mode of AWS' SDKs. CUBIC's K is given here instead of its C, so that one rule serves a request a
 * minute and a thousand a second.
 *
 * Pure: it is told the time, in milliseconds of one clock that never goes backwards.
 */
export class AdaptiveRate {
	private phase: Phase = { kind: 'unlimited' };

	/** Since when the rate grows. */
	private growsSince = 0;

	/** Requests accepted since then, and when the first of them was sent. */
	private count = 0;

	private firstSentAt = 0;

	/** When the requests of the last second were accepted. */
	private readonly lastSecond: number[] = [];

	private last429At = 0;

	/** @returns requests per second, Infinity for no limit */
	at(now: number): number {
		const { phase } = this;
		if (phase.kind === 'unlimited') return Infinity;
		if (phase.kind === 'slowStart') return phase.from + GROWTH * this.count;
		const { plateau } = phase;
		const recoveryMs = Math.max(RECOVERY_MS, (RECOVERY_REQUESTS / plateau) * SECOND_MS);
		const x = (now - this.growsSince) / recoveryMs - 1;
		return plateau * (1 + (1 - BETA) * x ** 3);
	}

	/** @param sentAt when the accepted request was sent */
	accepted(sentAt: number, now: number): void {
		// Growth begins anew after a pause (RFC 5681, 4.1): an API that is hardly used shows no limit.
		if (this.isAfterPause(sentAt)) this.growFrom(sentAt);
		if (this.count === 0) this.firstSentAt = sentAt;
		this.count++;
		this.lastSecond.push(now);
		while ((this.lastSecond[0] ?? now) < now - SECOND_MS) this.lastSecond.shift();
	}

	rateLimited(now: number): void {
		this.last429At = now;
	}

	/** The pause after a 429 is over. Only now the responses to all that was under way have come. */
	opened(now: number): void {
		this.phase = this.nextPhase();
		this.growFrom(now);
	}

	private growFrom(now: number): void {
		this.growsSince = now;
		this.count = 0;
	}

	private isAfterPause(sentAt: number): boolean {
		const pauseMs = sentAt - (this.lastSecond.at(-1) ?? sentAt);
		return pauseMs > Math.max(SECOND_MS, (PAUSE_INTERVALS * SECOND_MS) / this.at(sentAt));
	}

	private nextPhase(): Phase {
		const { phase, lastSecond } = this;
		if (phase.kind === 'unlimited') {
			return lastSecond.length < TELLING_REQUESTS
				? { kind: 'slowStart', from: Math.max(lastSecond.length, FIRST_RATE) }
				: { kind: 'cubic', plateau: MARGIN * lastSecond.length };
		}
		// The pause was too short: nothing was accepted after it.
		if (this.count === 0) return phase;
		const [shown, previous] =
			phase.kind === 'slowStart'
				? [Math.max(this.acceptedRate, lastSecond.length), phase.from]
				: [MARGIN * this.acceptedRateOr(phase.plateau), phase.plateau];
		return { kind: 'cubic', plateau: Math.max(shown, MAX_DECREASE * previous, SLOWEST_RATE) };
	}

	private acceptedRateOr(plateau: number): number {
		return this.last429At - this.firstSentAt < TELLING_MS ? plateau : this.acceptedRate;
	}

	/** What was accepted until the 429, per second. */
	private get acceptedRate(): number {
		return (this.count * SECOND_MS) / Math.max(SECOND_MS, this.last429At - this.firstSentAt);
	}
}
