import { isPathSegment } from '../shared/path';
import { isPlainObject } from '../shared/values';

/**
 * The user a session token is for. The signature is not checked: the token came from the API over the same
 * connection, and only the API decides what it is good for.
 *
 * @returns undefined for anything that is not a token with a user
 */
export function userIdIn(token: string): string | undefined {
	const [, payload, ...rest] = token.split('.');
	if (payload === undefined || rest.length !== 1) return undefined;
	const claims = parseClaims(Buffer.from(payload, 'base64url').toString('utf8'));
	const id = isPlainObject(claims) ? claims['ulid'] : undefined;
	return typeof id === 'string' && isPathSegment(id) ? id : undefined;
}

function parseClaims(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		// Not a token: the caller says so, as it knows what the token was needed for.
		return undefined;
	}
}
