/** The fields of each credential as the editor shows them, a line each. */
import type { ICredentialType, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { packageCredentials } from '../support/packageClasses';

function lineOf({ displayName, name, type, default: initial, ...more }: INodeProperties): string {
	const { required = false, typeOptions = {}, displayOptions = {}, options = [] } = more;
	return [
		`${displayName} (${name}): ${type} ${JSON.stringify(initial)}`,
		...(required ? ['required'] : []),
		...(typeOptions.password ? ['masked'] : []),
		...(typeOptions['expirable'] ? ['expirable'] : []),
		...options.map((option) => `${option.name}=${String((option as INodePropertyOptions).value)}`),
		...Object.entries(displayOptions.show ?? {}).map(([field, values]) => {
			return `where ${field} is ${String(values)}`;
		}),
	].join(', ');
}

const ENVIRONMENT_FIELD = "Environment (environment): options 'production'";

const FIELDS: Readonly<Record<string, readonly string[]>> = {
	commerceEngineApi: [
		`${ENVIRONMENT_FIELD}, Production=production, Staging=staging, Custom=custom`,
		"Base URL (baseUrl): string '', required, where environment is custom",
		"Store ID (storeId): string '', required",
		"API Key (apiKey): string '', required, masked",
		"Sign In With (signInWith): options 'email', Email and Password=email, Phone and Password=phone",
		"Email (email): string '', required, where signInWith is email",
		"Country Code (countryCode): string '+91', required, where signInWith is phone",
		"Phone (phone): string '', required, where signInWith is phone",
		"Password (password): string '', required, masked",
		"Session Token (sessionToken): hidden '', masked, expirable",
		"Session Account (sessionAccount): hidden ''",
	],
	conscentApi: [
		`${ENVIRONMENT_FIELD}, Production=production, Sandbox=sandbox, Custom=custom`,
		"Base URL (baseUrl): string '', required, where environment is custom",
		"API Key (apiKey): string '', required, masked",
		"API Secret (apiSecret): string '', required, masked",
		"Client ID (clientId): string ''",
		"Webhook Secret (webhookSecret): string '', masked",
	],
	insightoApi: [
		"API Key (apiKey): string '', required, masked",
		"Base URL (baseUrl): string 'https://api.insighto.ai'",
	],
};

const ALL = packageCredentials().map((each) => [each.name, each] as const);

describe.each(ALL)('%s', (name, credential: ICredentialType) => {
	it('has these fields', () => {
		const lines = credential.properties.map((field) => lineOf(field).replaceAll('"', "'"));
		expect(lines).toEqual(FIELDS[name]);
	});

	it('says of each field that is shown, and of each environment, what it is', () => {
		for (const field of credential.properties.filter(({ type }) => type !== 'hidden')) {
			expect(field.description).toMatch(/\w{3}/);
			expect(field.placeholder ?? 'e.g.').toContain('e.g.');
		}
		const [environment] = credential.properties;
		for (const option of environment?.name === 'environment' ? (environment.options ?? []) : []) {
			expect((option as INodePropertyOptions).description).toMatch(/\w{3}/);
		}
	});

	it('has a name, two icons and a page', () => {
		expect(credential.displayName).toMatch(/^[A-Z].+ API$/);
		const { light, dark } = credential.icon as { light: string; dark: string };
		expect([light, dark]).toEqual([
			expect.stringMatching(/^file:.+\w\.svg$/),
			expect.stringMatching(/^file:.+\.dark\.svg$/),
		]);
		expect(credential.documentationUrl).toMatch(/^https:.+#credential$/);
	});
});
