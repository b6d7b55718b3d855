/** The credentials in n8n's own HTTP Request node, for calls that the nodes of this package do not have. */
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { API_KEY, API_SECRET } from '../server';
import {
	API_KEY as STORE_KEY,
	API_ROOT,
	PASSWORD,
	USER_IDS,
	commerceEngineCredentialData,
	startCommerceEngineServer,
} from '../server/commerceEngine';
import type { CommerceEngineServer } from '../server/commerceEngine';
import { API_KEY as INSIGHTO_KEY, OWN_USER_ID, startInsightoServer } from '../server/insighto';
import type { InsightoServer } from '../server/insighto';
import {
	CREDENTIAL_TYPE,
	N8nError,
	PLAYGROUND_TIMEOUT_MS,
	TEST_TIMEOUT_MS,
	chain,
	conscentCredentialData,
	createActive,
	node,
	startPlayground,
	webhookNode,
} from './harness';
import type { Credential, Playground } from './harness';

jest.setTimeout(TEST_TIMEOUT_MS);

let playground: Playground;
let insighto: InsightoServer;
let commerceEngine: CommerceEngineServer;

beforeAll(async () => {
	insighto = await startInsightoServer();
	commerceEngine = await startCommerceEngineServer();
	playground = await startPlayground();
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => {
	await playground?.stop();
	await insighto?.close();
	await commerceEngine?.close();
});
beforeEach(() => {
	for (const server of [playground.server, insighto, commerceEngine]) server.reset();
});

interface Outcome {
	/** What the webhook responded with: the output of the HTTP Request node. */
	output: IDataObject[] | undefined;
	/** Why the execution failed, as n8n stores it. */
	error: IDataObject | undefined;
	/** All that n8n keeps of the execution, and what it logged. */
	kept: string;
}

/** The settings that the README names, and nothing else. */
async function request(url: string, credential: Credential): Promise<Outcome> {
	const { client } = playground;
	const { id, name, type } = credential;
	const path = randomUUID();
	const http = node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		4.2,
		{ url, authentication: 'predefinedCredentialType', nodeCredentialType: type, options: {} },
		{ credentials: { [type]: { id, name } } },
	);
	const workflow = await createActive(client, chain(`Test ${path}`, [webhookNode(path), http]));
	const output = await runOrUndefined(path);
	const [summary] = await client.executions(workflow.id);
	if (!summary) throw new Error('n8n kept no execution');
	const { data } = await client.finishedExecution(summary.id);
	await client.deactivate(workflow.id);
	const error = data.resultData.error as unknown as IDataObject | undefined;
	return { output, error, kept: `${JSON.stringify(data)}\n${playground.n8n.log()}` };
}

async function runOrUndefined(path: string): Promise<IDataObject[] | undefined> {
	try {
		return await playground.client.runWebhook<IDataObject[]>(path, {});
	} catch (error) {
		if (error instanceof N8nError && error.status === 500) return undefined;
		throw error;
	}
}

async function credentialOf(type: string, data: IDataObject): Promise<Credential> {
	return await playground.client.createCredential(`${type} ${randomUUID()}`, type, data);
}

function expectHidden(kept: string, secrets: string[]): void {
	const forms = secrets.flatMap((secret) => [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
	]);
	expect(forms.filter((form) => kept.includes(form))).toEqual([]);
}

describe('Conscent API', () => {
	const PLANS = '/v2/client/subscription-plans?showRecords=1';

	it('sends key and secret as Basic auth', async () => {
		const { baseUrl } = playground.server;
		const { output, error, kept } = await request(`${baseUrl}${PLANS}`, playground.credential);

		expect(error).toBeUndefined();
		expect(output).toHaveLength(1);
		expect(
			playground.server.records.map(({ method, url, authorization, status }) => ({
				method,
				url,
				authorization,
				status,
			})),
		).toEqual([{ method: 'GET', url: `/api${PLANS}`, authorization: 'right', status: 200 }]);
		expectHidden(kept, [API_SECRET, basic(API_KEY, API_SECRET)]);
	});

	it('is told that a wrong secret is refused, without the secret', async () => {
		const apiSecret = 'wrong+secret/with "marks"&%';
		const { baseUrl } = playground.server;
		const wrong = await credentialOf(CREDENTIAL_TYPE, {
			...conscentCredentialData(baseUrl),
			apiSecret,
		});
		const { output, error, kept } = await request(`${baseUrl}${PLANS}`, wrong);

		expect(output).toBeUndefined();
		expect(error).toMatchObject({ httpCode: '401' });
		expect(playground.server.records.map(({ authorization }) => authorization)).toEqual(['wrong']);
		expectHidden(kept, [apiSecret, basic(API_KEY, apiSecret)]);
	});

	it('sends nothing over plain http to another machine', async () => {
		const { error, kept } = await request('http://conscent.example/api', playground.credential);

		expect(JSON.stringify(error)).toContain('must begin with https://');
		expectHidden(kept, [API_SECRET, basic(API_KEY, API_SECRET)]);
	});

	function basic(key: string, secret: string): string {
		return Buffer.from(`${key}:${secret}`).toString('base64');
	}
});

describe('Insighto API', () => {
	it('sends the key in the query, and keeps it out of what n8n keeps', async () => {
		const data = { baseUrl: insighto.url, apiKey: INSIGHTO_KEY };
		const credential = await credentialOf('insightoApi', data);
		const { output, kept } = await request(`${insighto.url}/api/v1/user`, credential);

		expect(output).toMatchObject([{ data: { id: OWN_USER_ID } }]);
		expect(insighto.records.map(({ authorization }) => authorization)).toEqual(['right']);
		expectHidden(kept, [INSIGHTO_KEY]);
	});

	it('is told that a wrong key is refused, without the key', async () => {
		const apiKey = 'in-wrong+key/with "marks"&%';
		const wrong = await credentialOf('insightoApi', { baseUrl: insighto.url, apiKey });
		const { output, error, kept } = await request(`${insighto.url}/api/v1/user`, wrong);

		expect(output).toBeUndefined();
		expect(error).toMatchObject({ httpCode: '401' });
		expectHidden(kept, [apiKey]);
	});
});

describe('Commerce Engine API', () => {
	async function signedIn(change: IDataObject = {}): Promise<Outcome> {
		const credential = await credentialOf('commerceEngineApi', {
			...commerceEngineCredentialData(commerceEngine.url),
			...change,
		});
		const url = `${commerceEngine.url}${API_ROOT}/auth/user/signed-in-user`;
		return await request(url, credential);
	}

	it('signs in, and puts the signed-in user in the place that the docs name', async () => {
		const { output, kept } = await signedIn();

		expect(output).toMatchObject([{ content: { user: { id: USER_IDS[0] } } }]);
		expect(commerceEngine.records.at(-1)).toMatchObject({ authorization: 'right', status: 200 });
		expectHidden(kept, [PASSWORD, STORE_KEY, 'not-a-real-signature']);
	});

	it('signs in anew where the kept token is of another account than the credential names', async () => {
		const sessionToken = commerceEngine.state.signIn(USER_IDS[1]);
		const { output } = await signedIn({ sessionToken, sessionAccount: 'of somebody else' });

		expect(output).toMatchObject([{ content: { user: { id: USER_IDS[0] } } }]);
		expect(commerceEngine.state.signInsTried).toBe(1);
	});
});
