import type { IDataObject } from 'n8n-workflow';

import { isPathSegment } from '../shared/path';
import { isPlainObject } from '../shared/values';

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
