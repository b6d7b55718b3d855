import { chromium, selectors } from 'playwright-core';
import type { Browser, Locator, Page, ViewportSize } from 'playwright-core';

import { ensureBrowser } from '../../../../scripts/browser';
import { OWNER } from '../../../../scripts/n8n/client';
import type { Owner } from '../../../../scripts/n8n/client';
import { CredentialDialog } from './credentialDialog';
import { NodePanel } from './nodePanel';
import { NodesList } from './nodesList';

export type Theme = 'light' | 'dark';

export interface EditorOptions {
	/** n8n follows the system's theme unless its user chose one. */
	theme?: Theme;
	viewport?: ViewportSize;
}

/** For one test: a page of the editor takes about five seconds to load, and more on a busy machine. */
export const BROWSER_TIMEOUT_MS = 120_000;

const VIEWPORT: ViewportSize = { width: 1440, height: 900 };
const ACTION_TIMEOUT_MS = 60_000;

const CHROMIUM_ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** n8n's editor in a browser, signed in. What is known of its pages is known in this folder only. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly browser: Browser,
		private readonly baseUrl: string,
	) {}

	static async open(baseUrl: string, options: EditorOptions = {}): Promise<Editor> {
		selectors.setTestIdAttribute('data-test-id');
		const executablePath = await ensureBrowser();
		const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
		const context = await browser.newContext({
			viewport: options.viewport ?? VIEWPORT,
			colorScheme: options.theme ?? 'light',
			reducedMotion: 'reduce',
			locale: 'en-US',
		});
		context.setDefaultTimeout(ACTION_TIMEOUT_MS);
		context.setDefaultNavigationTimeout(BROWSER_TIMEOUT_MS);
		const editor = new Editor(await context.newPage(), browser, baseUrl);
		await editor.signIn(OWNER);
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** The list of nodes beside a saved workflow. In an empty one n8n folds the actions away. */
	async openNodesList(workflowId: string): Promise<NodesList> {
		await this.openWorkflow(workflowId);
		await this.page.getByTestId('node-creator-plus-button').click();
		return new NodesList(this.page);
	}

	/** The canvas of a saved workflow, all of it in view. */
	async openWorkflow(id: string): Promise<void> {
		await this.goTo(`/workflow/${id}`);
		await this.node().first().waitFor();
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** A node on the canvas: its icon, name and subtitle. */
	node(name?: string): Locator {
		if (name === undefined) return this.page.getByTestId('canvas-node');
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The nodes of the canvas with their names, and its notes. */
	async canvasParts(): Promise<Locator[]> {
		await this.page.getByTestId('sticky').first().waitFor();
		return await this.page.locator('.vue-flow__node').all();
	}

	/** Opens the panel of a node of the workflow that is shown. */
	async openPanel(nodeName: string): Promise<NodePanel> {
		await this.node(nodeName).dblclick();
		return await NodePanel.opened(this.page);
	}

	/** Opens a workflow with the panel of one of its nodes. */
	async openPanelOf(workflowId: string, nodeId: string): Promise<NodePanel> {
		await this.goTo(`/workflow/${workflowId}/${nodeId}`);
		return await NodePanel.opened(this.page);
	}

	async openCredential(id: string): Promise<CredentialDialog> {
		await this.goTo(`/home/credentials/${id}`);
		return await CredentialDialog.opened(this.page);
	}

	/** Closes the messages in the corner, and waits until they are gone. */
	async dismissMessages(): Promise<void> {
		const closeButtons = this.page.locator('.el-notification__closeBtn');
		for (const button of await closeButtons.all()) await button.click();
		await closeButtons.first().waitFor({ state: 'hidden' });
	}

	/** n8n shows the nodes before and after at the panel's edges; a picture of the panel would cut through them. */
	async hideNeighbours(): Promise<void> {
		const content = '[data-test-id="floating-node"] { visibility: hidden; }';
		await this.page.addStyleTag({ content });
	}

	/** The buttons at the canvas' edge, which a picture of a wide workflow would cut through. */
	async hideCanvasButtons(): Promise<void> {
		const column = 'div:has(> span > [data-test-id="node-creator-plus-button"])';
		await this.page.addStyleTag({ content: `${column} { visibility: hidden; }` });
	}

	private async load(path: string): Promise<void> {
		await this.page.goto(`${this.baseUrl}${path}`, { waitUntil: 'commit' });
	}

	/**
	 * By n8n's own links, so to say: the editor stays loaded, and a page comes in half a second instead of five. By way of
	 * the settings, as n8n does not go from one workflow straight to the next.
	 */
	private async goTo(path: string): Promise<void> {
		// A dialog would stay open over the next page.
		if (await this.page.getByTestId('credential-edit-dialog').isVisible()) {
			return await this.load(path);
		}
		const settings = this.page.getByTestId('personal-settings-container');
		const leave = this.page.getByText('Leave without saving');
		await this.follow('/settings/personal');
		await settings.or(leave).waitFor();
		if (await leave.isVisible()) await leave.click();
		await settings.waitFor();
		await this.follow(path);
	}

	/** Does not wait for the router, as that waits for an answer where changes are not saved. */
	private async follow(path: string): Promise<void> {
		const router = "document.querySelector('#app').__vue_app__.config.globalProperties.$router";
		await this.page.evaluate(`void ${router}.push(${JSON.stringify(path)})`);
	}

	private async signIn(owner: Owner): Promise<void> {
		await this.load('/signin');
		await this.page.locator('input[type="email"]').fill(owner.email);
		await this.page.locator('input[type="password"]').fill(owner.password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.getByTestId('main-sidebar-settings').waitFor();
	}
}
