import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

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

/**
 * Whether a kept token is of another user than the credential names now: n8n keeps the token when somebody enters
 * another email address or phone number, and the API would go on to change the user of before.
 */
export function isOfAnotherUser(
	token: string,
	{ signInWith, email, phone }: ICredentialDataDecryptedObject,
): boolean {
	const claims = claimsIn(token);
	// The token's number may begin with the country code.
	if (signInWith === 'phone') return !digitsOf(claims['phone'] ?? phone).endsWith(digitsOf(phone));
	return plain(claims['email'] ?? email) !== plain(email);
}

function digitsOf(value: unknown): string {
	return String(value ?? '').replace(/\D/g, '');
}

function plain(value: unknown): string {
	return String(value ?? '')
		.trim()
		.toLowerCase();
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
