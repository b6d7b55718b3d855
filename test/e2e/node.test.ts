import type { IDataObject } from 'n8n-workflow';

import { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS } from '../server';
import {
	CONSCENT_NODE,
	CREDENTIAL_TYPE,
	PLAYGROUND_TIMEOUT_MS,
	TEST_TIMEOUT_MS,
	conscentCredentialData,
	runThroughConscent,
	startPlayground,
} from './harness';
import type { CredentialTestResult, Playground } from './harness';

jest.setTimeout(TEST_TIMEOUT_MS);

let playground: Playground;
beforeAll(async () => {
	playground = await startPlayground();
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => await playground?.stop());
beforeEach(() => playground.server.reset());

function named(types: IDataObject[], name: string): IDataObject | undefined {
	return types.find((type) => type['name'] === name);
}

describe('what n8n lists after the packed file was installed', () => {
	it('offers the node and its variant for AI agents', async () => {
		const types = await playground.client.nodeTypes();
		expect(named(types, CONSCENT_NODE)).toMatchObject({
			displayName: 'Conscent',
			usableAsTool: true,
		});
		expect(named(types, `${CONSCENT_NODE}Tool`)).toMatchObject({ displayName: 'Conscent Tool' });
	});

	it('offers the credential, and has its icon and the icon of the node', async () => {
		const types = await playground.client.credentialTypes();
		expect(named(types, CREDENTIAL_TYPE)).toMatchObject({ displayName: 'Conscent API' });
		for (const type of [named(types, CREDENTIAL_TYPE), await conscentNodeType()]) {
			const { light, dark } = type?.['iconUrl'] as { light: string; dark: string };
			await expectSvg(light);
			await expectSvg(dark);
		}
	});

	async function conscentNodeType(): Promise<IDataObject | undefined> {
		return named(await playground.client.nodeTypes(), CONSCENT_NODE);
	}

	async function expectSvg(iconUrl: string): Promise<void> {
		const response = await fetch(`${playground.n8n.baseUrl}/${iconUrl}`);
		expect(response.status).toBe(200);
		expect(await response.text()).toContain('<svg');
	}
});

describe('the test button of the credential', () => {
	async function testWith(change: IDataObject): Promise<CredentialTestResult> {
		const data = { ...conscentCredentialData(playground.server.baseUrl), ...change };
		const credential = await playground.client.createCredential('Tried', CREDENTIAL_TYPE, data);
		return await playground.client.testCredential(credential);
	}

	it('succeeds with the right key and secret, and asks for nothing but the plans', async () => {
		expect(await testWith({})).toMatchObject({ status: 'OK' });
		expect(playground.server.records.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'GET /api/v2/client/subscription-plans?showRecords=1',
		]);
	});

	it.each(['', '/', '/v1', '/v2', '/v2/'])('forgives "%s" after the base URL', async (ending) => {
		const baseUrl = `${playground.server.baseUrl}${ending}`;
		expect(await testWith({ baseUrl })).toMatchObject({ status: 'OK' });
	});

	it.each([
		['key', { apiKey: 'wrong-key' }],
		['secret', { apiSecret: 'wrong-secret' }],
	])('fails with a wrong %s and says which values to check', async (_what, change) => {
		const result = await testWith(change);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/key/i);
		expect(result.message).toMatch(/secret/i);
		expect(Object.keys(playground.server.stats().byStatus)).toEqual(['401']);
	});

	it('fails where something else responds, and points at the base URL', async () => {
		const result = await testWith({ baseUrl: `${playground.server.url}/elsewhere` });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/base url|address/i);
	});

	it('fails where nothing responds', async () => {
		const result = await testWith({ baseUrl: 'http://127.0.0.1:9/api' });
		expect(result.status).toBe('Error');
		expect(result.message).not.toBe('');
	});
});

describe('each operation, from a webhook through n8n to the server', () => {
	async function run(parameters: Parameters<typeof runThroughConscent>[2], items: IDataObject[]) {
		return await runThroughConscent(playground.client, playground.credential, parameters, items);
	}

	function expectRequestsByTheSpec(): void {
		for (const record of playground.server.records) expect(record.specErrors).toEqual([]);
	}

	it('updates users, one for each item', async () => {
		const output = await run(
			{
				resource: 'user',
				operation: 'update',
				userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				updateFields: { name: '={{ $json.name }}', enableOffers: false },
			},
			SAMPLE_USER_IDS.map((id, index) => ({ id, name: `Name ${index}` })),
		);
		expectRequestsByTheSpec();
		expect(output.map(({ userId, name }) => ({ userId, name }))).toEqual(
			SAMPLE_USER_IDS.map((userId, index) => ({ userId, name: `Name ${index}` })),
		);
		const requests = playground.server.records.map(({ method, url, body }) => ({
			method,
			url,
			body,
		}));
		const expected = SAMPLE_USER_IDS.map((id, index) => ({
			method: 'PATCH',
			url: `/api/v2/client/update-user?userId=${id}`,
			body: { name: `Name ${index}`, enableOffers: false },
		}));
		expect(requests).toHaveLength(expected.length);
		expect(requests).toEqual(expect.arrayContaining(expected));
	});

	it('creates dashboard users with all 24 permissions', async () => {
		await run(
			{
				resource: 'dashboardUser',
				operation: 'create',
				email: '={{ $json.email }}',
				password: 'Abc12345',
				role: 'ADMIN',
				permissionsMode: 'selected',
				grantedPermissions: ['journey', 'Checkout'],
			},
			[{ email: 'one@publisher.example' }, { email: 'two@publisher.example' }],
		);
		expectRequestsByTheSpec();
		expect(playground.server.records.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /api/v2/client/multi-user',
			'POST /api/v2/client/multi-user',
		]);
		const created = [...playground.server.state.dashboardUsers.values()].slice(-2);
		expect(created.map(({ email }) => email).sort()).toEqual([
			'one@publisher.example',
			'two@publisher.example',
		]);
		for (const { permissions } of created) {
			expect(Object.keys(permissions)).toHaveLength(24);
			const granted = Object.keys(permissions).filter((key) => permissions[key]);
			expect(granted.sort()).toEqual(['Checkout', 'journey']);
		}
	});

	it('updates a dashboard user and sends only what changes', async () => {
		const [id] = SAMPLE_DASHBOARD_USER_IDS;
		const output = await run(
			{
				resource: 'dashboardUser',
				operation: 'update',
				userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				updateFields: { email: 'new@publisher.example' },
				permissionsMode: 'changes',
				permissionChanges: { export: false },
			},
			[{ id }],
		);
		expect(output).toMatchObject([{ userId: id, granted: [], revoked: ['Export'] }]);
		expectRequestsByTheSpec();
		expect(playground.server.records).toHaveLength(1);
		expect(playground.server.records[0]).toMatchObject({
			method: 'PATCH',
			url: `/api/v2/client/multi-user/${id}`,
			body: { email: 'new@publisher.example', permissions: { export: false } },
		});
		expect(playground.server.state.dashboardUsers.get(id)).toMatchObject({
			email: 'new@publisher.example',
			permissions: { export: false, webhooks: true },
		});
	});

	it('goes on after a failing item and leaves every other item its result', async () => {
		const output = await runThroughConscent(
			playground.client,
			playground.credential,
			{
				resource: 'user',
				operation: 'update',
				userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				updateFields: { name: 'New' },
			},
			[{ id: SAMPLE_USER_IDS[0] }, { id: '000000000000000000000000' }, { id: SAMPLE_USER_IDS[1] }],
			{ onError: 'continueRegularOutput' },
		);
		expect(output).toHaveLength(3);
		expect(output[0]).toMatchObject({ userId: SAMPLE_USER_IDS[0], name: 'New' });
		expect(output[1]).toHaveProperty('error');
		expect(output[2]).toMatchObject({ userId: SAMPLE_USER_IDS[1], name: 'New' });
	});
});
