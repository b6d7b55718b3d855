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
		const exactName = this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true });
		return this.root.getByTestId('item-iterator-item').filter({ has: exactName });
	}

	async search(text: string): Promise<void> {
		await this.root.getByTestId('node-creator-search-bar').fill(text);
	}

	/** Opens the page of a node, with its triggers and actions. */
	async openEntry(name: string): Promise<void> {
		await this.entry(name).first().click();
		await this.page.getByTestId('node-creator-category-item').first().waitFor();
	}

	/** Adds a node for an action; its panel opens. */
	async addAction(action: string): Promise<NodePanel> {
		await this.entry(action).click();
		return await NodePanel.opened(this.page);
	}
}
