import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	DEFAULT_BASE_URL,
	FORGIVEN_ENDING,
	assertInsightoAddress,
} from '../nodes/Insighto/environment';
import { addressOf } from '../nodes/shared/input/address';
import { credentialTestRules } from '../nodes/shared/editor/credentialTest';

const BASE_URL = `$credentials.baseUrl.trim().replace(${String(FORGIVEN_ENDING)}, '')`;

export class InsightoApi implements ICredentialType {
	name = 'insightoApi';

	displayName = 'Insighto API';

	icon = {
		light: 'file:../nodes/Insighto/insighto.svg',
		dark: 'file:../nodes/Insighto/insighto.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-conscent/n8n-nodes-conscent/blob/main/docs/insighto.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Made in Insighto under Settings, API Keys, and shown only once. It belongs to one user and has the rights of its key role.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description:
				'The address before /api/v1. It must begin with https://; http:// is allowed to this computer only.',
		},
	];

	/** The key goes into the query: Insighto's own page on keys says that a header does not work with them. */
	authenticate: IAuthenticate = async (
		{ apiKey }: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		assertInsightoAddress(addressOf(requestOptions));
		return { ...requestOptions, qs: { ...requestOptions.qs, api_key: String(apiKey) } };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${BASE_URL} || ${JSON.stringify(DEFAULT_BASE_URL)} }}`,
			url: '/api/v1/user',
			disableFollowRedirect: true,
		},
		rules: credentialTestRules({
			service: 'Insighto',
			checkAddress: "Check 'Base URL'.",
			refusals: {
				401: 'Insighto did not accept this API key. Copy it again, or make a new one: a key is shown only once.',
				403: 'Insighto did not accept this API key, or its role may not read its own user.',
				422: 'Insighto did not find an API key in the request. Copy it again.',
			},
		}),
	};
}
