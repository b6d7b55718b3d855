import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { assertUsableAddress } from '../shared/input/address';
import { isPathSegment } from '../shared/input/path';
import { ValidationError } from '../shared/input/validationError';

/** Where Commerce Engine's API is (spec/commerce-engine.openapi.yaml, `servers`). */
export const HOSTS = {
	production: 'https://prod.api.commercengine.io',
	staging: 'https://staging.api.commercengine.io',
} as const;

/**
 * What users paste along with the base URL: the store has a field of its own. A match begins with the first of several
 * slashes, so that it is found fast.
 */
export const FORGIVEN_ENDING = /(?<!\/)(?:\/+api\/v1(?:\/[^/]+\/storefront)?)?\/*$/;

/** @throws ValidationError for an address to which a password must not or cannot be sent */
export function assertCommerceEngineAddress(address: string): void {
	assertUsableAddress(address, {
		credential: 'Commerce Engine API',
		example: 'https://commerce.example.com',
	});
}

/**
 * @returns the address that the paths of the spec are appended to, without a trailing slash
 * @throws ValidationError for an address or a store ID that cannot be one
 */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string {
	const storeId = String(credential['storeId'] ?? '').trim();
	if (!isPathSegment(storeId)) {
		throw new ValidationError(
			'Store ID',
			"'Store ID' is empty or not an ID",
			"Correct 'Store ID' in the Commerce Engine API credential.",
		);
	}
	return `${hostOf(credential)}/api/v1/${encodeURIComponent(storeId)}/storefront`;
}

function hostOf({ environment, baseUrl }: ICredentialDataDecryptedObject): string {
	if (environment === 'production' || environment === 'staging') return HOSTS[environment];
	const host = String(baseUrl ?? '')
		.trim()
		.replace(FORGIVEN_ENDING, '');
	assertCommerceEngineAddress(host);
	return host;
}
