import type { IDataObject } from 'n8n-workflow';

import { isPathSegment } from '../shared/input/path';
import { isPlainObject } from '../shared/input/parse/text';

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

/** What a token says, nothing where it is no token. */
function claimsIn(token: string): IDataObject {
	const [, payload, ...rest] = token.split('.');
	if (payload === undefined || rest.length !== 1) return {};
	const claims = parseClaims(Buffer.from(payload, 'base64url').toString('utf8'));
	return isPlainObject(claims) ? claims : {};
}

function parseClaims(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		// Not a token: the caller says so, as it knows what the token was needed for.
		return undefined;
	}
}
