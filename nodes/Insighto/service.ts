import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Service } from '../shared/service';
import { baseUrlOf } from './environment';
import { readErrorBody } from './errorBody';
import { resources } from './resources';

/** The key travels in the URL, so whatever quotes the URL holds it in its encoded form. */
function secrets({ apiKey }: ICredentialDataDecryptedObject): string[] {
	const key = String(apiKey ?? '');
	return [key, encodeURIComponent(key), new URLSearchParams([['', key]]).toString().slice(1)];
}

export const insighto: Service = {
	name: 'Insighto',
	credentialType: 'insightoApi',
	resources,
	baseUrl: baseUrlOf,
	secrets,
	readErrorBody,
	advice: {
		addressFields: "'Base URL'",
		byStatus: {
			401: "Check 'API Key' in the credential. Insighto shows a key only once: make a new one if in doubt.",
			403: 'The API key may not do this: its role is chosen when it is made, and which role may change which user is not documented.',
			404: "Check the User ID. Leave it empty to change the API key's own user.",
		},
	},
};
