import type { Locator, Page } from 'playwright-core';

import { chooseOption, readOptions, shownLabels } from './fields';

/** The dialog in which a credential is made, changed and tested. */
export class CredentialDialog {
	readonly root: Locator;
	/** All of the dialog, with its title and buttons. */
	readonly window: Locator;
	/** The green bar after a test that went well. */
	readonly success: Locator;
	/** The red bar after one that did not. n8n gives it no test id. */
	readonly failure: Locator;

	private constructor(private readonly page: Page) {
		this.root = page.getByTestId('credential-edit-dialog');
		this.window = page.locator('.el-dialog').filter({ has: this.root });
		this.success = this.root.getByTestId('credentials-config-container-test-success');
		this.failure = this.root.locator('.el-tag--danger').filter({ visible: true });
	}

	static async opened(page: Page): Promise<CredentialDialog> {
		const dialog = new CredentialDialog(page);
		await dialog.root.getByTestId('credential-connection-parameter').first().waitFor();
		return dialog;
	}

	/** The labels of the fields, without the star of those that are required. */
	async labels(): Promise<string[]> {
		const labels = await shownLabels(this.root.getByTestId('credential-connection-parameter'));
		// Fields that mask what is typed have a second label, which is empty.
		return labels.map((label) => label.replace(/\s*\*$/, '')).filter((label) => label !== '');
	}

	input(name: string): Locator {
		return this.field(name).locator('input');
	}

	async choose(name: string, option: string): Promise<void> {
		await chooseOption(this.page, this.field(name), option);
	}

	async optionsOf(name: string): Promise<string[]> {
		return await readOptions(this.page, this.field(name));
	}

	/** Saving tests the connection, too. */
	async save(): Promise<void> {
		await this.page.getByTestId('credential-save-button').click();
	}

	/** n8n closes the dialog of a new credential whose test went well; after one that did not, it stays. */
	async closedAfterSuccess(): Promise<void> {
		await this.root.waitFor({ state: 'detached' });
	}

	/** What stands behind "More details". */
	async failureDetails(): Promise<string> {
		await this.failure.getByText('More details').click();
		return await this.failure.innerText();
	}

	private field(name: string): Locator {
		return this.root.getByTestId(`parameter-input-${name}`);
	}
}
