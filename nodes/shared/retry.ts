/** Milliseconds before the first repetition, at most; it doubles with each further one. */
export const FIRST_BACKOFF_MS = 1_000;
export const LONGEST_BACKOFF_MS = 30_000;
/** A server that asks for more than this is not waited for: a workflow that seems to hang is worse than an error. */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/** What became of sending a request once. */
export type Attempt =
	| {
			readonly kind: 'answered';
			readonly status: number;
			readonly retryAfterMs?: number | undefined;
	  }
	/** The server could not be reached, so it cannot have processed anything. */
	| { readonly kind: 'unreachable' }
	/** The address itself is wrong or not trusted; sending again changes nothing. */
	| { readonly kind: 'misaddressed' }
	/** Sent, but no answer came: it may have been processed. */
	| { readonly kind: 'unanswered' };

export type Decision =
	| {
			readonly action: 'repeat';
			readonly waitMs: number;
			/** The server turned away everybody, not this item: the whole run waits, not only this item. */
			readonly holdsRun: boolean;
	  }
	| {
			readonly action: 'giveUp';
			/** How long the server asks everybody to stay away, though this request is not sent again. */
			readonly holdRunMs?: number;
	  };

export interface RetryRules {
	/** Repetitions after the first attempt, at most. */
	readonly maxRetries: number;
	/** From 0 up to 1. */
	random(): number;
}

/** Answers of a gateway or an overloaded server: whether the request was processed is not known. */
const PASSING_STATUSES = new Set([408, 502, 503, 504]);

/**
 * Decides what follows an attempt that was not successful. The rules stand in docs/reliability.md; the reason for each:
 * 429 is a refusal before any processing, so anything may be repeated. After a passing status or no answer,
 * only what does no harm when processed twice is repeated.
 *
 * @param attemptNumber 1 for the first attempt
 */
export function decide(
	attempt: Attempt,
	attemptNumber: number,
	repeatable: boolean,
	rules: RetryRules,
): Decision {
	const worthwhile = isPassing(attempt) && (repeatable || !isUnclear(attempt));
	const waitMs = waitBefore(attempt, attemptNumber, rules);
	if (!worthwhile || attemptNumber > rules.maxRetries || waitMs > LONGEST_RETRY_AFTER_MS) {
		return { action: 'giveUp', ...pauseOf(attempt) };
	}
	return { action: 'repeat', waitMs, holdsRun: concernsEverybody(attempt) };
}

function pauseOf(attempt: Attempt): { holdRunMs?: number } {
	const pauseMs = attempt.kind === 'answered' ? (attempt.retryAfterMs ?? 0) : 0;
	return pauseMs > 0 && pauseMs <= LONGEST_RETRY_AFTER_MS ? { holdRunMs: pauseMs } : {};
}

function isPassing(attempt: Attempt): boolean {
	if (attempt.kind === 'answered')
		return attempt.status === 429 || PASSING_STATUSES.has(attempt.status);
	return attempt.kind !== 'misaddressed';
}

/** @returns whether the server may have processed the request although it reported no success */
export function isUnclear(attempt: Attempt): boolean {
	if (attempt.kind === 'answered') return attempt.status === 408 || attempt.status >= 500;
	return attempt.kind === 'unanswered';
}

function concernsEverybody(attempt: Attempt): boolean {
	if (attempt.kind === 'answered')
		return attempt.status === 429 || attempt.retryAfterMs !== undefined;
	return attempt.kind === 'unreachable';
}

/**
 * What the server asks for, else exponential backoff of which half is random, so that many waiting requests spread out.
 * The other half is fixed: with luck of the draw alone, five waits could all be over before a short outage is.
 */
function waitBefore(attempt: Attempt, attemptNumber: number, rules: RetryRules): number {
	// 0 is what servers write that cut the seconds off: taken at its word, it leads straight into the next refusal.
	if (attempt.kind === 'answered' && attempt.retryAfterMs) return attempt.retryAfterMs;
	const longest = Math.min(FIRST_BACKOFF_MS * 2 ** (attemptNumber - 1), LONGEST_BACKOFF_MS);
	return Math.round((longest * (1 + rules.random())) / 2);
}

/** The three forms that HTTP allows. Only asctime's, the last, does not name its zone, which is GMT all the same. */
const HTTP_DATE_SHAPE = /^[A-Z][a-z]+,? .+ \d\d:\d\d:\d\d (?:GMT|\d{4})$/;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds from now, 0 for a date that has passed, undefined where the header says nothing usable
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const text = String(header).trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
	if (!HTTP_DATE_SHAPE.test(text)) return undefined;
	const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
