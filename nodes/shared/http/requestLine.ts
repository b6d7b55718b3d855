import { sleep } from 'n8n-workflow';

import type { Attempt, FailedAttempt } from './attempt';
import { isRateLimited, isUnavailable, retryAfterOf } from './attempt';
import { CircuitBreaker } from './circuitBreaker';
import { ExecutionStopped, clockMs, onAbort } from './clock';
import type { Spacing } from './rateLimiter';
import { RateLimiter } from './rateLimiter';

/** The line is checked at least this often: its requests may have been stopped meanwhile. */
const MAX_SLEEP_MS = 1_000;

/** A request leaves the line unsent: to send it now is of no use. */
export class TurnedAway extends Error {
	/** @param because the failure of another request, which shows it */
	constructor(readonly because: FailedAttempt) {
		super('Turned away');
		this.name = 'TurnedAway';
	}
}

/** How the requests of a run wait in line. */
export interface RunInLine {
	readonly spacing: Spacing;
	/** 0 for no limit of its own. */
	readonly requestsPerSecond: number;
	/** The longest pause that is waited for. */
	readonly patienceMs: number;
	readonly signal?: AbortSignal | undefined;
}

/** A request that may be sent now. What comes of it must be reported with `done`. */
export interface Turn {
	readonly sentAt: number;
	/** The circuit breaker's: no other request is sent before its end. */
	readonly isProbe: boolean;
}

interface Waiting {
	readonly run: RunInLine;
	/** It leaves the line, and is sent. */
	go(turn: Turn): void;
	fail(error: Error): void;
}

/**
 * The line in which all requests to one API account wait, those of all executions of a process, until the rate limiter
 * and the circuit breaker let the next one go. Retries go before requests that were never sent.
 */
export class RequestLine {
	private readonly limiter: RateLimiter;

	private readonly breaker: CircuitBreaker;

	private readonly retries = new Set<Waiting>();

	private readonly newcomers = new Set<Waiting>();

	/** Why requests wait: a rate limit, or a server that may be gone. */
	private lastFailure: FailedAttempt | undefined;

	private wakesAt = Number.POSITIVE_INFINITY;

	constructor(random: () => number = Math.random) {
		this.limiter = new RateLimiter(random);
		this.breaker = new CircuitBreaker(random);
	}

	/**
	 * @throws TurnedAway where the server is gone, or asks for a longer pause than the run waits
	 * @throws ExecutionStopped
	 */
	async waitForTurn(run: RunInLine, isRetry: boolean): Promise<Turn> {
		const { signal } = run;
		if (signal?.aborted) throw new ExecutionStopped();
		const line = isRetry ? this.retries : this.newcomers;
		return await new Promise<Turn>((resolve, reject) => {
			const takeBack = onAbort(signal, () => waiting.fail(new ExecutionStopped()));
			const settle = () => {
				line.delete(waiting);
				takeBack();
			};
			const waiting: Waiting = {
				run,
				go: (turn) => {
					settle();
					resolve(turn);
				},
				fail: (error) => {
					settle();
					reject(error);
				},
			};
			line.add(waiting);
			this.turnAway([waiting]);
			this.serve();
		});
	}

	/** @param attempt undefined where the execution was stopped first */
	done(turn: Turn, attempt?: Attempt): void {
		if (!attempt) this.breaker.abandoned(turn.isProbe);
		else if (attempt.kind === 'success') this.noteResponse(turn);
		else this.noteFailure(turn, attempt);
		this.serve();
	}

	private noteResponse({ sentAt }: Turn): void {
		this.limiter.accepted(sentAt, clockMs());
		this.breaker.succeeded();
	}

	private noteFailure(turn: Turn, attempt: FailedAttempt): void {
		const { sentAt, isProbe } = turn;
		const now = clockMs();
		if (isRateLimited(attempt)) {
			this.limiter.rateLimited(sentAt, now, retryAfterOf(attempt));
			this.breaker.succeeded();
		} else if (isUnavailable(attempt)) {
			this.limiter.close(now, retryAfterOf(attempt));
			this.breaker.failed(now, isProbe);
		} else if (attempt.kind === 'errorResponse' || attempt.kind === 'unreadable') {
			this.noteResponse(turn);
			return;
		} else {
			// Not sent at all, which says nothing of the server.
			this.breaker.abandoned(isProbe);
			return;
		}
		this.lastFailure = attempt;
		this.turnAway(this.everybody());
	}

	/** @returns for how long the API has accepted nothing of this account, in milliseconds */
	get starvedMs(): number {
		return this.limiter.starvedMs(clockMs());
	}

	get isIdle(): boolean {
		const now = clockMs();
		return this.size === 0 && this.limiter.delay(now) <= 0 && this.breaker.state(now) === 'closed';
	}

	private get size(): number {
		return this.retries.size + this.newcomers.size;
	}

	private serve(): void {
		while (this.size > 0) {
			const now = clockMs();
			const delay = Math.max(this.limiter.delay(now), this.breaker.delay(now));
			const next = delay > 0 ? undefined : this.firstReady(now);
			if (!next) {
				this.wakeAt(now + (delay > 0 ? delay : this.soonestSlot(now)));
				return;
			}
			this.giveTurn(next, now);
		}
	}

	private giveTurn({ run, go }: Waiting, now: number): void {
		this.limiter.take(now);
		run.spacing.take(now, run.requestsPerSecond || Number.POSITIVE_INFINITY);
		go({ sentAt: now, isProbe: this.breaker.sent(now) });
	}

	/** Requests that would have to wait too long fail now. */
	private turnAway(those: Iterable<Waiting>): void {
		const now = clockMs();
		const { lastFailure } = this;
		const isGone = this.breaker.state(now) === 'open';
		const pauseMs = this.limiter.delay(now);
		if (!lastFailure || (!isGone && pauseMs <= 0)) return;
		for (const { run, fail } of those) {
			if (isGone || pauseMs > run.patienceMs) fail(new TurnedAway(lastFailure));
		}
	}

	private firstReady(now: number): Waiting | undefined {
		for (const waiting of this.everybody()) {
			if (waiting.run.spacing.delay(now) <= 0) return waiting;
		}
		return undefined;
	}

	private soonestSlot(now: number): number {
		return Math.min(...[...this.everybody()].map(({ run }) => run.spacing.delay(now)));
	}

	private *everybody(): Iterable<Waiting> {
		yield* this.retries;
		yield* this.newcomers;
	}

	/** A probe's end wakes the line by itself. */
	private wakeAt(time: number): void {
		const at = Math.min(time, clockMs() + MAX_SLEEP_MS);
		if (!Number.isFinite(time) || at >= this.wakesAt) return;
		this.wakesAt = at;
		void sleep(at - clockMs()).then(() => {
			// A sleep cannot be ended early: one that an earlier one replaced does nothing.
			if (this.wakesAt !== at) return;
			this.wakesAt = Number.POSITIVE_INFINITY;
			this.serve();
		});
	}
}
