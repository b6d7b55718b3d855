import { backoffMs } from './retry';

/** Requests wait for the probes until failures have lasted this long: a restart or a short breakdown takes less. */
export const PATIENCE_MS = 20_000;
/** How long requests fail unsent before the next probe. */
const OPEN_MS = 10_000;
/** Failures this old say nothing of today's server. */
const FORGOTTEN_AFTER_MS = 60_000;

export type CircuitState = 'closed' | 'halfOpen' | 'open';

/**
 * Circuit breaker (M. Nygard, "Release It!"; states named as in opossum) for a server that is gone: no connection, no
 * response in time, 502, 503, 504 and the like.
 *
 * - closed: requests are sent.
 * - half-open, from the first failure on: one probe at a time, after a growing pause; the other requests wait for it.
 * - open, once this has lasted 20 seconds: requests fail unsent for 10 seconds, then it is half-open again.
 *
 * Any other response closes it. Pure: it is told the time, in milliseconds of one clock that never goes backwards.
 */
export class CircuitBreaker {
	private failingSince: number | undefined;

	private failures = 0;

	private openUntil = 0;

	private nextProbeAt = 0;

	private isProbing = false;

	constructor(private readonly random: () => number = Math.random) {}

	state(now: number): CircuitState {
		if (this.failingSince === undefined) return 'closed';
		if (!this.isProbing && now - this.nextProbeAt > FORGOTTEN_AFTER_MS) return 'closed';
		return now < this.openUntil ? 'open' : 'halfOpen';
	}

	/** @returns milliseconds until a request may be sent; Infinity while a probe is under way */
	delay(now: number): number {
		if (this.state(now) === 'closed') return 0;
		return this.isProbing ? Number.POSITIVE_INFINITY : this.nextProbeAt - now;
	}

	/** @returns whether the request that is sent now is a probe: its end must be reported */
	sent(now: number): boolean {
		this.isProbing = this.state(now) !== 'closed';
		return this.isProbing;
	}

	/** The server is there, whatever it said. */
	succeeded(): void {
		this.failingSince = undefined;
		this.failures = 0;
		this.isProbing = false;
		this.openUntil = 0;
	}

	failed(now: number, isProbe: boolean): void {
		const isFirst = this.state(now) === 'closed';
		if (isFirst) {
			this.failingSince = now;
			this.failures = 0;
		}
		if (isProbe) this.isProbing = false;
		// These requests were under way when the first of them failed, so they tell nothing new.
		if (isFirst || isProbe) this.nextProbeAt = now + backoffMs(this.failures++, this.random);
		if (now - (this.failingSince ?? now) < PATIENCE_MS) return;
		this.openUntil = now + OPEN_MS;
		this.nextProbeAt = this.openUntil;
	}

	/** The probe ended without a response, because its execution was stopped. */
	abandoned(isProbe: boolean): void {
		if (isProbe) this.isProbing = false;
	}
}
