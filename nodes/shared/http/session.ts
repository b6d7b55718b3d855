import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { SessionDefinition } from '../service';
import { ResponseError } from '../input/validationError';
import { RequestError } from '../output/requestError';
import type { ApiRequest, ApiResponse } from '../operation';
import { runSteps } from '../steps';
import { ExecutionStopped, clockMs, untilStopped } from './clock';

/**
 * A token as new as this is normally valid: a refusal then rather means that the signed-in user may not do something,
 * which has the same status. Signing in again for each such item would look like an attack.
 */
const YOUNG_TOKEN_MS = 60_000;
/** A token is renewed this long before its end, so that it does not end on the way. */
const EXPIRY_MARGIN_MS = 30_000;

interface Token {
	/** What a sign-in writes into the credential. */
	readonly values: ICredentialDataDecryptedObject;
	readonly obtainedAt: number;
	readonly expiresAt: number;
}

/** The token of an API account, which all executions of a process share, and the one sign-in that may be under way. */
export class SharedToken {
	token: Token | undefined;

	signingIn: Promise<void> | undefined;
}

/** A run's use of the token: signs in where there is none, or where the API refuses it. */
export class Session {
	/** A refused sign-in, which this run does not try again. */
	private refusal: Error | undefined;

	private hasRenewedYoung = false;

	/** Of the token that the credential keeps from an earlier run. */
	private isKeptUsable: boolean;

	/**
	 * @param credential n8n puts its token into each request; a sign-in writes the new one into it
	 * @param send sends a step of the sign-in, with all rules for requests
	 */
	constructor(
		private readonly definition: SessionDefinition,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly shared: SharedToken,
		private readonly send: (request: ApiRequest) => Promise<ApiResponse>,
		private readonly signal?: AbortSignal,
	) {
		this.isKeptUsable = definition.isUsable(credential);
	}

	/**
	 * Makes sure that the credential holds a token.
	 *
	 * @returns the token
	 * @throws RequestError where the sign-in fails
	 */
	async begin(): Promise<string> {
		if (this.refusal) throw this.refusal;
		const { token } = this.shared;
		if (token && clockMs() < token.expiresAt) Object.assign(this.credential, token.values);
		else if (token || !this.isKeptUsable) return await this.signIn();
		return tokenIn(this.credential, this.definition);
	}

	/**
	 * Forgets a token, so that `begin` gives another one.
	 *
	 * @param used the token that the API refused
	 * @returns false where another one would be refused, too
	 */
	forget(used: string): boolean {
		const { token } = this.shared;
		if (token && tokenIn(token.values, this.definition) !== used) return true;
		const isYoung = token !== undefined && clockMs() - token.obtainedAt < YOUNG_TOKEN_MS;
		if (isYoung && this.hasRenewedYoung) return false;
		this.hasRenewedYoung ||= isYoung;
		this.isKeptUsable = false;
		this.shared.token = undefined;
		return true;
	}

	/** Single flight: all requests of all executions wait for the same sign-in. */
	private async signIn(): Promise<string> {
		const { shared } = this;
		shared.signingIn ??= this.runSignIn().finally(() => {
			shared.signingIn = undefined;
		});
		try {
			await untilStopped(shared.signingIn, this.signal);
		} catch (error) {
			// The execution that was signing in for all was stopped.
			if (error instanceof ExecutionStopped && !this.signal?.aborted) return await this.signIn();
			throw this.remembered(error);
		}
		return await this.begin();
	}

	private remembered(error: unknown): unknown {
		if (isRefusal(error)) this.refusal = error;
		return error;
	}

	private async runSignIn(): Promise<void> {
		const { definition, credential, shared } = this;
		try {
			const values = await runSteps(definition.signIn(credential), this.send);
			const lifetimeMs = definition.lifetimeMs(tokenIn(values, definition));
			const obtainedAt = clockMs();
			const marginMs = Math.min(EXPIRY_MARGIN_MS, lifetimeMs / 2);
			shared.token = { values, obtainedAt, expiresAt: obtainedAt + lifetimeMs - marginMs };
		} catch (error) {
			throw error instanceof RequestError ? signInError(error) : error;
		}
	}
}

function tokenIn(
	credential: ICredentialDataDecryptedObject,
	{ tokenProperty }: SessionDefinition,
): string {
	return String(credential[tokenProperty] ?? '');
}

function signInError({ message, hint, facts }: RequestError): RequestError {
	return new RequestError(`The sign-in failed: ${message}`, hint, facts);
}

/** Whether signing in again is of no use, unlike after a passing failure. */
function isRefusal(error: unknown): error is Error {
	if (error instanceof ResponseError) return true;
	if (!(error instanceof RequestError)) return false;
	const { status = 0 } = error.facts;
	return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
