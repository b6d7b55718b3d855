import type { FailureContext, LastAttempt, RequestFailure } from './failure';
import { describeFailure } from './failure';
import type { Gate } from './gate';
import { RunStopped, clockMs, wait } from './gate';
import type { ApiAnswer, ApiRequest } from './operation';
import { Outage } from './outage';
import type { Pace } from './pace';
import { redactor, secretsIn } from './redact';
import type { Attempt, Decision, RetryRules } from './retry';
import { LONGEST_RETRY_AFTER_MS, decide, isUnclear } from './retry';
import type { ApiProblem } from './service';
import { shorten } from './shorten';
import type { Sent, Transport } from './transport';

/** What a run's hint tells at its end. */
export interface RunCounts {
	/** Requests that a rate limit refused at least once. */
	rateLimited: number;
	/** Requests that were sent again for another reason. */
	repeated: number;
}

export interface SenderOptions {
	readonly transport: Transport;
	readonly gate: Gate;
	readonly pace: Pace;
	readonly rules: RetryRules;
	readonly signal?: AbortSignal | undefined;
	/** The credential's values, which no failure tells. */
	readonly secrets: readonly string[];
	readonly failureContext: Pick<FailureContext, 'serviceName' | 'origin' | 'advice'>;
}

type Repeat = Extract<Decision, { action: 'repeat' }>;
type GiveUp = Extract<Decision, { action: 'giveUp' }>;
/** Sent, and no success came of it. */
type Unanswered = Exclude<Sent, { answer: ApiAnswer }>;

/** Sends a request until it is answered or given up, and keeps the whole run within the pace. */
export class Sender {
	readonly counts: RunCounts = { rateLimited: 0, repeated: 0 };

	private readonly shared = new Map<string, Promise<ApiAnswer>>();

	private readonly outage = new Outage();

	/** A refusal whose pause is too long to be waited for. */
	private longRefusal: { readonly unsent: Unanswered; readonly untilMs: number } | undefined;

	constructor(private readonly options: SenderOptions) {}

	/**
	 * @returns the answer, whose status is 2xx
	 * @throws RequestFailure when there is none, RunStopped when the execution is stopped first
	 */
	async send(request: ApiRequest): Promise<ApiAnswer> {
		const { shareKey } = request;
		if (shareKey === undefined) return await this.sendUntilDecided(request);
		const known = this.shared.get(shareKey);
		if (known) return await known;
		const answer = this.sendUntilDecided(request);
		this.shared.set(shareKey, answer);
		// Items that come later try again instead of sharing a passing failure.
		answer.catch(() => this.shared.delete(shareKey));
		return await answer;
	}

	private async sendUntilDecided(request: ApiRequest): Promise<ApiAnswer> {
		const seen = { rateLimited: false, repeated: false };
		let mayBeProcessed = false;
		let sent = await this.attempt(request);
		for (let attempts = 1; !('answer' in sent); attempts++) {
			// A refusal at the end does not undo an earlier attempt that got through without an answer.
			mayBeProcessed ||= isUnclear(sent.attempt) && request.method !== 'GET';
			const decision = decide(sent.attempt, attempts, request.repeatable, this.rules());
			if (decision.action === 'giveUp') {
				this.giveUp(sent, decision, attempts);
				throw this.failure(sent, request, attempts, mayBeProcessed);
			}
			this.count(sent.attempt, seen);
			await this.waitToRepeat(decision);
			sent = await this.attempt(request);
		}
		return sent.answer;
	}

	/** What the other requests of the run are to know of it. */
	private giveUp({ attempt }: Unanswered, { holdRunMs }: GiveUp, attempts: number): void {
		if (holdRunMs !== undefined) this.options.pace.close(clockMs() + holdRunMs);
		if (attempt.kind !== 'answered' && attempts > this.options.rules.maxRetries) {
			this.outage.gaveUp(clockMs());
		}
	}

	private failure(
		sent: Unanswered,
		request: ApiRequest,
		attempts: number,
		mayBeProcessed: boolean,
	): RequestFailure {
		const { attempt, failure } = sent;
		const hide = redactor([...this.options.secrets, ...secretsOf(request)]);
		return describeFailure(presentable(failure, hide), {
			...this.options.failureContext,
			attempts: sent === this.longRefusal?.unsent ? attempts - 1 : attempts,
			repeatable: request.repeatable,
			mayBeProcessed,
			retryAfterMs: attempt.kind === 'answered' ? attempt.retryAfterMs : undefined,
		});
	}

	private rules(): RetryRules {
		const { rules } = this.options;
		return this.outage.isOn ? { ...rules, maxRetries: 0 } : rules;
	}

	private async attempt(request: ApiRequest): Promise<Sent> {
		const { gate, transport, pace, signal } = this.options;
		await gate.pass();
		if (this.longRefusal && clockMs() < this.longRefusal.untilMs) return this.longRefusal.unsent;
		const sentAt = clockMs();
		const sent = await transport.send(request);
		// An answer that came in time counts: without it, nobody would know of what was done.
		if (signal?.aborted && !('answer' in sent)) throw new RunStopped();
		this.tellPace(sent.attempt, sentAt, pace);
		this.rememberOutage(sent);
		return sent;
	}

	private rememberOutage(sent: Sent): void {
		const { attempt } = sent;
		if (attempt.kind !== 'answered') {
			if (isSilence(sent)) this.outage.unanswered(clockMs());
			return;
		}
		this.outage.answered();
		const { status, retryAfterMs = 0 } = attempt;
		if ('failure' in sent && status === 429 && retryAfterMs > LONGEST_RETRY_AFTER_MS) {
			this.longRefusal = { unsent: { ...sent }, untilMs: clockMs() + retryAfterMs };
		}
	}

	/** The pace learns of each answer at once, as other requests of the run depend on it. */
	private tellPace(attempt: Attempt, sentAt: number, pace: Pace): void {
		if (attempt.kind !== 'answered') return;
		if (attempt.status !== 429) {
			pace.accepted();
			return;
		}
		const now = clockMs();
		const { retryAfterMs = 0 } = attempt;
		// A pause too long to be waited for must not hold the other requests either: they are to fail, too.
		if (retryAfterMs <= LONGEST_RETRY_AFTER_MS) pace.refused(sentAt, now, now + retryAfterMs);
	}

	private async waitToRepeat({ waitMs, holdsRun }: Repeat): Promise<void> {
		// The gate keeps this request back together with the others of the run.
		if (holdsRun) this.options.pace.close(clockMs() + waitMs);
		else await wait(waitMs, this.options.signal);
	}

	private count(attempt: Attempt, seen: { rateLimited: boolean; repeated: boolean }): void {
		const kind = attempt.kind === 'answered' && attempt.status === 429 ? 'rateLimited' : 'repeated';
		if (!seen[kind]) this.counts[kind]++;
		seen[kind] = true;
	}
}

/** Those that the operation names, and what the user gave under a name that says so: a password in Additional Fields. */
export function secretsOf({ secrets = [], body }: ApiRequest): string[] {
	return [...secrets, ...secretsIn(body)];
}

/** Unlike a connection that was cut, which somebody must have held. */
function isSilence(sent: Sent): boolean {
	return (
		sent.attempt.kind === 'unreachable' || ('failure' in sent && sent.failure.kind === 'timedOut')
	);
}

/**
 * Only what others wrote can tell a secret; hiding it elsewhere would only garble what this package says. It is cut
 * afterwards: of a secret that was cut before, nobody would know the beginning.
 */
function presentable(last: LastAttempt, hide: <T>(value: T) => T): LastAttempt {
	if (last.kind === 'answered') return { ...last, problem: shortProblem(hide(last.problem)) };
	return last.kind === 'notSent' ? { ...last, reason: shorten(hide(last.reason)) } : last;
}

function shortProblem(problem: ApiProblem): ApiProblem {
	return problem.text === undefined ? problem : { ...problem, text: shorten(problem.text) };
}
