import type { Locator, Page } from 'playwright-core';

import { NodePanel } from './nodePanel';

/** The list on the right from which nodes are added. */
export class NodesList {
	readonly root: Locator;

	constructor(private readonly page: Page) {
		this.root = page.getByTestId('node-creator');
	}

	/** The entries of nodes, by their exact name. */
	entry(name: string): Locator {
		const names = this.page.getByTestId('node-creator-item-name');
		const exactName = names.and(this.page.getByText(name, { exact: true }));
		return this.root.getByTestId('item-iterator-item').filter({ has: exactName });
	}

	/** The names of the entries, from the top. */
	async names(): Promise<string[]> {
		return await this.root.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** Waits until only what was found is left. */
	async search(text: string, expected: string): Promise<void> {
		await this.root.getByTestId('node-creator-search-bar').fill(text);
		await this.entry(expected).first().waitFor();
	}

	/** Opens the page of a node, with its triggers and actions. */
	async openEntry(name: string): Promise<void> {
		await this.search(name, name);
		await this.entry(name).first().click();
		await this.page.getByTestId('node-creator-category-item').first().waitFor();
	}

	/** Adds a node for an action; its panel opens. */
	async addAction(action: string): Promise<NodePanel> {
		await this.entry(action).click();
		return await NodePanel.opened(this.page);
	}
}
