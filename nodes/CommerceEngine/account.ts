import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Whom and what a credential signs in to, whatever way it is written: kept beside the session token. */
export function accountOf(credential: ICredentialDataDecryptedObject): string {
	const { environment, baseUrl, storeId, signInWith, email, countryCode, phone } = credential;
	const place = environment === 'custom' ? baseUrl : environment;
	const user = signInWith === 'phone' ? digitsOf(countryCode) + digitsOf(phone) : email;
	return [place, storeId, user].map(plain).join(' ');
}

/**
 * Whether the kept token is of another account than the credential names now: n8n keeps the token when somebody enters
 * another email address, and the node would keep updating the previous user.
 */
export function isOfAnotherAccount(credential: ICredentialDataDecryptedObject): boolean {
	const { sessionToken, sessionAccount } = credential;
	if (plain(sessionToken) === '' || plain(sessionAccount) === '') return false;
	return sessionAccount !== accountOf(credential);
}

function digitsOf(value: unknown): string {
	return String(value).replace(/\D/g, '');
}

function plain(value: unknown): string {
	return String(value ?? '')
		.trim()
		.toLowerCase();
}
