import type { INodeProperties } from 'n8n-workflow';

import type { RequestOperation } from '../../../shared/operation';
import { answerJson } from '../../../shared/output';
import { path } from '../../../shared/path';
import { isNothing } from '../../../shared/values';
import { asWritten } from '../../fields/asWritten';
import { CLIENT_ID, readClientId } from '../../fields/clientId';
import type { UserReference } from '../../fields/user';
import { readUser, userProperty } from '../../fields/user';

const OPTIONAL_CLIENT_ID: INodeProperties = {
	...CLIENT_ID,
	description: `${CLIENT_ID.description}. Conscent's page asks for it; its own demo apps leave it out.`,
};

const MODES = ['email', 'phone'] as const;

const BODY_KEYS: Readonly<Record<UserReference['mode'], string>> = {
	id: 'userId',
	email: 'email',
	phone: 'phoneNumber',
};

/** `POST /v1/client/generate-temp-token` (spec: `generateLoginToken`). The token is what the user wants: it is put out. */
export const createLoginToken: RequestOperation = {
	value: 'createLoginToken',
	name: 'Create Login Token',
	action: 'Create login token for user',
	description: 'Create a token that logs a reader in on a web page, once, without a password',
	calls: ['generateLoginToken'],
	properties: [userProperty('The reader whom the token logs in', MODES), OPTIONAL_CLIENT_ID],

	orderKey: (parameters) => readUser(parameters, MODES).value,

	request(parameters) {
		const user = readUser(parameters, MODES);
		const hasClientId = !isNothing(parameters.value(CLIENT_ID.name));
		return {
			method: 'POST',
			path: path`/v1/client/generate-temp-token`,
			body: {
				[BODY_KEYS[user.mode]]: asWritten(user),
				...(hasClientId ? { clientId: readClientId(parameters) } : {}),
			},
			// Each one makes a token that can log somebody in.
			repeatable: false,
		};
	},

	output: answerJson,
};
