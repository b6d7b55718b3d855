import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { BASE_URLS, FORGIVEN_ENDING, assertConscentAddress } from '../nodes/Conscent/environment';

const CHECK_ADDRESS = "Check 'Environment' and 'Base URL'.";

/** What the test says instead of n8n's bare status texts. */
const REFUSALS: Readonly<Record<number, string>> = {
	301: `The address redirects elsewhere. ${CHECK_ADDRESS}`,
	302: `The address redirects elsewhere. ${CHECK_ADDRESS}`,
	307: `The address redirects elsewhere. ${CHECK_ADDRESS}`,
	308: `The address redirects elsewhere. ${CHECK_ADDRESS}`,
	401: 'Conscent did not accept this API key and secret. Copy both again, and check that they belong to the chosen environment.',
	403: 'Conscent knows this API key and secret, but they may not read subscription plans.',
	404: `Nothing of Conscent's API answers at this address. ${CHECK_ADDRESS}`,
	405: `Nothing of Conscent's API answers at this address. ${CHECK_ADDRESS}`,
	429: 'Conscent receives too many requests at the moment. Test again in a minute.',
	500: 'Conscent has trouble of its own (HTTP 500). Test again later.',
	502: 'Conscent has trouble of its own (HTTP 502). Test again later.',
	503: 'Conscent has trouble of its own (HTTP 503). Test again later.',
	504: 'Conscent has trouble of its own (HTTP 504). Test again later.',
};

const REFUSAL_RULES = Object.entries(REFUSALS).map(([status, message]) => ({
	type: 'responseCode' as const,
	properties: { value: Number(status), message },
}));

const CUSTOM_BASE_URL = `$credentials.baseUrl.trim().replace(${String(FORGIVEN_ENDING)}, '')`;

/** Also for n8n's HTTP Request node, which names the address `uri` and can use this credential too. */
function addressOf({ baseURL = '', url, uri }: IHttpRequestOptions & { uri?: string }): string {
	const address = url ?? uri ?? '';
	return URL.canParse(address) ? address : `${baseURL}${address}`;
}

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
				{ name: 'Production', value: 'production', description: BASE_URLS.production },
				{ name: 'Sandbox', value: 'sandbox', description: BASE_URLS.sandbox },
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
			auth: { username: String(credentials['apiKey']), password: String(credentials['apiSecret']) },
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
		// n8n reads both kinds of rules from one list, which its type does not foresee.
		rules: [
			...REFUSAL_RULES,
			{
				type: 'responseSuccessBody',
				properties: {
					// n8n can only compare one value; a page instead of data begins with this character.
					key: '0',
					value: '<',
					message: `A web page answered instead of Conscent's API. ${CHECK_ADDRESS}`,
				},
			},
		] as NonNullable<ICredentialTestRequest['rules']>,
	};
}
