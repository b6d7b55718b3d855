/** The companions Insighto and Commerce Engine in the real n8n, each against its own test server. */
import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { readExamples } from '../../scripts/n8n/examples';
import {
	PASSWORD,
	USER_IDS,
	commerceEngineCredentialData,
	startCommerceEngineServer,
} from '../server/commerceEngine';
import type { CommerceEngineServer } from '../server/commerceEngine';
import { API_KEY, OWN_USER_ID, otherUserId, startInsightoServer } from '../server/insighto';
import type { InsightoServer } from '../server/insighto';
import {
	PLAYGROUND_TIMEOUT_MS,
	TEST_TIMEOUT_MS,
	chain,
	createActive,
	itemsNode,
	node,
	startN8nWithPackage,
	webhookNode,
} from './harness';
import type { Credential } from './harness';

jest.setTimeout(TEST_TIMEOUT_MS);

const PACKAGE = 'n8n-nodes-conscent';
const NO_CREDENTIAL = { id: '', name: '', type: 'none', data: {} };

let n8n: Awaited<ReturnType<typeof startN8nWithPackage>>;
let insighto: InsightoServer;
let commerceEngine: CommerceEngineServer;

beforeAll(async () => {
	insighto = await startInsightoServer();
	commerceEngine = await startCommerceEngineServer();
	n8n = await startN8nWithPackage();
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => {
	await n8n?.stop();
	await insighto?.close();
	await commerceEngine?.close();
});
beforeEach(() => {
	insighto.reset();
	commerceEngine.reset();
});

async function insightoCredential(change: IDataObject = {}): Promise<Credential> {
	const data = { baseUrl: insighto.url, apiKey: API_KEY, ...change };
	return await n8n.client.createCredential('Insighto', 'insightoApi', data);
}

async function commerceCredential(change: IDataObject = {}): Promise<Credential> {
	const data = { ...commerceEngineCredentialData(commerceEngine.url), ...change };
	return await n8n.client.createCredential('Commerce Engine', 'commerceEngineApi', data);
}

/** Runs items through one node, started by a webhook, and gives what came out of it. */
async function run(
	type: string,
	{ id, name, type: credentialType }: Credential,
	parameters: INode['parameters'],
	items: IDataObject[],
): Promise<IDataObject[]> {
	const path = randomUUID();
	const credentials = { [credentialType]: { id, name } };
	const extra = { credentials, onError: 'continueRegularOutput' } as const;
	const underTest = node('Companion', `${PACKAGE}.${type}`, 1, parameters, extra);
	const draft = chain(`Test ${path}`, [webhookNode(path), itemsNode(), underTest]);
	const workflow = await createActive(n8n.client, draft);
	try {
		return await n8n.client.runWebhook<IDataObject[]>(path, { items });
	} finally {
		await n8n.client.deactivate(workflow.id);
	}
}

describe.each([
	['insighto', 'Insighto', 'insightoApi', 'Insighto API'],
	['commerceEngine', 'Commerce Engine', 'commerceEngineApi', 'Commerce Engine API'],
])('%s', (type, displayName, credentialType, credentialName) => {
	it('is listed with its variant for AI agents, its credential and its icons', async () => {
		const types = await n8n.client.nodeTypes();
		const found = types.find(({ name }) => name === `${PACKAGE}.${type}`);
		expect(found).toMatchObject({ displayName, usableAsTool: true });
		expect(types.map(({ name }) => name)).toContain(`${PACKAGE}.${type}Tool`);
		const credentials = await n8n.client.credentialTypes();
		const credential = credentials.find(({ name }) => name === credentialType);
		expect(credential).toMatchObject({ displayName: credentialName });
		const icons = [found, credential].flatMap((each) =>
			Object.values(each?.['iconUrl'] as Record<string, string>),
		);
		expect(icons).toHaveLength(4);
		for (const icon of icons) {
			const response = await fetch(`${n8n.n8n.baseUrl}/${icon}`);
			expect(await response.text()).toContain('<svg');
		}
	});
});

describe('Insighto', () => {
	it('has a credential whose test button tells right keys from wrong ones', async () => {
		expect(await n8n.client.testCredential(await insightoCredential())).toMatchObject({
			status: 'OK',
		});
		const wrong = await insightoCredential({ apiKey: 'in-wrong' });
		expect(await n8n.client.testCredential(wrong)).toEqual({
			status: 'Error',
			message: expect.stringContaining('did not accept this API key'),
		});
	});

	it('gets the own profile, and updates users', async () => {
		const credential = await insightoCredential();
		const [profile] = await run(
			'insighto',
			credential,
			{ resource: 'user', operation: 'getMyProfile' },
			[{}],
		);
		expect(profile).toMatchObject({ id: OWN_USER_ID, first_name: 'Asha' });
		const output = await run(
			'insighto',
			credential,
			{
				resource: 'user',
				operation: 'update',
				userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				profileFields: { last_name: '={{ $json.name }}' },
			},
			[
				{ id: otherUserId(0), name: 'One' },
				{ id: '', name: 'Nobody in particular' },
				{ id: otherUserId(99), name: 'Nobody' },
			],
		);
		expect(output).toMatchObject([
			{ id: otherUserId(0), last_name: 'One' },
			{ error: expect.stringContaining("'User ID' is empty") },
			{ error: expect.stringContaining('User not found') },
		]);
		const own = await run(
			'insighto',
			credential,
			{
				resource: 'user',
				operation: 'update',
				userId: { __rl: true, mode: 'id', value: '' },
				profileFields: { last_name: '={{ $json.name }}' },
			},
			[{ name: 'Own' }],
		);
		expect(own).toMatchObject([{ id: OWN_USER_ID, last_name: 'Own' }]);
		expect(JSON.stringify(output)).not.toContain(encodeURIComponent(API_KEY));
	});

	it('keeps its key out of the executions and the log of n8n', async () => {
		const credential = await insightoCredential({ baseUrl: 'http://127.0.0.1:9' });
		const output = await run(
			'insighto',
			credential,
			{ resource: 'user', operation: 'getMyProfile', options: { maxRetries: 0 } },
			[{}],
		);
		expect(output[0]?.['error']).toMatch(/could not be reached/);
		for (const text of [JSON.stringify(output), n8n.n8n.log()]) {
			expect(text).not.toContain(API_KEY);
			expect(text).not.toContain(encodeURIComponent(API_KEY));
		}
	});

	it('has an example that runs', async () => {
		const credential = await insightoCredential();
		const draft = exampleWith('insighto-payment-to-user.json', 'Update user', credential);
		const { id } = await createActive(n8n.client, draft);
		const paid = {
			insightoUserId: otherUserId(1),
			paid: true,
			subscriptionId: 'sub_1',
			status: 'active',
			paidAt: '2026-11-01T10:00:00Z',
		};
		expect(await post('/webhook/insighto-payment', paid)).toEqual([
			200,
			{ status: 'updated', userId: otherUserId(1) },
		]);
		expect(insighto.records.at(-1)?.body).toEqual({
			is_paying: true,
			stripe_subscription_id: 'sub_1',
			stripe_subscription_status: 'active',
			stripe_last_payment_date: '2026-11-01T10:00:00.000Z',
		});
		const [status, response] = await post('/webhook/insighto-payment', { paid: true });
		expect([status, response]).toEqual([
			422,
			expect.objectContaining({ reason: expect.stringContaining('User ID') }),
		]);
		await n8n.client.deactivate(id);
	});
});

describe('Commerce Engine', () => {
	const GET = {
		resource: 'user',
		operation: 'get',
		userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	};

	it('has a credential whose test button signs in', async () => {
		expect(await n8n.client.testCredential(await commerceCredential())).toMatchObject({
			status: 'OK',
		});
		const wrong = await commerceCredential({ password: 'wrong' });
		expect(await n8n.client.testCredential(wrong)).toEqual({
			status: 'Error',
			message: expect.stringContaining('did not accept the email address and the password'),
		});
	});

	it('signs in once, keeps the token between executions, and renews it once when it ends', async () => {
		const credential = await commerceCredential();
		const items = Array.from({ length: 12 }, (_, n) => ({ id: USER_IDS[n % 3] }));
		const signIns: number[] = [];
		for (const endsBefore of [false, false, true, false]) {
			if (endsBefore) commerceEngine.state.endSessions();
			const output = await run('commerceEngine', credential, GET, items);
			expect(output.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
			signIns.push(commerceEngine.state.signInsTried);
		}
		expect(signIns).toEqual([1, 1, 2, 2]);
	});

	it('updates the user who is signed in, and lists, creates and deletes addresses', async () => {
		const credential = await commerceCredential();
		const [user] = await run(
			'commerceEngine',
			credential,
			{
				resource: 'user',
				operation: 'update',
				updateFields: {
					first_name: '={{ $json.name }}',
					notificationPreferences: { value: { newsletter_sms: 'on' } },
				},
			},
			[{ name: 'New' }],
		);
		expect(user).toMatchObject({ id: USER_IDS[0], first_name: 'New', last_name: 'Rao 0' });

		const line = {
			first_name: 'A',
			country_code: '+91',
			phone: '9000000000',
			email: 'a@b.example',
			address_line1: '1',
			city: '={{ $json.city }}',
			pincode: '1',
			state: 'S',
		};
		const address = { resource: 'address', operation: 'create', ...line };
		const cities = [{ city: 'Agra' }, { city: 'Pune' }];
		const created = await run('commerceEngine', credential, address, cities);
		expect(created).toMatchObject(cities);
		const listing = { resource: 'address', operation: 'getAll', returnAll: true };
		expect(await run('commerceEngine', credential, listing, [{}])).toMatchObject(cities);
		const deleted = await run(
			'commerceEngine',
			credential,
			{
				resource: 'address',
				operation: 'delete',
				addressId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			},
			created,
		);
		expect(deleted).toEqual([{ deleted: true }, { deleted: true }]);
		for (const { specErrors } of commerceEngine.records) expect(specErrors).toEqual([]);
		expect(n8n.n8n.log()).not.toContain(PASSWORD);
	});

	it('has an example that runs', async () => {
		const credential = await commerceCredential();
		const file = 'commerce-engine-office-to-address.json';
		const { id } = await createActive(n8n.client, exampleWith(file, 'Create address', credential));
		const office = {
			officeName: 'Pune',
			company: 'Rao Prints',
			street: '12B Mall Road',
			city: 'Pune',
			state: 'MH',
			postcode: '411001',
			contact: { firstName: 'Asha', phone: '9876543210', email: 'asha@rao.example' },
		};
		const [status, response] = await post('/webhook/new-office', office);
		const [address] = [...commerceEngine.state.addresses.values()];
		expect([status, response]).toEqual([200, { status: 'created', addressId: address?.id }]);
		expect(address).toMatchObject({ city: 'Pune', nickname: 'Pune', last_name: null });
		expect((await post('/webhook/new-office', { ...office, city: '' }))[0]).toBe(422);
		await n8n.client.deactivate(id);
	});
});

function exampleWith(file: string, nodeName: string, { id, name, type }: Credential) {
	const found = readExamples(NO_CREDENTIAL).find(({ fileName }) => fileName === file);
	if (!found) throw new Error(`workflows/${file} is missing`);
	const nodes = found.workflow.nodes.map((each) =>
		each.name === nodeName ? { ...each, credentials: { [type]: { id, name } } } : each,
	);
	return { ...found.workflow, nodes };
}

async function post(path: string, body: object): Promise<[number, unknown]> {
	const headers = { 'content-type': 'application/json' };
	const response = await n8n.client.trigger(path, JSON.stringify(body), headers);
	return [response.status, await response.json()];
}
