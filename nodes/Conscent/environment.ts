import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ParameterProblem } from '../shared/problem';

/**
 * Where Conscent's API answers. Inferred: no page spells out a full v2 address (spec/conscent.openapi.yaml, `servers`).
 */
export const BASE_URLS = {
	production: 'https://api.conscent.in/api',
	sandbox: 'https://sandbox-api.conscent.in/api',
} as const;

/** What users paste along with the base URL: each operation brings its own version. */
export const FORGIVEN_ENDING = /\/*(?:\/v[12])?\/*$/;

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

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
	assertUsableAddress(baseUrl);
	return baseUrl;
}

/** @throws ParameterProblem for an address to which the key and secret must not or cannot be sent */
export function assertUsableAddress(address: string): void {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw addressProblem(
			'is not a web address. It must look like https://conscent.example.com/api',
		);
	}
	if (url.protocol === 'http:' && !LOOPBACK_HOST.test(url.hostname)) {
		throw addressProblem(
			'must begin with https://. Plain http would send the API key and secret unencrypted; it is only allowed to this computer itself',
		);
	}
}

function addressProblem(problem: string): ParameterProblem {
	return new ParameterProblem(
		'Base URL',
		`'Base URL' ${problem}`,
		"Correct 'Base URL' in the Conscent API credential.",
	);
}
