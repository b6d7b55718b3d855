import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { isOfAnotherAccount } from '../nodes/CommerceEngine/account';
import {
	FORGIVEN_ENDING,
	HOSTS,
	assertCommerceEngineAddress,
} from '../nodes/CommerceEngine/environment';
import { SIGNED_IN_USER, putUserIn } from '../nodes/CommerceEngine/ownUser';
import { signInForN8n } from '../nodes/CommerceEngine/signIn';
import { addressOf } from '../nodes/shared/input/address';
import { credentialTestRules } from '../nodes/shared/editor/credentialTest';

const CUSTOM_HOST = `$credentials.baseUrl.trim().replace(${String(FORGIVEN_ENDING)}, '')`;
const HOST = `($credentials.environment === 'custom' ? ${CUSTOM_HOST} : ${JSON.stringify(HOSTS)}[$credentials.environment])`;

type AnyRequest = IHttpRequestOptions & { uri?: string };

/** In the form in which n8n takes a token for expired, and signs in: its HTTP Request node knows no other way. */
class ForeignToken extends Error {
	readonly response = { status: 401 };

	constructor() {
		super("Commerce Engine's session token is of another account than the credential names");
		this.name = 'ForeignToken';
	}
}

export class CommerceEngineApi implements ICredentialType {
	name = 'commerceEngineApi';

	displayName = 'Commerce Engine API';

	icon = {
		light: 'file:../nodes/CommerceEngine/commerceEngine.svg',
		dark: 'file:../nodes/CommerceEngine/commerceEngine.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-conscent/n8n-nodes-conscent/blob/main/docs/commerce-engine.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: HOSTS.production },
				{ name: 'Staging', value: 'staging', description: HOSTS.staging },
				{
					name: 'Custom',
					value: 'custom',
					description: 'An address of your own, e.g. a test server',
				},
			],
			default: 'production',
			description: 'Each environment has its own stores and shoppers',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://commerce.example.com',
			description:
				'The address before /api/v1. It must begin with https://; http:// is allowed to this computer only.',
			displayOptions: { show: { environment: ['custom'] } },
			required: true,
		},
		{
			displayName: 'Store ID',
			name: 'storeId',
			type: 'string',
			default: '',
			required: true,
			description: 'Stands in each address of the API, after /api/v1/',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "The storefront key, made in Commerce Engine's settings under Channels",
		},
		{
			displayName: 'Sign In With',
			name: 'signInWith',
			type: 'options',
			options: [
				{ name: 'Email and Password', value: 'email' },
				{ name: 'Phone and Password', value: 'phone' },
			],
			default: 'email',
			description: 'Sign-in by a one-time code needs a person, so it cannot be used here',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. asha@example.com',
			required: true,
			displayOptions: { show: { signInWith: ['email'] } },
			description: 'Of the shopper who is signed in. The nodes may do what this shopper may do.',
		},
		{
			displayName: 'Country Code',
			name: 'countryCode',
			type: 'string',
			default: '+91',
			required: true,
			displayOptions: { show: { signInWith: ['phone'] } },
			description: 'Dialling code of the phone number, with its plus sign',
		},
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9876543210',
			required: true,
			displayOptions: { show: { signInWith: ['phone'] } },
			description:
				'Of the shopper who is signed in, without the country code. The nodes may do what this shopper may do.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "The shopper's password",
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Session Account',
			name: 'sessionAccount',
			type: 'hidden',
			default: '',
		},
	];

	/** n8n calls it where there is no token yet, and again when the API refuses one; it keeps what is returned. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return await signInForN8n(this.helpers.httpRequest, credentials);
	}

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: AnyRequest,
	): Promise<IHttpRequestOptions> => {
		assertCommerceEngineAddress(addressOf(requestOptions));
		if (isOfAnotherAccount(credentials)) throw new ForeignToken();
		const token = String(credentials['sessionToken']);
		const { url, uri, headers } = requestOptions;
		return {
			...requestOptions,
			...(url === undefined ? {} : { url: putUserIn(url, token) }),
			...(uri === undefined ? {} : { uri: putUserIn(uri, token) }),
			headers: { ...headers, Authorization: `Bearer ${token}` },
		} as IHttpRequestOptions;
	};

	/** Signs in, and reads the user who is signed in. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${HOST} + '/api/v1/' + encodeURIComponent($credentials.storeId.trim()) + '/storefront' }}`,
			url: `/auth/user/${SIGNED_IN_USER}`,
			disableFollowRedirect: true,
		},
		rules: credentialTestRules({
			service: 'Commerce Engine',
			checkAddress: "Check 'Environment', 'Base URL' and 'Store ID'.",
			refusals: {
				401: 'Commerce Engine accepted the sign-in, but does not let this user read their own profile.',
			},
		}),
	};
}
