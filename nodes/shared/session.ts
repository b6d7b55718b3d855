import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { clockMs, untilStopped } from './gate';
import type { Sent } from './sent';
import type { Session } from './service';

/**
 * A token this new is valid. The same status can also say that a signed-in user may not do something,
 * and signing in once more for each such item would be taken for an attack.
 */
const TRUSTED_TOKEN_MS = 60_000;

/** Sends a request once. With `renews`, n8n signs in and sends it again where the token is refused. */
export type SendOnce = (renews: boolean) => Promise<Sent>;

/**
 * Lets a run's requests sign in once between them. n8n by itself signs in for each request that finds no token or an
 * expired one, so that as many sign in at the same time as are under way, and each with a wrong password.
 */
export class SessionKeeper {
	private signingIn: Promise<Sent> | undefined;

	/** What came of a sign-in that was refused: no other is tried in this run. */
	private refusal: Sent | undefined;

	private signedInAt = Number.NEGATIVE_INFINITY;

	/** @param credential the one that n8n is handed with each request, as it writes the new token into it */
	constructor(
		private readonly session: Session,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly signal?: AbortSignal,
		private readonly now: () => number = clockMs,
	) {
		// Without a token n8n signs in anew. Only the kept one is looked at: what a sign-in brings is taken as it is.
		if (session.isForeign?.(credential)) credential[session.tokenProperty] = '';
	}

	async send(sendOnce: SendOnce): Promise<Sent> {
		// Between this wait and the sign-in nothing may be awaited, or several requests would get to it at once.
		while (this.signingIn) await untilStopped(this.signingIn, this.signal);
		if (this.refusal) return this.refusal;
		if (this.token === '') return await this.signIn(sendOnce, false);
		const used = this.token;
		const sent = await sendOnce(false);
		return this.refusesToken(sent) ? await this.afterRefusal(used, sent, sendOnce) : sent;
	}

	private get token(): string {
		return String(this.credential[this.session.tokenProperty] ?? '');
	}

	private refusesToken({ attempt }: Sent): boolean {
		return attempt.kind === 'answered' && attempt.status === this.session.refusedWith;
	}

	private async afterRefusal(used: string, sent: Sent, sendOnce: SendOnce): Promise<Sent> {
		while (this.signingIn) await untilStopped(this.signingIn, this.signal);
		if (this.refusal) return this.refusal;
		if (this.token !== used) return await sendOnce(false);
		const isTrusted = this.now() - this.signedInAt < TRUSTED_TOKEN_MS;
		return isTrusted ? sent : await this.signIn(sendOnce, true);
	}

	/** The one request during which n8n signs in; all others wait for its end. */
	private async signIn(sendOnce: SendOnce, renews: boolean): Promise<Sent> {
		const before = this.token;
		this.signingIn = sendOnce(renews);
		// n8n's sign-in does not end with the execution.
		const sent = await untilStopped(this.signingIn, this.signal);
		this.signingIn = undefined;
		if (this.token !== before) this.signedInAt = this.now();
		else if ('failure' in sent && sent.failure.kind === 'notSent') this.refusal = sent;
		return sent;
	}
}
