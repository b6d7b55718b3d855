import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { errorLines, errorBodyOf } from '../shared/output/apiErrorBody';
import type { ApiErrorBody, Service } from '../shared/service';
import { isPlainObject } from '../shared/input/parse/text';
import { basicAuthOf, basicAuthValue } from './basicAuth';
import { baseUrlOf } from './baseUrl';
import { resources } from './resources';

/**
 * A line of NestJS's validation begins with the property's name: "email must be an email".
 * A capital begins a sentence instead: "User is blocked".
 */
const FIELD_OF_LINE = /^([a-z][\w.]{0,99}) (?:must|should|has|is)\b/;
/** Any other number is no status of HTTP, whatever else it may mean. */
const HTTP_REFUSALS = /^[345]\d\d$/;

/** The NestJS shape `{ statusCode, message: text | list, error }` is inferred (spec/conscent.openapi.yaml, `Error`). */
function readErrorBody(body: unknown): ApiErrorBody {
	const errorBody = errorBodyOf(errorLines(body));
	const field = errorBody.field ?? FIELD_OF_LINE.exec(errorBody.text ?? '')?.[1];
	return { ...errorBody, ...(field === undefined ? {} : { field }) };
}

/**
 * Conscent's own WordPress plugin takes a body with a top-level `statusCode` for a failure, whatever the HTTP status. Text
 * of three digits is taken for one, too: a refusal that passes for a success is the worse mistake.
 */
function hiddenStatus(body: unknown): number | undefined {
	const status = isPlainObject(body) ? body['statusCode'] : undefined;
	const isWritten = typeof status === 'number' || typeof status === 'string';
	return isWritten && HTTP_REFUSALS.test(String(status)) ? Number(status) : undefined;
}

function secrets(credential: ICredentialDataDecryptedObject): string[] {
	const { username, password } = basicAuthOf(credential);
	const webhookSecret = String(credential['webhookSecret'] ?? '');
	return [username, password, basicAuthValue(username, password), webhookSecret];
}

export const conscent: Service = {
	name: 'Conscent',
	credentialType: 'conscentApi',
	resources,
	baseUrl: baseUrlOf,
	secrets,
	parameterDefaults: ({ clientId = '' }) => ({ clientId: String(clientId) }),
	readErrorBody,
	hiddenStatus,
	advice: {
		addressFields: "'Environment' and 'Base URL'",
		byStatus: {
			401: "Check 'API Key' and 'API Secret' in the credential, and that both belong to the environment chosen there.",
			404: 'Check the ID, and that it belongs to the environment chosen in the credential.',
		},
	},
};
