import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { basicAuthOf } from '../nodes/Conscent/basicAuth';
import { BASE_URLS } from '../nodes/Conscent/apiFacts';
import { FORGIVEN_ENDING, assertConscentAddress } from '../nodes/Conscent/baseUrl';
import { addressOf } from '../nodes/shared/input/address';
import { credentialTestRules } from '../nodes/shared/editor/credentialTest';

const CUSTOM_BASE_URL = `$credentials.baseUrl.trim().replace(${String(FORGIVEN_ENDING)}, '')`;

export class ConscentApi implements ICredentialType {
	name = 'conscentApi';

	displayName = 'Conscent API';

	icon = {
		light: 'file:../nodes/Conscent/conscent.svg',
		dark: 'file:../nodes/Conscent/conscent.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-conscent/n8n-nodes-conscent#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{
					name: 'Production',
					value: 'production',
					description: `Live data, at ${BASE_URLS.production}`,
				},
				{
					name: 'Sandbox',
					value: 'sandbox',
					description: `For trying things out, at ${BASE_URLS.sandbox}`,
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'An address of your own, e.g. a test server',
				},
			],
			default: 'production',
			description: 'Each environment has its own key and secret, and its own users',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://conscent.example.com/api',
			description:
				'The address before /v1 and /v2. It must begin with https://; http:// is allowed to this computer only.',
			displayOptions: { show: { environment: ['custom'] } },
			required: true,
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "Shown in Conscent's dashboard on the page Integrations (Documentation)",
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "Shown in Conscent's dashboard beside the API key",
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5fbb40b07dd98b0e89d90a25',
			description:
				"Only for Get Details, Create Login Token and Generate Coupons: the publisher's own ID, shown in Conscent's dashboard on the page Integrations (Documentation)",
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Only for Conscent Trigger: the secret that was given to the webhook in Conscent's dashboard. It signs what Conscent sends.",
		},
	];

	/** HTTP Basic: the key as user name, the secret as password. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		assertConscentAddress(addressOf(requestOptions));
		return {
			...requestOptions,
			auth: basicAuthOf(credentials),
		};
	};

	/** The only documented call that reads, needs the key and secret, and asks for no parameter. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.environment === 'custom' ? ${CUSTOM_BASE_URL} : ${JSON.stringify(BASE_URLS)}[$credentials.environment] }}`,
			url: '/v2/client/subscription-plans',
			qs: { showRecords: 1 },
			disableFollowRedirect: true,
		},
		rules: credentialTestRules({
			service: 'Conscent',
			checkAddress: "Check 'Environment' and 'Base URL'.",
			refusals: {
				401: 'Conscent did not accept this API key and secret. Copy both again, and check that they belong to the chosen environment.',
				403: 'Conscent knows this API key and secret, but they may not read subscription plans.',
			},
		}),
	};
}
