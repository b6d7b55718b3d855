import { setTimeout as delay } from 'node:timers/promises';

import { readExamples } from '../../scripts/n8n/examples';
import type { Example } from '../../scripts/n8n/examples';
import type { IDataObject, IPinData } from 'n8n-workflow';

import { CLIENT_ID, SAMPLE_DASHBOARD_USER_IDS, SAMPLE_PLAN_IDS, SAMPLE_USER_IDS } from '../server';
import { newPurchase } from '../server/purchases';
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

type Items = readonly IDataObject[];

/** What came out of each node of a run, by its name: of all outputs, as most nodes have one. */
type Outputs = Readonly<Record<string, readonly IDataObject[] | undefined>>;

/** Runs an example as the editor does. The nodes that need an account elsewhere give the items they are pinned to. */
async function runExample(
	workflow: Example['workflow'],
	trigger: string,
	elsewhere: Readonly<Record<string, Items>>,
): Promise<Outputs> {
	const pinned = Object.entries(elsewhere).map(([name, items]) => [
		name,
		items.map((json) => ({ json })),
	]);
	const pinData = Object.fromEntries(pinned) as IPinData;
	const { id } = await playground.client.createWorkflow({ ...workflow, pinData });
	const { status, data } = await playground.client.runManually(id, trigger);
	expect(status).toBe('success');
	const runs = Object.entries(data.resultData.runData).map(([name, [run]]) => [
		name,
		(run?.data?.['main'] ?? []).flatMap((output) => (output ?? []).map(({ json }) => json)),
	]);
	return Object.fromEntries(runs) as Outputs;
}

function sentBodies(): unknown[] {
	expectRequestsByTheSpec();
	return playground.server.records.map(({ body }) => body);
}

function expectRequestsByTheSpec(): void {
	for (const { specErrors } of playground.server.records) expect(specErrors).toEqual([]);
}

describe('every example workflow', () => {
	it('tells what it does in a sticky note, and holds no credential', () => {
		const noCredential = { id: '', name: '', type: 'none', data: {} };
		const examples = readExamples(noCredential);
		expect(examples.length).toBeGreaterThanOrEqual(11);
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
		const response = await playground.client.trigger(
			'/webhook/crm-contact',
			JSON.stringify(contact),
			headers,
		);
		return { status: response.status, body: await response.json() };
	}

	it('sends what the CRM sent, the address included, and responds with 200', async () => {
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

	it('responds with 422 and the reason where Conscent refuses', async () => {
		const response = await contactChanged({
			...CONTACT,
			conscentUserId: '000000000000000000000000',
		});
		expect(response.status).toBe(422);
		expect(response.body).toMatchObject({
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
		const response = await playground.client.trigger(PATH, form);
		const { formWaitingUrl } = (await response.json()) as { formWaitingUrl: string };
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

describe('Google Sheets rows → Update Users', () => {
	const ROWS = [
		{ row_number: 2, conscentUserId: SAMPLE_USER_IDS[0], name: 'Asha R.', email: '', phone: '' },
		{ row_number: 3, conscentUserId: 'nobody-has-this-id', name: 'Nobody', email: '', phone: '' },
		{ row_number: 4, conscentUserId: SAMPLE_USER_IDS[1], name: '', email: 'not one', phone: '' },
	];

	it('updates what it can, leaves empty cells alone, and reports each failed row', async () => {
		const outputs = await runExample(example('google-sheets-rows-to-users.json'), 'Every night', {
			Rows: ROWS,
			'Report failed rows': [{ appended: true }],
		});
		expect(sentBodies()).toEqual(expect.arrayContaining([{ name: 'Asha R.' }, { name: 'Nobody' }]));
		expect(playground.server.records).toHaveLength(2);
		expect(outputs['Failed row']).toEqual([
			{
				row: '3',
				reader: 'nobody-has-this-id',
				reason: expect.stringMatching(/HTTP 4\d\d/),
				whatToDo: expect.stringMatching(/\w/),
			},
			{
				row: '4',
				reader: SAMPLE_USER_IDS[1],
				reason: expect.stringContaining("'Email' is not an email address"),
				whatToDo: expect.stringContaining('name@example.com'),
			},
		]);
	});
});

describe('Subscriptions that end soon → coupon → email', () => {
	const DAY_MS = 24 * 60 * 60_000;
	const [ASHA, BEN, CHITRA] = SAMPLE_USER_IDS;

	function withClientId(workflow: Example['workflow'], clientId: string): Example['workflow'] {
		const nodes = workflow.nodes.map((node) => {
			const parameters = { ...node.parameters, clientId };
			return node.name === 'Generate coupon' ? { ...node, parameters } : node;
		});
		return { ...workflow, nodes };
	}

	/** Of the readers, only Asha's subscription ends within the week, for good, with an address to write to. */
	function endSubscriptions(): void {
		const purchases = [
			{ id: 'ends', userId: ASHA, days: 3, renews: false },
			{ id: 'later', userId: BEN, days: 10, renews: false },
			{ id: 'renews', userId: BEN, days: 3, renews: true },
			{ id: 'over', userId: BEN, days: -1, renews: false },
			{ id: 'without-email', userId: CHITRA, days: 3, renews: false },
		].map(({ days, ...values }) =>
			newPurchase({ ...values, itemId: SAMPLE_PLAN_IDS[0], endMs: Date.now() + days * DAY_MS }),
		);
		playground.server.state.purchases.splice(0, Infinity, ...purchases);
	}

	async function run(clientId: string): Promise<Outputs> {
		endSubscriptions();
		return await runExample(
			withClientId(example('churn-list-to-coupon-email.json'), clientId),
			'Every Monday',
			{ 'Send email': [{ sent: true }] },
		);
	}

	it('writes to each of those whose subscription ends within seven days, with a code of their own', async () => {
		const outputs = await run(CLIENT_ID);
		const generated = outputs['Generate coupon'] as Array<{ couponCode: string }>;
		const [code] = generated.map(({ couponCode }) => couponCode);
		expect(outputs['Write the email']).toEqual([
			{
				to: 'asha.rao@example.com',
				subject: 'Digital Monthly: stay with us',
				text: expect.stringContaining(`With the code ${code} the next one`),
			},
		]);
		expect(outputs['Send email']).toHaveLength(1);
		expect(outputs['Report']).toBeUndefined();
		expectRequestsByTheSpec();
	});

	it('writes to nobody who has no coupon, and reports why', async () => {
		const outputs = await run('000000000000000000000000');
		expect(outputs['Write the email']).toBeUndefined();
		expect(outputs['Report']).toEqual([
			expect.objectContaining({
				email: 'asha.rao@example.com',
				reason: expect.stringContaining('HTTP 404'),
			}),
		]);
	});
});

describe('HubSpot contact → Update or register User', () => {
	const contact = (vid: number, email: string, firstname: string, lastname: string) => ({
		vid,
		properties: Object.fromEntries(
			Object.entries({ email, firstname, lastname }).map(([name, value]) => [name, { value }]),
		),
	});

	it('updates who is found by email, registers who is not, and says what was not done', async () => {
		const contacts = [
			contact(1, 'asha.rao@example.com', 'Asha', 'Rao-Menon'),
			contact(2, 'new.reader@example.com', 'Dev', 'Shah'),
			contact(3, 'no address', 'Eve', ''),
		];
		const outputs = await runExample(example('hubspot-contact-to-user.json'), 'Contact changed', {
			'Contact changed': contacts.map(({ vid }) => ({ contactId: vid })),
			'Get contact': contacts,
		});
		expect(playground.server.state.users.get(SAMPLE_USER_IDS[0])?.name).toBe('Asha Rao-Menon');
		const users = [...playground.server.state.users.values()];
		expect(users.filter(({ email }) => email === 'new.reader@example.com')).toHaveLength(1);
		expect(outputs['Not done']).toEqual([
			expect.objectContaining({ contact: '3', reason: expect.stringContaining('not an email') }),
		]);
		expectRequestsByTheSpec();
	});
});

describe('Nightly dry run → chat', () => {
	it('tells what would change and what would fail, and sends nothing', async () => {
		const outputs = await runExample(example('nightly-dry-run-to-chat.json'), 'Every night', {
			'Tell the team': [{ ok: true }],
		});
		expect(playground.server.records).toEqual([]);
		const [message] = outputs['Message'] ?? [];
		expect(message).toMatchObject({ changes: 2, failures: 1 });
		expect(String(message?.['text']).split('\n')).toEqual([
			'Dry run: 2 updates would be sent to Conscent.',
			`• ${SAMPLE_USER_IDS[0]}: name → "Asha Rao-Menon", phone → "9867979689"`,
			`• ${SAMPLE_USER_IDS[1]}: name → "Ben Okafor"`,
			'1 rows would fail:',
			expect.stringMatching(/^• 'User' is empty/),
		]);
	});
});
