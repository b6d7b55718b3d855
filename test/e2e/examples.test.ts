import { setTimeout as delay } from 'node:timers/promises';

import { readExamples } from '../../scripts/n8n/examples';
import type { Example } from '../../scripts/n8n/examples';
import { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS } from '../server';
import { PLAYGROUND_TIMEOUT_MS, TEST_TIMEOUT_MS, createActive, startPlayground } from './harness';
import type { Playground, SavedWorkflow } from './harness';

jest.setTimeout(TEST_TIMEOUT_MS);

const STATUS_INTERVAL_MS = 100;

let playground: Playground;
beforeAll(async () => {
	playground = await startPlayground();
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => await playground?.stop());
beforeEach(() => playground.server.reset());

function example(fileName: string): Example['workflow'] {
	const found = readExamples(playground.credential).find((each) => each.fileName === fileName);
	if (!found) throw new Error(`workflows/${fileName} is missing`);
	return found.workflow;
}

function expectRequestsByTheSpec(): void {
	for (const { specErrors } of playground.server.records) expect(specErrors).toEqual([]);
}

describe('every example workflow', () => {
	it('tells what it does in a sticky note, and holds no credential', () => {
		const noCredential = { id: '', name: '', type: 'none', data: {} };
		const examples = readExamples(noCredential);
		expect(examples.length).toBeGreaterThanOrEqual(3);
		for (const { workflow } of examples) {
			const note = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
			expect(note?.parameters['content']).toMatch(/\*\*Change before use\*\*/);
			for (const { credentials } of workflow.nodes) {
				expect(credentials === undefined || 'none' in credentials).toBe(true);
			}
		}
	});
});

describe('CRM contact → Update User', () => {
	const CONTACT = {
		conscentUserId: SAMPLE_USER_IDS[0],
		name: 'Asha Rao-Menon',
		countryCode: '+91',
		phone: '9867979689',
		address: { name: 'Asha Rao-Menon', street: '4 Mall Road', city: 'Shimla', postcode: '171001' },
	};
	let workflow: SavedWorkflow;

	beforeAll(async () => {
		workflow = await createActive(playground.client, example('crm-contact-to-user.json'));
	});
	afterAll(async () => await playground.client.deactivate(workflow.id));

	async function contactChanged(contact: object): Promise<{ status: number; body: unknown }> {
		const headers = { 'content-type': 'application/json' };
		const answer = await playground.client.trigger(
			'/webhook/crm-contact',
			JSON.stringify(contact),
			headers,
		);
		return { status: answer.status, body: await answer.json() };
	}

	it('sends what the CRM sent, the address included, and answers 200', async () => {
		expect(await contactChanged(CONTACT)).toEqual({
			status: 200,
			body: { status: 'updated', userId: SAMPLE_USER_IDS[0] },
		});
		expectRequestsByTheSpec();
		expect(playground.server.records.map(({ body }) => body)).toEqual([
			{
				name: 'Asha Rao-Menon',
				countryCode: '+91',
				phone: '9867979689',
				address: {
					name: 'Asha Rao-Menon',
					apartment: '4 Mall Road',
					city: 'Shimla',
					pincode: '171001',
				},
			},
		]);
	});

	it('has the same result when the CRM sends it again', async () => {
		const stored = () => ({
			...playground.server.state.users.get(SAMPLE_USER_IDS[0]),
			updatedAt: 'any time',
		});
		await contactChanged(CONTACT);
		const once = stored();
		await contactChanged(CONTACT);
		expect(stored()).toEqual(once);
	});

	it('leaves alone what the CRM does not send', async () => {
		const { status } = await contactChanged({ conscentUserId: SAMPLE_USER_IDS[1], name: 'Ben O.' });
		expect(status).toBe(200);
		expect(playground.server.records.map(({ body }) => body)).toEqual([{ name: 'Ben O.' }]);
	});

	it('answers 422 with the reason where Conscent refuses', async () => {
		const answer = await contactChanged({ ...CONTACT, conscentUserId: '000000000000000000000000' });
		expect(answer.status).toBe(422);
		expect(answer.body).toMatchObject({
			status: 'failed',
			reason: expect.stringMatching(/not found|no user/i),
		});
	});
});

describe('Form → Create Dashboard User', () => {
	const PATH = '/form/conscent-dashboard-user';
	let workflow: SavedWorkflow;

	beforeAll(async () => {
		workflow = await createActive(playground.client, example('form-to-dashboard-user.json'));
	});
	afterAll(async () => await playground.client.deactivate(workflow.id));

	/** Fills in and sends the form as a browser does, and gives the text of the page that follows. */
	async function sendForm(email: string, permissions: string[]): Promise<string> {
		const form = new FormData();
		form.append('field-0', email);
		form.append('field-1', 'Abc12345');
		form.append('field-2', JSON.stringify(permissions));
		const answer = await playground.client.trigger(PATH, form);
		const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
		return await completionPage(formWaitingUrl);
	}

	/** n8n's own page asks for this state, too, before it goes on to the last page. */
	async function completionPage(formWaitingUrl: string): Promise<string> {
		const statusUrl = new URL(formWaitingUrl);
		statusUrl.pathname += '/n8n-execution-status';
		const deadline = Date.now() + TEST_TIMEOUT_MS / 2;
		while ((await (await fetch(statusUrl)).text()) !== 'form-waiting') {
			if (Date.now() > deadline) throw new Error('The form never came to its last page');
			await delay(STATUS_INTERVAL_MS);
		}
		return await (await fetch(formWaitingUrl)).text();
	}

	it('creates the user with the chosen permissions only, and says so', async () => {
		const page = await sendForm('new@publisher.example', [
			'Journeys (journey)',
			'Checkout (Checkout)',
		]);
		expect(page).toContain('The login is ready');
		expect(page).toContain('new@publisher.example');
		expectRequestsByTheSpec();
		const created = [...playground.server.state.dashboardUsers.values()].at(-1);
		expect(created).toMatchObject({
			email: 'new@publisher.example',
			role: 'ADMIN',
			passwordsSet: 1,
		});
		const granted = Object.entries(created?.permissions ?? {}).filter(([, given]) => given);
		expect(granted.map(([key]) => key).sort()).toEqual(['Checkout', 'journey']);
	});

	it('takes the error branch for an email that is taken, and shows the reason', async () => {
		const page = await sendForm('owner@publisher.example', []);
		expect(page).toContain('The login was not created');
		expect(page).toMatch(/already/i);
		expect(page).not.toContain('Abc12345');
		expect(playground.server.records.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('Schedule → Update Dashboard Users', () => {
	it('updates every row and ends with a summary that names the failure', async () => {
		const draft = example('schedule-to-dashboard-users.json');
		const { id } = await playground.client.createWorkflow(draft);
		const execution = await playground.client.runManually(id, 'Every morning');
		expect(execution.status).toBe('success');
		const summary = execution.data.resultData.runData['Summary']?.[0]?.data?.['main']?.[0]?.map(
			({ json }) => json,
		);
		expect(summary).toEqual([
			{
				rows: 3,
				updated: 2,
				failures: [
					{
						userId: 'ffffffffffffffffffffffff',
						reason: expect.stringMatching(/not found|no .*user/i),
					},
				],
			},
		]);
		expectRequestsByTheSpec();
		expect(
			playground.server.state.dashboardUsers.get(SAMPLE_DASHBOARD_USER_IDS[0])?.permissions,
		).toEqual({
			ignite: true,
			export: true,
			webhooks: false,
		});
	});
});
