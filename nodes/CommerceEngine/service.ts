import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Service } from '../shared/service';
import { isOfAnotherAccount } from './account';
import { baseUrlOf } from './environment';
import { hiddenStatus, readErrorBody } from './errorBody';
import { resources } from './resources';
import { signIn } from './signIn';
import { isCurrent, lifetimeMs } from './token';

function secrets({ apiKey, password, sessionToken }: ICredentialDataDecryptedObject): string[] {
	return [apiKey, password, sessionToken].map((secret) => String(secret ?? ''));
}

export const commerceEngine: Service = {
	name: 'Commerce Engine',
	credentialType: 'commerceEngineApi',
	resources,
	baseUrl: baseUrlOf,
	secrets,
	readErrorBody,
	hiddenStatus,
	session: {
		tokenProperty: 'sessionToken',
		hidden: ['sessionToken', 'sessionAccount'],
		refusedWith: 401,
		isUsable: (credential) =>
			!isOfAnotherAccount(credential) && isCurrent(String(credential['sessionToken'] ?? '')),
		lifetimeMs,
		signIn,
	},
	advice: {
		addressFields: "'Environment' and 'Base URL'",
		byStatus: {
			401: 'Commerce Engine says so both of a session that has ended and of what the signed-in user may not do. The node has signed in anew, so this user probably may not touch this ID.',
			404: 'Check the ID. Left empty, the ID of the signed-in user is taken.',
		},
	},
};
