import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { RunOptions } from '../input/fields/runOptions';
import type { ApiErrorBody, Service } from '../service';
import type { ApiRequest, ApiResponse } from '../operation';
import type { RequestErrorContext } from '../output/requestError';
import { RequestError, describeRequestError } from '../output/requestError';
import type { RunRedactor } from '../output/redact';
import { secretsIn } from '../output/redact';
import { shorten } from '../output/apiErrorBody';
import type { Account } from './account';
import { accountFor } from './account';
import type { Attempt, FailedAttempt } from './attempt';
import { isRateLimited, mayBeProcessed, retryAfterOf } from './attempt';
import { ExecutionStopped, wait } from './clock';
import type { RunInLine, Turn } from './requestLine';
import { TurnedAway } from './requestLine';
import { Spacing } from './rateLimiter';
import type { RetryRules } from './retry';
import { MAX_PAUSE_MS, decide } from './retry';
import { Session } from './session';
import type { NodeContext, Transport } from './transport';
import { createTransport } from './transport';

/** What a run's hint tells at its end. */
export interface RunCounts {
	/** Requests that were rate-limited at least once. */
	rateLimited: number;
	/** Requests that were sent again for another reason. */
	retried: number;
}

export interface RequestSenderOptions {
	readonly service: Service;
	readonly credential: ICredentialDataDecryptedObject;
	readonly transport: Transport;
	readonly account: Account;
	readonly run: RunInLine;
	readonly rules: RetryRules;
	/** Hides the credential's values in what is told of a request. */
	readonly redactor: RunRedactor;
	readonly origin: string;
}

export interface ConnectOptions {
	readonly service: Service;
	readonly credential: ICredentialDataDecryptedObject;
	readonly baseUrl: string;
	readonly options: Pick<RunOptions, 'maxRetries' | 'requestsPerSecond' | 'timeoutMs'>;
	readonly redactor: RunRedactor;
	/** The longest pause of a rate limit that is waited for; five minutes unless given. */
	readonly patienceMs?: number;
	readonly signal?: AbortSignal | undefined;
}

/** Puts together for one run what stands between a request and its response. */
export function connect(context: NodeContext, connection: ConnectOptions): RequestSender {
	const { service, credential, baseUrl, options, redactor, signal } = connection;
	const { patienceMs = MAX_PAUSE_MS } = connection;
	const { timeoutMs, maxRetries, requestsPerSecond } = options;
	return new RequestSender({
		service,
		credential,
		transport: createTransport(context, { service, credential, baseUrl, timeoutMs, signal }),
		account: accountFor(service, baseUrl, credential),
		run: { requestsPerSecond, patienceMs, signal, spacing: new Spacing() },
		rules: { maxRetries, patienceMs, random: Math.random },
		redactor,
		origin: new URL(baseUrl).origin,
	});
}

/** What has come of a request so far. */
interface AttemptsSoFar {
	attempts: number;
	/** Without those after a 429. */
	retries: number;
	wasRateLimited: boolean;
	mayBeProcessed: boolean;
	hasRenewedToken: boolean;
	/** The token that the last attempt carried. */
	token: string | undefined;
	last?: FailedAttempt;
}

/** Sends the requests of a run: each until it succeeds or is given up. */
export class RequestSender {
	readonly counts: RunCounts = { rateLimited: 0, retried: 0 };

	private readonly shared = new Map<string, Promise<ApiResponse>>();

	private readonly session: Session | undefined;

	constructor(private readonly options: RequestSenderOptions) {
		const { service, credential, account, run } = options;
		this.session =
			service.session &&
			new Session(
				service.session,
				credential,
				account.token,
				async (step) => await this.sendUntilDecided(step),
				run.signal,
			);
	}

	/**
	 * @returns the response, whose status is 2xx
	 * @throws RequestError when there is none, ExecutionStopped when the execution is stopped first
	 */
	async send(request: ApiRequest): Promise<ApiResponse> {
		const { shareKey } = request;
		if (shareKey === undefined) return await this.sendUntilDecided(request);
		const known = this.shared.get(shareKey);
		if (known) return await known;
		const response = this.sendUntilDecided(request);
		this.shared.set(shareKey, response);
		// Items that come later try again instead of sharing a passing failure.
		response.catch(() => this.shared.delete(shareKey));
		return await response;
	}

	private async sendUntilDecided(request: ApiRequest): Promise<ApiResponse> {
		const soFar: AttemptsSoFar = {
			attempts: 0,
			retries: 0,
			wasRateLimited: false,
			mayBeProcessed: false,
			hasRenewedToken: false,
			token: undefined,
		};
		for (;;) {
			const attempt = await this.attempt(request, soFar);
			if (attempt.kind === 'success') return attempt.response;
			// An earlier attempt may have been processed, although the last one was refused.
			soFar.mayBeProcessed ||= mayBeProcessed(attempt, request) && !request.signIn;
			if (this.renewsToken(attempt, request, soFar)) continue;
			await this.prepareRetry(attempt, request, soFar);
		}
	}

	/** @throws RequestError where the request is not sent again */
	private async prepareRetry(
		attempt: FailedAttempt,
		request: ApiRequest,
		soFar: AttemptsSoFar,
	): Promise<void> {
		const { rules, account, run } = this.options;
		const { retries } = soFar;
		const { starvedMs } = account.line;
		const decision = decide(attempt, { retries, idempotent: request.idempotent, starvedMs }, rules);
		if (decision.action === 'giveUp') throw this.error(attempt, request, soFar);
		this.count(attempt, soFar);
		await wait(decision.afterMs, run.signal);
	}

	private async attempt(request: ApiRequest, soFar: AttemptsSoFar): Promise<Attempt> {
		const { transport, account, run } = this.options;
		if (!request.signIn) await this.signIn(soFar);
		const turn = await this.waitForTurn(request, soFar);
		const attempt = await transport.send(request);
		// A success counts although the execution was stopped: otherwise nobody would know that it was processed.
		const isStopped = run.signal?.aborted && attempt.kind !== 'success';
		account.line.done(turn, isStopped ? undefined : attempt);
		if (isStopped) throw new ExecutionStopped();
		soFar.attempts++;
		if (attempt.kind !== 'success') soFar.last = attempt;
		return attempt;
	}

	private async waitForTurn(request: ApiRequest, soFar: AttemptsSoFar): Promise<Turn> {
		const { account, run } = this.options;
		try {
			return await account.line.waitForTurn(run, soFar.attempts > 0);
		} catch (error) {
			throw this.turnedAway(error, request, soFar);
		}
	}

	/** The error of a request that was not sent: its own last failure, or else that of another request. */
	private turnedAway(error: unknown, request: ApiRequest, soFar: AttemptsSoFar): unknown {
		if (!(error instanceof TurnedAway)) return error;
		return this.error(soFar.last ?? withoutText(error.because), request, soFar);
	}

	private async signIn(soFar: AttemptsSoFar): Promise<void> {
		try {
			soFar.token = await this.session?.begin();
		} catch (error) {
			throw afterEarlierAttempts(error, soFar);
		}
	}

	/** A refused token is renewed once per request: the next attempt signs in. */
	private renewsToken(
		attempt: FailedAttempt,
		{ signIn }: ApiRequest,
		soFar: AttemptsSoFar,
	): boolean {
		const { session } = this;
		const { token } = soFar;
		const refusedWith = this.options.service.session?.refusedWith;
		const isRefused = attempt.kind === 'errorResponse' && attempt.status === refusedWith;
		if (!session || token === undefined || signIn || !isRefused) return false;
		if (soFar.hasRenewedToken) return false;
		soFar.hasRenewedToken = true;
		return session.forget(token);
	}

	private count(attempt: FailedAttempt, soFar: AttemptsSoFar): void {
		if (isRateLimited(attempt)) {
			if (!soFar.wasRateLimited) this.counts.rateLimited++;
			soFar.wasRateLimited = true;
		} else if (soFar.retries++ === 0) this.counts.retried++;
	}

	private error(failed: FailedAttempt, request: ApiRequest, soFar: AttemptsSoFar): RequestError {
		const { service, redactor, origin } = this.options;
		const hide = redactor.forItem(secretsOf(request));
		const context: RequestErrorContext = {
			serviceName: service.name,
			origin,
			attempts: soFar.attempts,
			idempotent: request.idempotent,
			mayBeProcessed: soFar.mayBeProcessed,
			retryAfterMs: retryAfterOf(failed),
			advice: service.advice,
			...(request.signIn ? { signInShows: request.signIn.shows } : {}),
			// It names a value of the item, which may be a secret of it.
			conflict: hide(request.conflict),
		};
		return describeRequestError(presentable(failed, hide), context);
	}
}

/** The secrets that the operation names, and values under telling names, such as a password in Additional Fields. */
export function secretsOf({ secrets = [], body }: ApiRequest): string[] {
	return [...secrets, ...secretsIn(body)];
}

/** An earlier attempt may have been processed, although the sign-in for the next one failed. */
function afterEarlierAttempts(error: unknown, soFar: AttemptsSoFar): unknown {
	const isUnclear = error instanceof RequestError && soFar.mayBeProcessed;
	return isUnclear ? error.afterUnclearAttempt() : error;
}

/** The error without its text, which is about another item. */
function withoutText(failed: FailedAttempt): FailedAttempt {
	return failed.kind === 'errorResponse' ? { ...failed, errorBody: {} } : failed;
}

/**
 * Secrets are hidden only in texts of others: this package's own texts hold none, and would only be garbled. Texts are cut
 * after that, as the beginning of a secret that was cut would not be recognised.
 */
function presentable(failed: FailedAttempt, hide: <T>(value: T) => T): FailedAttempt {
	if (failed.kind === 'errorResponse') {
		return { ...failed, errorBody: shortBody(hide(failed.errorBody)) };
	}
	return failed.kind === 'notSent' ? { ...failed, reason: shorten(hide(failed.reason)) } : failed;
}

function shortBody(errorBody: ApiErrorBody): ApiErrorBody {
	return errorBody.text === undefined ? errorBody : { ...errorBody, text: shorten(errorBody.text) };
}
