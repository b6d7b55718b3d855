import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { assertUsableAddress, assertUsableBaseUrl } from '../shared/input/address';
import { BASE_URLS } from './apiFacts';

/**
 * What users paste along with the base URL: each operation brings its own version. A match begins with the first of
 * several slashes: else many of them would take cubic time.
 */
export const FORGIVEN_ENDING = /(?<!\/)(?:\/+v[12])?\/*$/;

const ADDRESS_TEXTS = {
	credential: 'Conscent API',
	example: 'https://conscent.example.com/api',
};

/**
 * @returns the address that the paths of the spec are appended to, without a trailing slash
 * @throws ValidationError for an address that is none, or that would send the key and secret unencrypted
 */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string {
	const { environment } = credential;
	if (environment === 'production' || environment === 'sandbox') return BASE_URLS[environment];
	const baseUrl = String(credential['baseUrl'] ?? '')
		.trim()
		.replace(FORGIVEN_ENDING, '');
	assertUsableBaseUrl(baseUrl, ADDRESS_TEXTS);
	return baseUrl;
}

/** @throws ValidationError for an address to which the key and secret must not or cannot be sent */
export function assertConscentAddress(address: string): void {
	assertUsableAddress(address, ADDRESS_TEXTS);
}
