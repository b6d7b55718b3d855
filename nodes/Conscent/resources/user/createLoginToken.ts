import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { CLIENT_ID, readOptionalClientId } from '../../fields/ids';
import type { UserReference } from '../../users/userReference';
import { CONTACT_MODES, readUser, userProperty } from '../../users/userReference';

const OPTIONAL_CLIENT_ID: INodeProperties = {
	...CLIENT_ID,
	description: `${CLIENT_ID.description}. Conscent's page asks for it; its own demo apps leave it out.`,
};

const BODY_KEYS: Readonly<Record<UserReference['mode'], string>> = {
	id: 'userId',
	email: 'email',
	phone: 'phoneNumber',
};

/** `POST /v1/client/generate-temp-token` (spec: `generateLoginToken`). The token is what the user wants: it is put out. */
export const createLoginToken: Operation = {
	value: 'createLoginToken',
	name: 'Create Login Token',
	action: 'Create login token for user',
	description: 'Create a token that logs one reader in on a web page, once, without a password',
	calls: ['generateLoginToken'],
	properties: [
		userProperty(
			'The reader whom the token logs in: an email address or a phone number, as the mode says',
			CONTACT_MODES,
		),
		OPTIONAL_CLIENT_ID,
	],

	prepare(parameters) {
		const user = readUser(parameters, CONTACT_MODES);
		const clientId = readOptionalClientId(parameters);
		return {
			orderKey: user.value,
			request: {
				method: 'POST',
				path: path`/${CALLS.generateLoginToken.version}/client/generate-temp-token`,
				body: {
					[BODY_KEYS[user.mode]]: user.written,
					...(clientId === undefined ? {} : { clientId }),
				},
				// Each one makes a token that can log the user in.
				idempotent: CALLS.generateLoginToken.idempotent,
			},
			output: responseJson,
		};
	},
};
