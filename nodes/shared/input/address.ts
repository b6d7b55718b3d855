import type { IHttpRequestOptions } from 'n8n-workflow';

import { ValidationError } from './validationError';

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** How a credential names itself and its address to users. */
export interface AddressTexts {
	/** As the editor lists the credential. */
	readonly credential: string;
	readonly example: string;
}

/** @throws ValidationError for an address to which a credential must not or cannot be sent */
export function assertUsableAddress(address: string, texts: AddressTexts): void {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw unusable(`is not a web address. It must look like ${texts.example}`, texts);
	}
	if (url.protocol === 'http:' && !LOOPBACK_HOST.test(url.hostname)) {
		throw unusable(
			'must begin with https://. Plain http would send the credential unencrypted; it is only allowed to this computer itself',
			texts,
		);
	}
	if (url.username !== '' || url.password !== '') {
		throw unusable('must not hold a user name or password: those have their own fields', texts);
	}
}

/** @throws ValidationError also for an address to which no path can be appended */
export function assertUsableBaseUrl(address: string, texts: AddressTexts): void {
	assertUsableAddress(address, texts);
	if (/[?#]/.test(address)) throw unusable('must not hold a question mark or a hash', texts);
}

function unusable(why: string, { credential }: AddressTexts): ValidationError {
	return new ValidationError(
		'Base URL',
		`'Base URL' ${why}`,
		`Correct 'Base URL' in the ${credential} credential.`,
	);
}

/** Where a request goes: also one of n8n's HTTP Request node, which names the address `uri` and can use any credential. */
export function addressOf({
	baseURL = '',
	url,
	uri,
}: IHttpRequestOptions & { uri?: string }): string {
	const address = url ?? uri ?? '';
	return URL.canParse(address) ? address : `${baseURL}${address}`;
}
