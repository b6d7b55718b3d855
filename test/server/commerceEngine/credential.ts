import { API_KEY, EMAIL, PASSWORD, STORE_ID } from './state';

/** What a user enters in the credential to sign in to this server, by email. */
export function commerceEngineCredentialData(baseUrl: string) {
	return {
		environment: 'custom',
		baseUrl,
		storeId: STORE_ID,
		apiKey: API_KEY,
		signInWith: 'email',
		email: EMAIL,
		password: PASSWORD,
	};
}
