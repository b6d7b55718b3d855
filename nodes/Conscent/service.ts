import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { ApiProblem, Service } from '../shared/service';
import { shorten } from '../shared/shorten';
import { isPlainObject } from '../shared/values';
import { baseUrlOf } from './environment';
import { resources } from './resources';

/**
 * A line of NestJS's validation begins with the property's name: "email must be an email".
 * A capital begins a sentence instead: "User is blocked".
 */
const FIELD_OF_LINE = /^([a-z][\w.]*) (?:must|should|has|is)\b/;
/** Any other number is no status of HTTP, whatever else it may mean. */
const HTTP_REFUSALS = /^[345]\d\d$/;

/** The NestJS shape `{ statusCode, message: text | list, error }`: inferred, spec/conscent.openapi.yaml, `Error`. */
function readProblem(body: unknown): ApiProblem {
	if (typeof body === 'string') return textProblem(body.trim());
	if (!isPlainObject(body)) return {};
	const { message, error } = body;
	const lines = (Array.isArray(message) ? message : [message ?? error]).filter(
		(line): line is string => typeof line === 'string',
	);
	const field = FIELD_OF_LINE.exec(lines[0] ?? '')?.[1];
	return { ...textProblem(lines.join('; ')), ...(field === undefined ? {} : { field }) };
}

function textProblem(text: string): ApiProblem {
	if (text === '') return {};
	return { text: shorten(text) };
}

/** Conscent's own WordPress plugin takes a body with a top-level `statusCode` for a failure, whatever the HTTP status. */
function hiddenStatus(body: unknown): number | undefined {
	const status = isPlainObject(body) ? body['statusCode'] : undefined;
	return typeof status === 'number' && HTTP_REFUSALS.test(String(status)) ? status : undefined;
}

function secrets({ apiKey, apiSecret }: ICredentialDataDecryptedObject): string[] {
	const [key, secret] = [String(apiKey ?? ''), String(apiSecret ?? '')];
	return [key, secret, Buffer.from(`${key}:${secret}`).toString('base64')];
}

export const conscent: Service = {
	name: 'Conscent',
	credentialType: 'conscentApi',
	resources,
	baseUrl: baseUrlOf,
	secrets,
	readProblem,
	hiddenStatus,
	advice: {
		401: "Check 'API Key' and 'API Secret' in the credential, and that both belong to the environment chosen there.",
	},
};
