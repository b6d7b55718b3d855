import type { Locator, Page } from 'playwright-core';

/** The open list of a field from which one record is chosen; n8n fills it from the API. */
export class ChoiceList {
	readonly entries: Locator;
	/** Shown in place of the entries. */
	readonly error: Locator;

	constructor(private readonly page: Page) {
		this.entries = page.getByTestId('rlc-item').filter({ visible: true });
		this.error = page.getByTestId('rlc-error-container').filter({ visible: true });
	}

	async search(text: string): Promise<void> {
		const field = this.page.getByTestId('rlc-search').filter({ visible: true });
		await field.and(this.page.locator('input')).or(field.locator('input')).fill(text);
	}

	async choose(name: string): Promise<void> {
		await this.entries.getByText(name, { exact: true }).click();
		await this.entries.first().waitFor({ state: 'hidden' });
	}
}
