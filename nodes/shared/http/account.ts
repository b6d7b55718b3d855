import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Service } from '../service';
import { clockMs } from './clock';
import { RequestLine } from './requestLine';
import { SharedToken } from './session';

/** The state of an account that is unused for this long is dropped. */
const FORGOTTEN_AFTER_MS = 300_000;

/** What all executions of this process share that use the same API account. */
export interface Account {
	readonly line: RequestLine;
	readonly token: SharedToken;
}

interface UsedAccount extends Account {
	usedAt: number;
}

const accounts = new Map<string, UsedAccount>();

/** @returns the same object for the same account: the API's limits are per account, not per execution */
export function accountFor(
	service: Service,
	baseUrl: string,
	credential: ICredentialDataDecryptedObject,
): Account {
	const now = clockMs();
	forgetUnused(now);
	const key = keyOf(service, baseUrl, credential);
	const account = accounts.get(key) ?? {
		line: new RequestLine(),
		token: new SharedToken(),
		usedAt: now,
	};
	account.usedAt = now;
	accounts.set(key, account);
	return account;
}

function forgetUnused(now: number): void {
	for (const [key, { usedAt, line }] of accounts) {
		if (now - usedAt > FORGOTTEN_AFTER_MS && line.isIdle) accounts.delete(key);
	}
}

/** As a restart of n8n does; for tests, whose servers forget. */
export function forgetAccounts(): void {
	accounts.clear();
}

/** A digest, so that no secret is kept as a key. What a sign-in writes into the credential is no part of the account. */
function keyOf(
	{ credentialType, session }: Service,
	baseUrl: string,
	credential: ICredentialDataDecryptedObject,
): string {
	const own = Object.entries(credential).filter(([name]) => !session?.hidden.includes(name));
	const text = JSON.stringify([credentialType, baseUrl, own.sort()]);
	return createHash('sha256').update(text).digest('hex');
}
