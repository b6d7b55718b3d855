import { createHash, createHmac, timingSafeEqual } from 'crypto';

import { basicAuthValue } from '../Conscent/basicAuth';

export type Verification = 'signature' | 'basicAuth' | 'both' | 'none';

/** One thing in a request that only Conscent can have put there. */
export type Proof = 'signature' | 'basicAuth';

/** The parts of the credential that proofs are made with; empty where it does not hold them. */
export interface Keys {
	readonly apiKey: string;
	readonly apiSecret: string;
	readonly webhookSecret: string;
}

export interface Delivery {
	/** By lower-case name, as Node.js gives them. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The bytes that were sent; undefined where n8n could not read them, e.g. because they are too many. */
	readonly rawBody: Buffer | undefined;
}

const PROOFS: Readonly<Record<Verification, readonly Proof[]>> = {
	signature: ['signature'],
	basicAuth: ['basicAuth'],
	both: ['signature', 'basicAuth'],
	none: [],
};

const CHECKS: Readonly<Record<Proof, (delivery: Delivery, keys: Keys) => boolean>> = {
	signature: isSigned,
	basicAuth: hasBasicAuth,
};

/** A setting that an expression made up asks for everything. */
export function proofsFor(verification: string): readonly Proof[] {
	return Object.hasOwn(PROOFS, verification) ? PROOFS[verification as Verification] : PROOFS.both;
}

/** Each proof is looked at, also after one was missing: the time until the response does not tell which one it was. */
export function missingProofs(verification: string, delivery: Delivery, keys: Keys): Proof[] {
	return proofsFor(verification).filter((proof) => !CHECKS[proof](delivery, keys));
}

/** `X-Conscent-Signature`: hex HMAC-SHA256 of the body's bytes, keyed with the secret of the webhook. */
export function isSigned({ headers, rawBody }: Delivery, { webhookSecret }: Keys): boolean {
	const given = headers['x-conscent-signature'];
	// Anybody can sign with an empty secret.
	if (typeof given !== 'string' || rawBody === undefined || isBlank(webhookSecret)) return false;
	return isSameText(given.toLowerCase(), sign(rawBody, webhookSecret));
}

/** `Authorization: Basic base64(API key:API secret)`. */
export function hasBasicAuth({ headers }: Delivery, { apiKey, apiSecret }: Keys): boolean {
	const given = headers['authorization'];
	if (typeof given !== 'string' || isBlank(apiKey) || isBlank(apiSecret)) return false;
	const [scheme = '', value = '', ...rest] = given.split(/ +/);
	if (scheme.toLowerCase() !== 'basic' || rest.length > 0) return false;
	return isSameText(value, basicAuthValue(apiKey, apiSecret));
}

export function isBlank(secret: string): boolean {
	return secret.trim() === '';
}

function sign(rawBody: Buffer, secret: string): string {
	return createHmac('sha256', secret).update(rawBody).digest('hex');
}

/** Compares digests of equal length, so that the time it takes says nothing of how much of the text is right. */
export function isSameText(given: string, expected: string): boolean {
	return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
