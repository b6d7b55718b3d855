import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The key and secret as they are sent: what was copied with them, such as a line break, is no part of them. */
export function basicAuthOf({ apiKey, apiSecret }: ICredentialDataDecryptedObject): {
	username: string;
	password: string;
} {
	return { username: textOf(apiKey), password: textOf(apiSecret) };
}

function textOf(value: unknown): string {
	return String(value ?? '').trim();
}
