/** What a server quotes of the credential never comes back to the user: whatever it responds, and however it writes it. */
import type { INodeParameters } from 'n8n-workflow';
import { leakedSecrets, runNode, testCredential } from './harness';
import { writtenForms } from '../support/writtenForms';
import { QUOTINGS, QuotingServer } from './support/quotingServer';
import { skipWaits } from './support/waits';

/** With signs that are written in other ways in URLs, JSON and pages. */
const KEY = 'key-K+/&% "x*~\'!(z';
const PASSWORD = 'pass-P+/&% "w*~\'!)q';
const claims = Buffer.from(JSON.stringify({ ulid: '01HUSER' })).toString('base64url');
const ANONYMOUS_TOKEN = 'anonymous.token.signature-1';
const TOKEN = `token.${claims}.signature-2`;

/** Half of a secret is more than enough to know that it was cut in two. */
function halves(secret: string): string[] {
	return [secret.slice(0, Math.floor(secret.length / 2) - 1)];
}

const SIGN_IN: Array<[string, unknown]> = [
	['/auth/anonymous', { content: { access_token: ANONYMOUS_TOKEN } }],
	['/auth/login/password', { content: { access_token: TOKEN } }],
];

interface Case {
	name: string;
	type: string;
	credentialType: string;
	credential: Record<string, string>;
	parameters: INodeParameters;
	/** What the node and its credential know at that moment. */
	secrets: string[];
	/** What gets an ordinary response. */
	ordinary?: Array<[string, unknown]>;
}

const INSIGHTO: Omit<Case, 'name' | 'parameters'> = {
	type: 'insighto',
	credentialType: 'insightoApi',
	credential: { apiKey: KEY },
	secrets: [KEY],
};

const COMMERCE_ENGINE: Omit<Case, 'name' | 'parameters'> = {
	type: 'commerceEngine',
	credentialType: 'commerceEngineApi',
	credential: {
		environment: 'custom',
		storeId: 'store',
		apiKey: KEY,
		signInWith: 'email',
		email: 'asha@shop.example',
		password: PASSWORD,
		sessionToken: '',
	},
	secrets: [TOKEN, PASSWORD, KEY],
};

const BY_ID = { __rl: true, mode: 'id', value: '01HUSER' };

const CASES: Case[] = [
	{
		...INSIGHTO,
		name: 'Insighto, a read',
		parameters: { resource: 'user', operation: 'getMyProfile', simplify: false },
	},
	{
		...INSIGHTO,
		name: 'Insighto, a write',
		parameters: {
			resource: 'user',
			operation: 'update',
			userId: BY_ID,
			profileFields: { first_name: 'Asha' },
			simplify: false,
		},
	},
	{
		...COMMERCE_ENGINE,
		name: 'Commerce Engine, the store key',
		secrets: [KEY, PASSWORD],
		parameters: { resource: 'user', operation: 'get', userId: BY_ID, simplify: false },
	},
	{
		...COMMERCE_ENGINE,
		name: 'Commerce Engine, the password',
		secrets: [PASSWORD, ANONYMOUS_TOKEN, KEY],
		ordinary: SIGN_IN.slice(0, 1),
		parameters: { resource: 'user', operation: 'get', userId: BY_ID, simplify: false },
	},
	{
		...COMMERCE_ENGINE,
		name: 'Commerce Engine, a read',
		ordinary: SIGN_IN,
		parameters: { resource: 'user', operation: 'get', userId: BY_ID, simplify: false },
	},
	{
		...COMMERCE_ENGINE,
		name: 'Commerce Engine, a write',
		ordinary: SIGN_IN,
		parameters: { resource: 'user', operation: 'deactivate', userId: BY_ID },
	},
];

const server = new QuotingServer();
beforeAll(async () => await server.start());
afterAll(async () => await server.close());

describe.each(CASES)('$name', (tested) => {
	const { credentialType, type, parameters, secrets } = tested;
	const hidden = secrets.flatMap((secret) => [...writtenForms(secret), ...halves(secret)]);
	const credential = () => ({ ...tested.credential, baseUrl: server.url });

	beforeEach(() => {
		server.secrets = secrets;
		server.ordinary = new Map(tested.ordinary ?? []);
		server.quoted = 0;
		// A 429 is given up only after minutes.
		skipWaits();
	});
	afterEach(() => jest.restoreAllMocks());

	it.each(QUOTINGS)('is hidden in HTTP $status as $form', async (quoting) => {
		server.quoting = quoting;
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			const run = await runNode({
				type,
				parameters: { ...parameters, options: { maxRetries: 0 } },
				items: [{ note: 'n' }],
				credentials: { [credentialType]: credential() },
				onError,
			});
			expect(leakedSecrets(run, hidden)).toEqual([]);
		}
		expect(server.quoted).toBeGreaterThan(0);
	});

	it.each(QUOTINGS)('is hidden by the Test button at HTTP $status as $form', async (quoting) => {
		server.quoting = quoting;
		const { message } = await testCredential(credentialType, credential());

		expect(hidden.filter((form) => message.includes(form))).toEqual([]);
		expect(server.quoted).toBeGreaterThan(0);
	});
});
