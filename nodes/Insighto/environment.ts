import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { assertUsableAddress, assertUsableBaseUrl } from '../shared/input/address';

/** Where Insighto's API is (spec/insighto.openapi.yaml, `servers`). */
export const DEFAULT_BASE_URL = 'https://api.insighto.ai';

/** What users paste along with the base URL. It begins with the first of several slashes, so that it is found fast. */
export const FORGIVEN_ENDING = /(?<!\/)(?:\/+api(?:\/v1)?)?\/*$/;

const ADDRESS_TEXTS = { credential: 'Insighto API', example: DEFAULT_BASE_URL };

/** @throws ValidationError for an address to which the API key must not or cannot be sent */
export function assertInsightoAddress(address: string): void {
	assertUsableAddress(address, ADDRESS_TEXTS);
}

/**
 * @returns the address that the paths of the spec are appended to, without a trailing slash
 * @throws ValidationError for an address that is none, or that would send the API key unencrypted
 */
export function baseUrlOf({ baseUrl }: ICredentialDataDecryptedObject): string {
	const address = String(baseUrl ?? '')
		.trim()
		.replace(FORGIVEN_ENDING, '');
	const chosen = address === '' ? DEFAULT_BASE_URL : address;
	assertUsableBaseUrl(chosen, ADDRESS_TEXTS);
	return chosen;
}
