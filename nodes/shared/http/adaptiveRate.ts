/** Servers count per second or longer, and write `Retry-After` in whole seconds, rounded up. */
const SECOND_MS = 1_000;
/** Slow start doubles the rate in this time (RFC 5681 doubles once per round trip). */
const DOUBLING_MS = 400;
/** A first burst this large shows the limit itself; a smaller one may be only the few tokens of a bucket. */
const TELLING_BURST = 50;
/** A 429 lowers the rate to this part of what was accepted (β of RFC 9438). */
const BETA = 0.96;
/** The plateau lies a little below what was accepted: at the limit itself, mere jitter brings the next 429. */
const MARGIN = 0.97;
/** The plateau is reached after this time, or after so many requests (K of RFC 9438). */
const RECOVERY_MS = 6_000;
const RECOVERY_REQUESTS = 10;
/** Requests have paused after so many intervals of the rate without one, or after a second where that is more. */
const PAUSE_INTERVALS = 3;
/** Measured over so many accepted requests, or over a second where that is more. */
const MEASURED_REQUESTS = 100;
/** Requests per second where nothing was accepted yet, and at least. */
const FIRST_RATE = 1;
const SLOWEST_RATE = 1 / 120;

/** Unlimited until the first 429, then TCP's two phases; all in requests per second. */
type Phase =
	| { readonly kind: 'unlimited' }
	| { readonly kind: 'slowStart'; readonly from: number }
	| { readonly kind: 'cubic'; readonly max: number };

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

	/** When requests were last let through again. */
	private openedAt = 0;

	private isClosed = false;

	private last429At = 0;

	/** What the API asked for beyond the second that may be due to rounding. */
	private provenPauseMs = 0;

	/** The rate in use when the latest 429 came. */
	private rateAt429 = Infinity;

	/** Nothing was accepted since requests were let through again. */
	private isUnproven = false;

	/** The latest 429 before `openedAt`. */
	private previous429At: number | undefined;

	/** The plateau when the API last accepted something. */
	private provenMax = 0;

	/** Requests accepted since `countedSince`. */
	private count = 0;

	private countedSince = 0;

	/** The 429 before `countedSince`, unless the requests paused in between. */
	private countedFrom: number | undefined;

	/** When the latest of the counted requests were accepted. */
	private acceptedAt: number[] = [];

	private acceptedSince = 0;

	/** @returns requests per second, Infinity for no limit */
	at(now: number): number {
		const { phase } = this;
		const openMs = now - this.openedAt;
		if (phase.kind === 'unlimited') return Infinity;
		if (phase.kind === 'slowStart') return phase.from * 2 ** (openMs / DOUBLING_MS);
		const recoveryMs = Math.max(RECOVERY_MS, (RECOVERY_REQUESTS / phase.max) * SECOND_MS);
		return phase.max * (1 + (1 - BETA) * (openMs / recoveryMs - 1) ** 3);
	}

	/** @param sentAt when the accepted request was sent */
	accepted(sentAt: number, now: number): void {
		// Requests that were under way at the 429 count for the period before it.
		if (this.isUnproven && !this.isClosed && sentAt >= this.openedAt) {
			this.isUnproven = false;
			if (this.phase.kind === 'cubic') this.provenMax = this.phase.max;
			this.countAnew(this.openedAt, this.previous429At);
		} else if (this.beginsBurst(sentAt)) this.countAnew(sentAt);
		this.count++;
		this.acceptedAt.push(now);
		while (
			this.acceptedAt.length > MEASURED_REQUESTS &&
			(this.acceptedAt[0] ?? now) < now - SECOND_MS
		) {
			this.acceptedSince = this.acceptedAt.shift() ?? now;
		}
	}

	/** @param retryAfterMs what the API asks for, 0 where it says nothing */
	rateLimited(now: number, retryAfterMs: number): void {
		// A period in which nothing was accepted shows only that its pause was too short.
		if (!this.isUnproven || this.rateAt429 === Infinity) this.rateAt429 = this.at(now);
		this.isClosed = true;
		this.last429At = now;
		this.provenPauseMs = Math.max(0, retryAfterMs - SECOND_MS);
	}

	/** The pause is over. Only now the responses to all that was under way have come. */
	opened(now: number): void {
		this.phase = this.nextPhase(now);
		this.openedAt = now;
		this.isClosed = false;
		this.isUnproven = true;
		this.previous429At = this.last429At;
	}

	private nextPhase(now: number): Phase {
		if (this.count === 0) return { kind: 'slowStart', from: FIRST_RATE };
		if (this.phase.kind === 'unlimited' && this.count < TELLING_BURST) {
			const from = (this.count * SECOND_MS) / Math.max(1, now - this.countedSince);
			return { kind: 'slowStart', from: Math.max(from, FIRST_RATE) };
		}
		const max = Math.max(SLOWEST_RATE, Math.min(this.rateAt429, this.acceptedRate()));
		if (this.phase.kind !== 'cubic') this.provenMax = max;
		return { kind: 'cubic', max };
	}

	/** What the API seems to accept. Never less than half of what it was thought to accept before, as in RFC 5681. */
	private acceptedRate(): number {
		const recent = this.recentRate();
		switch (this.phase.kind) {
			case 'unlimited':
				return MARGIN * Math.max(recent, this.lastSecond());
			case 'slowStart':
				return Math.max(recent, this.rateAt429 / 2);
			case 'cubic':
				return Math.max(MARGIN * Math.max(recent, this.cycleRate()), this.provenMax / 2);
		}
	}

	/** Whether the requests had paused: the API takes what is asked of it, which says nothing of what it would take. */
	private beginsBurst(sentAt: number): boolean {
		const latestAt = this.acceptedAt.at(-1);
		if (latestAt === undefined) return !this.isUnproven;
		const pauseMs = Math.max(SECOND_MS, (PAUSE_INTERVALS * SECOND_MS) / this.at(sentAt));
		return sentAt - latestAt > pauseMs;
	}

	private countAnew(since: number, previous429At?: number): void {
		this.count = 0;
		this.countedSince = since;
		this.countedFrom = previous429At;
		this.acceptedAt = [];
		this.acceptedSince = since;
	}

	/** The rate of the last accepted requests before the 429. */
	private recentRate(): number {
		const ms = this.last429At + this.provenPauseMs - this.acceptedSince;
		return (this.acceptedAt.length * SECOND_MS) / Math.max(SECOND_MS, ms);
	}

	/** Light use before a burst would lower any longer measure. */
	private lastSecond(): number {
		const from = this.last429At - SECOND_MS;
		const count = this.acceptedAt.filter((at) => at > from).length;
		return (count * SECOND_MS) / (SECOND_MS + this.provenPauseMs);
	}

	/** The rate from one 429 to the next. At both, the limit was used up, so this is what the API grants in between. */
	private cycleRate(): number {
		if (this.countedFrom === undefined) return 0;
		const ms = this.last429At + this.provenPauseMs - this.countedFrom;
		return (this.count * SECOND_MS) / Math.max(1, ms);
	}
}
