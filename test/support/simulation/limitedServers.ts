import type { Attempt } from '../../../nodes/shared/http/attempt';
import type { SimulatedServer } from './simulation';

/** How servers write `Retry-After`: rounded up, as most do; cut to whole seconds, often 0; or not at all. */
export type RetryAfterStyle = 'roundedUp' | 'cut' | 'absent';

const SUCCESS: Attempt = { kind: 'success', response: { status: 200, body: '' } };
const ACCEPTED = { attempt: SUCCESS };

function refusal(waitMs: number, style: RetryAfterStyle): { attempt: Attempt } {
	const seconds = style === 'cut' ? Math.floor(waitMs / 1000) : Math.ceil(waitMs / 1000);
	return {
		attempt: {
			kind: 'errorResponse',
			status: 429,
			errorBody: {},
			isWebPage: false,
			...(style === 'absent' ? {} : { retryAfterMs: seconds * 1000 }),
		},
	};
}

/**
 * Counts anew with each window of the clock.
 *
 * @param begunMs how long ago its current window began when the simulation begins
 */
export function fixedWindow(
	limit: number,
	windowMs = 1000,
	style: RetryAfterStyle = 'roundedUp',
	begunMs = 0,
): SimulatedServer {
	let [current, taken] = [-1, 0];
	return (now) => {
		const index = Math.floor((now + begunMs) / windowMs);
		if (index !== current) [current, taken] = [index, 0];
		if (taken++ < limit) return ACCEPTED;
		return refusal((index + 1) * windowMs - now - begunMs, style);
	};
}

/** Counts what it took within the last window. */
export function slidingWindow(
	limit: number,
	windowMs = 1000,
	style: RetryAfterStyle = 'roundedUp',
): SimulatedServer {
	const taken: number[] = [];
	return (now) => {
		while (taken[0] !== undefined && taken[0] <= now - windowMs) taken.shift();
		if (taken.length >= limit) return refusal((taken[0] ?? now) + windowMs - now, style);
		taken.push(now);
		return ACCEPTED;
	};
}

/** Holds up to `burst` tokens, refills steadily; a request takes one. */
export function tokenBucket(
	perSecond: number,
	burst: number,
	style: RetryAfterStyle = 'roundedUp',
): SimulatedServer {
	let [tokens, filledAt] = [burst, 0];
	return (now) => {
		tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
		filledAt = now;
		if (tokens < 1) return refusal(((1 - tokens) / perSecond) * 1000, style);
		tokens--;
		return ACCEPTED;
	};
}
