import { API_KEY, API_SECRET } from '../../server';
import { CONSCENT_NODE, PLAYGROUND_TIMEOUT_MS, chain, node, startPlayground } from '../harness';
import type { Playground, SavedWorkflow } from '../harness';
import type { CredentialDialog } from './editor/credentialDialog';
import { BROWSER_TIMEOUT_MS, Editor } from './editor/editor';
import { expectSoon } from './editor/eventually';

jest.setTimeout(BROWSER_TIMEOUT_MS);

const NODE = node('Conscent', CONSCENT_NODE, 1, { resource: 'user', operation: 'update' });

let playground: Playground;
let workflow: SavedWorkflow;
let editor: Editor;
beforeAll(async () => {
	playground = await startPlayground();
	workflow = await playground.client.createWorkflow(chain('Credentials', [NODE]));
	editor = await Editor.open(playground.n8n.baseUrl);
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => {
	await editor?.close();
	await playground?.stop();
});
beforeEach(() => playground.server.reset());

/** n8n adds the last one to every credential that its HTTP Request node can use. */
const ALWAYS_SHOWN = [
	'API Key',
	'API Secret',
	'Client ID',
	'Webhook Secret',
	'Allowed HTTP Request Domains',
];

/** As most users come to it: from a node that has none. */
async function newCredential(): Promise<CredentialDialog> {
	const panel = await editor.openPanelOf(workflow.id, NODE.id);
	return await panel.newCredential();
}

interface Values {
	baseUrl: string;
	apiKey: string;
	apiSecret: string;
}

async function saveWith(dialog: CredentialDialog, change: Partial<Values>): Promise<void> {
	const right = { baseUrl: playground.server.baseUrl, apiKey: API_KEY, apiSecret: API_SECRET };
	await dialog.choose('environment', 'Custom');
	for (const [name, value] of Object.entries({ ...right, ...change })) {
		await dialog.input(name).fill(value);
	}
	await dialog.save();
}

describe('the dialog of the credential', () => {
	it('asks for a base URL in a custom environment only', async () => {
		const dialog = await newCredential();
		for (const [environment, labels] of [
			['Custom', ['Environment', 'Base URL', ...ALWAYS_SHOWN]],
			['Sandbox', ['Environment', ...ALWAYS_SHOWN]],
			['Production', ['Environment', ...ALWAYS_SHOWN]],
		] as const) {
			await dialog.choose('environment', environment);
			await expectSoon(() => dialog.labels(), [...labels]);
		}
	});

	it('offers three environments and says of each what it is', async () => {
		const dialog = await newCredential();
		const options = (await dialog.optionsOf('environment')).map((option) => option.split('\n'));
		expect(options.map(([name]) => name)).toEqual(['Production', 'Sandbox', 'Custom']);
		for (const [, ...description] of options) expect(description.join('')).not.toBe('');
	});

	it('masks the key and the secret, also while they are typed', async () => {
		const dialog = await newCredential();
		for (const name of ['apiKey', 'apiSecret', 'webhookSecret']) {
			await dialog.input(name).fill('typed');
			expect(await dialog.input(name).getAttribute('type')).toBe('password');
		}
	});

	it('never gets a saved key or secret back from n8n', async () => {
		const dialog = await editor.openCredential(playground.credential.id);
		await dialog.success.waitFor();
		const page = await editor.page.content();
		for (const [name, secret] of [
			['apiKey', API_KEY],
			['apiSecret', API_SECRET],
		] as const) {
			expect(await dialog.input(name).inputValue()).not.toContain(secret);
			expect(page).not.toContain(secret);
		}
	});
});

describe('the test button', () => {
	it('succeeds with the right values', async () => {
		const dialog = await newCredential();
		await saveWith(dialog, {});
		await dialog.closedAfterSuccess();
		expect(playground.server.stats().byStatus).toEqual({ 200: 1 });
	});

	it.each([
		['a wrong secret', () => ({ apiSecret: 'wrong' }), /did not accept this API key and secret/],
		['a wrong key', () => ({ apiKey: 'wrong' }), /did not accept this API key and secret/],
		[
			'a wrong base URL',
			() => ({ baseUrl: `${playground.server.url}/elsewhere` }),
			/Check 'Environment' and 'Base URL'/,
		],
	] as const)('says what is wrong: %s', async (_what, change, message) => {
		const dialog = await newCredential();
		await saveWith(dialog, change());
		expect(await dialog.failureDetails()).toMatch(message);
		expect(await dialog.success.isVisible()).toBe(false);
	});

	it('succeeds after a wrong secret was put right', async () => {
		const dialog = await newCredential();
		await saveWith(dialog, { apiSecret: 'wrong' });
		await dialog.failure.waitFor();
		await dialog.input('apiSecret').fill(API_SECRET);
		await dialog.save();
		await dialog.closedAfterSuccess();
		expect(playground.server.stats().byStatus).toMatchObject({ 200: 1 });
	});
});
