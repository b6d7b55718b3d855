import type { INodeParameters, IWorkflowSettings } from 'n8n-workflow';

import { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS, purchaseIdOf } from '../../server';
import { packageNodes } from '../../support/packageClasses';
import { PLAYGROUND_TIMEOUT_MS, chain, conscentNode, node, startPlayground } from '../harness';
import type { Playground, SavedWorkflow } from '../harness';
import { BROWSER_TIMEOUT_MS, Editor } from './editor/editor';
import { expectSoon } from './editor/eventually';
import type { NodePanel } from './editor/nodePanel';
import type { NodesList } from './editor/nodesList';
import { stopsOf, tourWorkflow } from './tour';

jest.setTimeout(BROWSER_TIMEOUT_MS);

let playground: Playground;
let editor: Editor;
beforeAll(async () => {
	playground = await startPlayground();
	editor = await Editor.open(playground.n8n.baseUrl);
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => {
	await editor?.close();
	await playground?.stop();
});
beforeEach(() => playground.server.reset());

const TRIGGER = 'Start';

/** A workflow that begins with the given items; gives the panel of its Conscent node. */
async function openPanel(
	parameters: INodeParameters,
	items: INodeParameters[] = [{}],
	settings: IWorkflowSettings = {},
): Promise<NodePanel> {
	const conscent = conscentNode(playground.credential, parameters);
	const start = node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {});
	const { id } = await playground.client.createWorkflow({
		...chain('Browser test', [start, conscent]),
		settings,
		pinData: { [TRIGGER]: items.map((json) => ({ json })) },
	});
	return await editor.openPanelOf(id, conscent.id);
}

const DESCRIPTIONS = packageNodes();
const STOPS = DESCRIPTIONS.flatMap(stopsOf);

/** n8n lists a trigger together with the node of the same name. */
const NAMES = [...new Set(DESCRIPTIONS.map(({ displayName }) => listedName(displayName)))];

function listedName(displayName: string): string {
	return displayName.replace(' Trigger', '');
}

/** What somebody types who does not know the node's name, for operations and for events. */
const SEARCHES = [
	...['update user', 'user profile', 'change address', 'register user', 'find user', 'login'],
	...['dashboard user', 'team member', 'permissions', 'subscriber', 'subscription', 'cancel'],
	...['cancel subscription', 'add subscription', 'migrate', 'renew', 'subscription plan'],
	...['purchase', 'transaction', 'refund', 'coupon', 'discount code', 'voucher', 'content'],
	...['article', 'bundle', 'statistics', 'revenue', 'paywall', 'publisher', 'reader', 'member'],
	...['update dashboard user', 'subscribers', 'get subscribers', 'coupons', 'generate coupon'],
	...['purchases', 'get purchases', 'transactions', 'user details', 'create user'],
	...['update reader', 'update contact'],
	...['subscription cancelled', 'subscription purchased', 'new subscriber', 'new purchase'],
];

/** What is in view without scrolling. */
const FIRST_FOUND = 5;

describe('the list of nodes', () => {
	let workflow: SavedWorkflow;
	beforeAll(async () => {
		const start = node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {});
		workflow = await playground.client.createWorkflow(chain('Nodes', [start]));
	});

	it.each(NAMES)(
		'finds %s by its name, with what it is for and all of its actions',
		async (name) => {
			const nodes = DESCRIPTIONS.filter(({ displayName }) => listedName(displayName) === name);
			const list = await editor.openNodesList(workflow.id);
			await list.search(name, name);
			const text = await list.entry(name).first().innerText();
			expect(nodes.some(({ description }) => text.includes(description))).toBe(true);
			await list.openEntry(name);
			for (const { action } of nodes.flatMap(stopsOf)) {
				if (action) await list.entry(action).waitFor();
			}
		},
	);

	describe('searched for what people type', () => {
		let list: NodesList;
		beforeAll(async () => {
			list = await editor.openNodesList(workflow.id);
		}, BROWSER_TIMEOUT_MS);

		it.each(SEARCHES)(
			'"%s" has Conscent among the first, before its companions',
			async (phrase) => {
				await list.search(phrase, 'Conscent');
				const names = await list.names();
				expect(names.slice(0, FIRST_FOUND)).toContain('Conscent');
				expect(names.find((name) => NAMES.includes(name))).toBe('Conscent');
				await list.search('', 'AI');
			},
		);
	});

	it('adds a node for an action, named after it, with its operation chosen', async () => {
		const list = await editor.openNodesList(workflow.id);
		await list.openEntry('Conscent');
		const panel = await list.addAction('Update user');
		await expectSoon(() => panel.labels(), CONTRACT.userUpdate);
		expect(await panel.field('resource').locator('input').inputValue()).toBe('User');
		expect(await panel.field('operation').locator('input').inputValue()).toBe('Update');
		await panel.close();
		expect(await editor.node('Update user').innerText()).toContain('update: user');
	});
});

const HEAD = ['Credential', 'Resource', 'Operation'];

/** What the three operations that users rely on show at first, in this order. */
const CONTRACT = {
	userUpdate: [...HEAD, 'User', 'Update Fields', 'Clear Fields', 'Simplify', 'Options'],
	dashboardUserCreate: [
		...HEAD,
		'Email',
		'Password',
		'Role',
		'Permissions',
		'Granted Permissions',
		'Account Fields',
		'Options',
	],
	dashboardUserUpdate: [...HEAD, 'User ID', 'Permissions', 'Update Fields', 'Options'],
};

describe('the panel of every operation of every node', () => {
	beforeAll(async () => {
		const { id } = await playground.client.createWorkflow(tourWorkflow(STOPS));
		await editor.openWorkflow(id);
	}, BROWSER_TIMEOUT_MS);

	it.each(STOPS.map((each) => [each.name, each.labels] as const))(
		'%s: shows its fields, in the order of the description',
		async (name, labels) => {
			const panel = await editor.openPanel(name);
			await expectSoon(() => panel.labels(), labels);
			await panel.close();
		},
	);
});

describe('which fields are shown', () => {
	it.each([
		['Conscent, User, Update', CONTRACT.userUpdate],
		['Conscent, Dashboard User, Create', CONTRACT.dashboardUserCreate],
		['Conscent, Dashboard User, Update', CONTRACT.dashboardUserUpdate],
	])('%s: those that saved workflows and users rely on', (name, labels) => {
		expect(STOPS.find((each) => each.name === name)?.labels).toEqual(labels);
	});

	function around(...extra: string[]): string[] {
		return [...HEAD, 'User ID', 'Permissions', ...extra, 'Update Fields', 'Options'];
	}

	it('each mode of permissions has its own fields', async () => {
		const panel = await openPanel({ resource: 'dashboardUser', operation: 'update' });
		for (const [mode, labels] of [
			['All', around()],
			['Changes Only', around('Permission Changes')],
			['JSON', around('Permissions (JSON)')],
			['None', around()],
			['Selected', around('Granted Permissions')],
			['Unchanged', around()],
		] as const) {
			await panel.choose('permissionsMode', mode);
			await expectSoon(() => panel.labels(), labels);
		}
	});

	it('a create cannot leave permissions as they are, and asks for the name of a custom role', async () => {
		const panel = await openPanel({ resource: 'dashboardUser', operation: 'create' });
		const modes = await panel.optionsOf('permissionsMode');
		expect(modes.map((mode) => mode.split('\n')[0])).toEqual(['All', 'JSON', 'None', 'Selected']);
		await panel.choose('role', 'Custom');
		await panel.field('customRole').waitFor();
		expect(await panel.field('password').locator('input').getAttribute('type')).toBe('password');
	});

	it('offers all 24 permissions, each with a description', async () => {
		const panel = await openPanel({ resource: 'dashboardUser', operation: 'create' });
		const options = await panel.optionsOf('grantedPermissions');
		expect(options).toHaveLength(24);
		for (const option of options) expect(option.split('\n').filter(Boolean)).toHaveLength(2);
	});
});

describe('lists to choose from', () => {
	const FROM_LIST = { __rl: true, mode: 'list', value: '' };

	it('a content is searched and chosen by its title', async () => {
		const panel = await openPanel({
			resource: 'content',
			operation: 'get',
			contentId: FROM_LIST,
		});
		const list = await panel.openList('contentId');
		await expectSoon(async () => (await list.entries.count()) > 1, true);
		await list.search('story-2');
		await expectSoon(() => list.entries.count(), 1);
		const [title = ''] = await list.entries.allInnerTexts();
		await list.choose(title.trim());
		await panel.execute();
		expect(playground.server.records.at(-1)?.url).toContain('/content/client/story-2');
	});

	it('the contents of a bundle are chosen by their titles', async () => {
		const panel = await openPanel({
			resource: 'content',
			operation: 'createBundle',
			contentId: 'bundle-1',
			title: 'Two Stories',
			url: 'https://publisher.example/two',
		});
		await panel.chooseSeveral('bundleContentIds', [
			'About story-1 (story-1)',
			'About story-2 (story-2)',
		]);
		await panel.execute();
		expect(playground.server.records.at(-1)?.body).toMatchObject({
			bundleContentIds: ['story-1', 'story-2'],
		});
	});

	it('a content whose ID an older workflow holds as a text is still got', async () => {
		const panel = await openPanel({
			resource: 'content',
			operation: 'get',
			contentId: 'story-1',
		});
		await panel.execute();
		expect(playground.server.records.at(-1)?.url).toContain('/content/client/story-1');
	});

	it('a reader is found by an email address', async () => {
		const panel = await openPanel({
			resource: 'subscription',
			operation: 'cancelAll',
			userId: FROM_LIST,
		});
		const list = await panel.openList('userId');
		await list.search('asha.rao@example.com');
		await list.choose('Asha Rao, asha.rao@example.com');
		await panel.execute();
		expect(playground.server.records.at(-1)?.url).toContain(
			`/cancel-subscriptions/${SAMPLE_USER_IDS[0]}`,
		);
	});

	it('tiers of a plan that an expression names cannot be shown, and the list says so', async () => {
		const panel = await openPanel({
			resource: 'subscription',
			operation: 'add',
			subscriptionId: { __rl: true, mode: 'id', value: '={{ $json.plan }}' },
			tierId: FROM_LIST,
		});
		const list = await panel.openList('tierId');
		await list.error.waitFor();
		expect(await list.error.innerText()).toContain("'Subscription Plan' is an expression");
		expect(playground.server.records).toEqual([]);
	});
});

describe('the trigger', () => {
	it('waits without asking for an event that nothing would deliver', async () => {
		const trigger = node('Events', 'n8n-nodes-conscent.conscentTrigger', 1, {
			events: ['*'],
			verification: 'none',
		});
		const credentials = { conscentApi: playground.credential };
		const { id } = await playground.client.createWorkflow(
			chain('Waiting', [{ ...trigger, credentials }]),
		);
		const panel = await editor.openPanelOf(id, trigger.id);
		await editor.page.getByTestId('node-execute-button').click();
		const stop = editor.page.getByTestId('node-execute-button').getByText('Stop Listening');
		await stop.waitFor();
		expect(await panel.root.innerText()).not.toContain('create an event');
		await stop.click();
		await editor.page.getByTestId('node-execute-button').getByText('Execute step').waitFor();
		expect(await panel.root.innerText()).toContain('Step 1:');
		await panel.close();
		expect(await editor.node('Events').innerText()).toContain('Any Event');
	});
});

describe('a dry run', () => {
	it('is on as soon as it is added: nothing is cancelled, and what would end is shown', async () => {
		const [id] = SAMPLE_USER_IDS;
		const panel = await openPanel({
			resource: 'subscription',
			operation: 'cancelAll',
			userId: { __rl: true, mode: 'id', value: id },
		});
		await panel.addToCollection('Options', 'Dry Run');
		await panel.execute();
		expect(playground.server.records.map(({ method }) => method)).not.toContain('POST');
		await panel.output.getByText('wouldEnd').first().waitFor();
	});
});

describe('permission changes', () => {
	it('grant what is added, unless Revoke is chosen', async () => {
		const [id] = SAMPLE_DASHBOARD_USER_IDS;
		const panel = await openPanel({
			resource: 'dashboardUser',
			operation: 'update',
			userId: { __rl: true, mode: 'id', value: id },
			permissionsMode: 'changes',
		});
		await panel.addToCollection('Permission Changes', 'Journeys');
		expect(await panel.field('journey').locator('input').inputValue()).toBe('Grant');
		await panel.addToCollection('Permission Changes', 'Export');
		await panel.choose('export', 'Revoke');
		await panel.execute();
		expect(playground.server.records.map(({ body }) => body)).toEqual([
			{ permissions: { journey: true, export: false } },
		]);
		await panel.output.getByText('Journeys').first().waitFor();
	});
});

describe('addresses', () => {
	const ADDRESS_LINES = [
		'Apartment',
		'Area and Street',
		'City',
		'Country',
		'Landmark',
		'Name',
		'Pincode',
		'State',
		'Stored ID',
	];

	it('are added and removed, and only those that are left are sent', async () => {
		const [id] = SAMPLE_USER_IDS;
		const panel = await openPanel({
			resource: 'user',
			operation: 'update',
			userId: { __rl: true, mode: 'id', value: id },
		});
		await panel.addToCollection('Update Fields', 'Shipping Addresses');
		const addresses = panel.rows('Shipping Addresses');
		await addresses.add('Add address');
		expect(await addresses.labels(0)).toEqual(ADDRESS_LINES);
		await addresses.fill(0, 'city', 'Agra');
		await addresses.add('Add address');
		await addresses.fill(1, 'city', 'Pune');
		await addresses.remove(0);
		await expectSoon(() => addresses.count(), 1);
		await panel.execute();
		expect(playground.server.records.map(({ body }) => body)).toEqual([
			{ shippingAddress: [{ city: 'Pune' }] },
		]);
	});
});

describe('fields that are added and left empty', () => {
	it('stay, propose nothing, and are not sent', async () => {
		const [id] = SAMPLE_USER_IDS;
		const panel = await openPanel({
			resource: 'user',
			operation: 'update',
			userId: { __rl: true, mode: 'id', value: id },
		});
		await panel.addToCollection('Update Fields', 'Shipping Address');
		await panel.addToCollection('Update Fields', 'Gender');
		await panel.addToCollection('Update Fields', 'Last Name');
		await panel.fill('lastName', 'Rao');
		await panel.field('city').waitFor();
		expect(await panel.field('gender').locator('input').inputValue()).toBe('Choose…');
		await panel.execute();
		expect(playground.server.records.map(({ body }) => body)).toEqual([{ lastName: 'Rao' }]);
		await panel.fill('city', 'Pune');
		await panel.execute();
		expect(playground.server.records.at(-1)?.body).toEqual({
			lastName: 'Rao',
			shippingAddress: [{ city: 'Pune' }],
		});
	});
});

describe('dates in a workflow whose zone is India', () => {
	const INDIA = { timezone: 'Asia/Kolkata' };

	it('a picked moment without a zone is one of India', async () => {
		const filters = { to: "={{ '2026-01-31' }}" };
		const parameters = { resource: 'transaction', operation: 'getMany', filters };
		const panel = await openPanel(parameters, [{}], INDIA);
		await panel.addToCollection('Filters', 'From');
		await panel.pickDate('from', '2026-01-01 09:00:00');
		await panel.execute();
		const { searchParams } = new URL(playground.server.records.at(-1)?.url ?? '', 'http://server');
		expect(Object.fromEntries(searchParams)).toMatchObject({
			from: '2026-01-01T03:30:00.000Z',
			to: '2026-01-31T18:29:59.999Z',
		});
	});

	it('a birthday is picked as a day, and is sent as that day', async () => {
		const [id] = SAMPLE_USER_IDS;
		const userId = { __rl: true, mode: 'id', value: id };
		const panel = await openPanel({ resource: 'user', operation: 'update', userId }, [{}], INDIA);
		await panel.addToCollection('Update Fields', 'Date of Birth');
		await panel.pickDate('dateOfBirth', '1990-05-31');
		await panel.execute();
		expect(playground.server.records.at(-1)?.body).toEqual({
			dateOfBirth: '1990-05-31T00:00:00.000Z',
		});
	});
});

describe('purchases', () => {
	it('come from all pages, also where each is shorter than asked', async () => {
		const { purchases } = playground.server.state;
		const [subscription] = purchases.filter(({ kind }) => kind === 'SUBSCRIPTION');
		if (!subscription) throw new Error('The test server holds no subscription');
		for (let n = 0; n < 10; n++) purchases.push({ ...subscription, id: purchaseIdOf(n) });
		playground.server.control({ personality: { largestPage: 4, rowsLostPerPage: 1 } });
		const panel = await openPanel({ resource: 'purchase', operation: 'getMany', returnAll: true });
		await panel.execute();
		// Twelve subscriptions in three pages, each of which hides one.
		await panel.output.getByText('9 items').waitFor();
	});
});

describe('running a step', () => {
	const [first, second] = SAMPLE_USER_IDS;

	it('takes an expression that was dragged and one that was typed, and pairs what comes out', async () => {
		const panel = await openPanel({ resource: 'user', operation: 'update' }, [
			{ id: first, name: 'Asha R.' },
			{ id: second, name: 'Ben O.' },
		]);
		await panel.dragInput('$json.id', 'userId');
		await expectSoon(() => panel.resultOf('userId'), first);
		await panel.addToCollection('Update Fields', 'Name');
		await panel.typeExpression('name', '$json.name');
		await expectSoon(() => panel.resultOf('name'), 'Asha R.');
		await panel.execute();
		expect(playground.server.records.map(({ body }) => body)).toEqual([
			{ name: 'Asha R.' },
			{ name: 'Ben O.' },
		]);
		await panel.showTables();
		await panel.outputRow(1).hover();
		expect(await panel.outputRow(1).innerText()).toContain('Ben O.');
		await expectSoon(() => panel.pairedInput.allInnerTexts(), [`${second}\tBen O.\t`]);
		await expectSoon(() => panel.resultOf('userId'), second);
	});

	it('shows what went wrong, with which item, what to do, and how far it came', async () => {
		const panel = await openPanel(
			{
				resource: 'user',
				operation: 'update',
				userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				updateFields: { email: '={{ $json.email }}' },
			},
			[
				{ id: first, email: 'asha@example.com' },
				{ id: second, email: 'ben at example.com' },
			],
		);
		await panel.execute();
		expect(await panel.errorMessage.innerText()).toBe(
			"'Email' is not an email address: 'ben at example.com' [item 1]",
		);
		const description = await panel.errorDescription.innerText();
		expect(description).toContain('It must look like name@example.com');
		expect(description).toContain('Items done: 1 of 2; failed: 1; not started: 0.');
	});
});
