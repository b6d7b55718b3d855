import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The key and secret as they are sent: what was copied with them, such as a line break, is no part of them. */
export function basicAuthOf({ apiKey, apiSecret }: ICredentialDataDecryptedObject): {
	username: string;
	password: string;
} {
	return { username: textOf(apiKey), password: textOf(apiSecret) };
}

/** What an `Authorization` header holds after `Basic`. */
export function basicAuthValue(username: string, password: string): string {
	return Buffer.from(`${username}:${password}`).toString('base64');
}

function textOf(value: unknown): string {
	return String(value ?? '').trim();
}
