import type { FailedAttempt } from './attempt';
import { isRateLimited, isUnavailable, retryAfterOf } from './attempt';

/** The first backoff, at most; it doubles with each further retry. */
export const FIRST_BACKOFF_MS = 1_000;
export const MAX_BACKOFF_MS = 30_000;
/** A longer pause is not waited for: a workflow that seems to hang is worse than an error. */
export const MAX_PAUSE_MS = 300_000;

export type Decision =
	{ readonly action: 'retry'; readonly afterMs: number } | { readonly action: 'giveUp' };

export interface RetryRules {
	/** Retries after the first attempt, at most; those after a 429 do not count. */
	readonly maxRetries: number;
	/** The longest pause that is waited for. */
	readonly patienceMs: number;
	/** From 0 up to 1. */
	random(): number;
}

/** What `decide` goes by, beside the failed attempt. */
export interface Situation {
	/** Retries so far, without those after a 429. */
	readonly retries: number;
	/** Whether sending the request twice does no more than sending it once (RFC 9110, 9.2.2). */
	readonly idempotent: boolean;
	/** How long the API has accepted nothing of this account. */
	readonly starvedMs: number;
}

const GIVE_UP: Decision = { action: 'giveUp' };

/**
 * Decides what follows a failed attempt; the rules stand in docs/reliability.md. A 429 comes before any processing, so
 * every request may be sent again. After anything that leaves open whether the request was processed, only an idempotent
 * one is (RFC 9110, 9.2.2).
 */
export function decide(
	attempt: FailedAttempt,
	{ retries, idempotent, starvedMs }: Situation,
	{ maxRetries, patienceMs, random }: RetryRules,
): Decision {
	if (isRateLimited(attempt)) {
		const isTooLong = Math.max(starvedMs, retryAfterOf(attempt)) > patienceMs;
		// The rate limiter does the waiting, for all requests together.
		return isTooLong ? GIVE_UP : { action: 'retry', afterMs: 0 };
	}
	const isSafe = idempotent || attempt.kind === 'unreachable';
	const afterMs = Math.max(retryAfterOf(attempt), backoffMs(retries, random));
	if (!isTransient(attempt) || !isSafe || retries >= maxRetries || afterMs > patienceMs) {
		return GIVE_UP;
	}
	return { action: 'retry', afterMs };
}

function isTransient(attempt: FailedAttempt): boolean {
	const isLate = attempt.kind === 'errorResponse' && attempt.status === 408;
	return isUnavailable(attempt) || isLate || attempt.kind === 'unreadable';
}

/**
 * Exponential backoff with equal jitter (AWS, "Exponential Backoff and Jitter"): half of it is fixed, so that five
 * retries take at least 15 seconds, which a restart of the API does not outlast.
 *
 * @param retries so far, 0 before the first
 */
export function backoffMs(retries: number, random: () => number): number {
	const maxMs = Math.min(FIRST_BACKOFF_MS * 2 ** retries, MAX_BACKOFF_MS);
	return Math.round((maxMs * (1 + random())) / 2);
}

/** The three forms that HTTP allows. Only asctime's, the last, does not name its zone, which is GMT all the same. */
const HTTP_DATE_SHAPE = /^[A-Z][a-z]{2,8},? [\w :-]{6,30} ?\d\d:\d\d:\d\d (?:GMT|\d{4})$/;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the epoch by the server's clock, its `Date` header, where it sends one
 * @returns milliseconds from now, 0 for a date that has passed, undefined where the header says nothing usable
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const text = String(header).trim();
	if (/^\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Math.ceil(Number(text) * 1000);
	const date = parseHttpDate(text);
	return date === undefined ? undefined : Math.max(0, date - now);
}

/** @returns milliseconds since the epoch */
export function parseHttpDate(header: unknown): number | undefined {
	const text = typeof header === 'string' ? header.trim() : '';
	if (text.length > 40 || !HTTP_DATE_SHAPE.test(text)) return undefined;
	const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	return Number.isNaN(date) ? undefined : date;
}
