import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { assertUsableAddress, assertUsableBaseUrl } from '../shared/address';

/**
 * Where Conscent's API answers. Inferred: no page spells out a full v2 address (spec/conscent.openapi.yaml, `servers`).
 */
export const BASE_URLS = {
	production: 'https://api.conscent.in/api',
	sandbox: 'https://sandbox-api.conscent.in/api',
} as const;

/** What users paste along with the base URL: each operation brings its own version. */
export const FORGIVEN_ENDING = /\/*(?:\/v[12])?\/*$/;

const ADDRESS_TEXTS = {
	credential: 'Conscent API',
	example: 'https://conscent.example.com/api',
};

/**
 * @returns the address that the paths of the spec are appended to, without a trailing slash
 * @throws ParameterProblem for an address that is none, or that would send the key and secret unencrypted
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

/** @throws ParameterProblem for an address to which the key and secret must not or cannot be sent */
export function assertConscentAddress(address: string): void {
	assertUsableAddress(address, ADDRESS_TEXTS);
}
