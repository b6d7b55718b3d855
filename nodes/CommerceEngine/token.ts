import type { IDataObject } from 'n8n-workflow';

import { isPathSegment } from '../shared/input/path';
import { isPlainObject } from '../shared/input/parse/text';

/** Header, claims and signature (RFC 7519). */
const TOKEN = /^[^.]*\.([^.]*)\.[^.]*$/;

/**
 * The user a session token is for. The signature is not checked: the token came from the API over the same
 * connection, and only the API decides what it is good for.
 *
 * @returns undefined for anything that is not a token with a user
 */
export function userIdIn(token: string): string | undefined {
	const id = claimsIn(token)['ulid'];
	return typeof id === 'string' && isPathSegment(id) ? id : undefined;
}

/**
 * How long a new token is good (`exp` and `iat` of RFC 7519, in seconds). Measured by the API's own clock only: this
 * machine's may be off.
 *
 * @returns milliseconds, Infinity where the token does not say
 */
export function lifetimeMs(token: string): number {
	const { iat, exp } = claimsIn(token);
	return typeof iat === 'number' && typeof exp === 'number' && exp > iat
		? (exp - iat) * 1000
		: Number.POSITIVE_INFINITY;
}

/** Whether a kept token has not ended yet, as far as this machine's clock can tell. */
export function isCurrent(token: string): boolean {
	const { exp } = claimsIn(token);
	return token !== '' && (typeof exp !== 'number' || exp * 1000 > Date.now());
}

/** What a token says, nothing where it is no token: the caller knows what it was needed for. */
function claimsIn(token: string): IDataObject {
	const payload = TOKEN.exec(token)?.[1];
	if (payload === undefined) return {};
	const json = Buffer.from(payload, 'base64url').toString('utf8');
	try {
		const claims: unknown = JSON.parse(json);
		return isPlainObject(claims) ? claims : {};
	} catch {
		return {};
	}
}
