const WINDOW_MS = 1000;

export interface LimitSettings {
	/** Requests allowed in a second. */
	perSecond: number;
	/**
	 * fixed: counts anew each second (default). sliding: never more than that in any second.
	 * bucket: tokens come back evenly, and up to `burst` of them can be saved.
	 */
	window?: 'fixed' | 'sliding' | 'bucket' | undefined;
	/** For bucket; as many as `perSecond` by default. */
	burst?: number | undefined;
	/** How the 429 tells when to come back; seconds by default. */
	retryAfter?: 'seconds' | 'date' | 'none' | undefined;
}

/** Takes the present in milliseconds; gives 0 for "come in", else in how many milliseconds to come back. */
export type Limiter = (nowMs: number) => number;

function fixedWindow(perSecond: number): Limiter {
	let startMs = -Infinity;
	let used = 0;
	return (nowMs) => {
		if (nowMs - startMs >= WINDOW_MS) {
			startMs = nowMs;
			used = 0;
		}
		if (used >= perSecond) return startMs + WINDOW_MS - nowMs;
		used += 1;
		return 0;
	};
}

function slidingWindow(perSecond: number): Limiter {
	/** The moments of the last admissions, as a ring: the entry at `next` is the oldest. */
	const admittedMs = new Array<number>(perSecond).fill(-Infinity);
	let next = 0;
	return (nowMs) => {
		const oldestMs = admittedMs[next] ?? -Infinity;
		if (nowMs - oldestMs < WINDOW_MS) return oldestMs + WINDOW_MS - nowMs;
		admittedMs[next] = nowMs;
		next = (next + 1) % perSecond;
		return 0;
	};
}

function tokenBucket(perSecond: number, burst: number): Limiter {
	let tokens = burst;
	let lastMs = 0;
	return (nowMs) => {
		tokens = Math.min(burst, tokens + ((nowMs - lastMs) * perSecond) / WINDOW_MS);
		lastMs = nowMs;
		if (tokens < 1) return ((1 - tokens) * WINDOW_MS) / perSecond;
		tokens -= 1;
		return 0;
	};
}

export function createLimiter({
	perSecond,
	window = 'fixed',
	burst = perSecond,
}: LimitSettings): Limiter {
	if (window === 'sliding') return slidingWindow(perSecond);
	if (window === 'bucket') return tokenBucket(perSecond, burst);
	return fixedWindow(perSecond);
}

/** `Retry-After` knows whole seconds only, so the wait is rounded up. */
export function retryAfterHeader(
	form: LimitSettings['retryAfter'],
	waitMs: number,
	nowMs: number,
): Record<string, string> {
	if (form === 'none') return {};
	if (form === 'date') {
		const atSecond = Math.ceil((nowMs + waitMs) / 1000);
		return { 'retry-after': new Date(atSecond * 1000).toUTCString() };
	}
	return { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) };
}
