import type { Locator, Page } from 'playwright-core';

import { CredentialDialog } from './credentialDialog';
import { ChoiceList } from './choiceList';
import { chooseOption, chooseOptions, readOptions, shownLabels } from './fields';
import { Rows } from './rows';

const FIELD_IN_A_FIELD = '[data-test-id="parameter-item"] [data-test-id="parameter-item"]';

/** The panel of one node: input on the left, parameters in the middle, output on the right. */
export class NodePanel {
	readonly root: Locator;
	readonly input: Locator;
	readonly parameters: Locator;
	readonly output: Locator;
	readonly errorMessage: Locator;
	readonly errorDescription: Locator;
	/** Message and description, with the border around them. n8n gives it no test id. */
	readonly errorCard: Locator;

	private constructor(private readonly page: Page) {
		this.root = page.getByTestId('ndv');
		this.input = page.getByTestId('ndv-input-panel');
		this.parameters = page.getByTestId('node-parameters');
		this.output = page.getByTestId('output-panel');
		this.errorMessage = this.output.getByTestId('node-error-message');
		this.errorDescription = this.output.getByTestId('node-error-description');
		this.errorCard = this.output.locator('.node-error-view__header');
	}

	static async opened(page: Page): Promise<NodePanel> {
		const panel = new NodePanel(page);
		await panel.parameters.getByTestId('parameter-input').first().waitFor();
		// Collections are loaded a moment after everything else.
		await panel.parameters.getByTestId('parameter-options-loader').waitFor({ state: 'hidden' });
		await panel.parameters.getByText('Loading fields').first().waitFor({ state: 'hidden' });
		return panel;
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'hidden' });
	}

	/** The labels of the fields that are shown, without those inside of other fields. */
	async labels(): Promise<string[]> {
		return await shownLabels(this.parameters, FIELD_IN_A_FIELD);
	}

	/** A field by the name under which workflows save it. */
	field(name: string): Locator {
		return this.parameters.getByTestId(`parameter-input-${name}`);
	}

	async choose(name: string, option: string): Promise<void> {
		await chooseOption(this.page, this.field(name), option);
	}

	async chooseSeveral(name: string, options: string[]): Promise<void> {
		await chooseOptions(this.page, this.field(name), options);
	}

	async optionsOf(name: string): Promise<string[]> {
		return await readOptions(this.page, this.field(name));
	}

	/** Opens the list of a field that holds one, and gives it. */
	async openList(name: string): Promise<ChoiceList> {
		await this.field(name).getByTestId('rlc-input').click();
		return new ChoiceList(this.page);
	}

	async fill(name: string, value: string): Promise<void> {
		await this.field(name).getByRole('textbox').fill(value);
	}

	/** Types into the picker of a date, which takes the form that it shows itself. */
	async pickDate(name: string, value: string): Promise<void> {
		const field = this.field(name).locator('input').last();
		await field.click();
		await field.fill(value);
		await field.press('Enter');
	}

	/** Types as a person does: the equals sign turns the field into an expression, whose braces n8n closes. */
	async typeExpression(name: string, expression: string): Promise<void> {
		await this.fill(name, '=');
		await this.field(name).getByTestId('inline-expression-editor-input').click();
		await this.page.keyboard.type(`{{${expression}`);
		await this.leaveField();
	}

	/** Drags a value of the input to a field. */
	async dragInput(expression: string, name: string): Promise<void> {
		await this.input.locator(`[data-value="{{ ${expression} }}"]`).dragTo(this.field(name));
		await this.field(name).locator('.cm-focused').waitFor();
		await this.leaveField();
	}

	/** Closes what n8n shows below a field while it is edited. */
	private async leaveField(): Promise<void> {
		await this.output.click({ position: { x: 2, y: 2 } });
	}

	/** What a field's expression gives, for the item that is looked at. n8n shows its spaces as unbreakable ones. */
	async resultOf(name: string): Promise<string> {
		const preview = this.parameters.getByTestId(`parameter-expression-preview-${name}`);
		return (await preview.innerText()).replaceAll('\u00a0', ' ');
	}

	async addToCollection(label: string, option: string): Promise<void> {
		const collection = this.fieldNamed(label);
		await collection.getByTestId('collection-parameter-add').last().click();
		const options = this.page.getByTestId('collection-parameter-option').filter({ visible: true });
		await options.filter({ has: this.page.getByText(option, { exact: true }) }).click();
		await options.first().waitFor({ state: 'hidden' });
	}

	/** A field with rows of fields inside, by its label. */
	rows(label: string): Rows {
		return new Rows(this.fieldNamed(label));
	}

	/** The whole field with this label: its label, value and buttons. */
	fieldNamed(label: string): Locator {
		const title = this.page.locator('label').getByText(label, { exact: true });
		return this.parameters.getByTestId('parameter-item').filter({ has: title }).last();
	}

	/** "Execute step", up to its end. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		const ended = this.output.locator('[data-test-id^="node-run-status-"]');
		await ended.first().waitFor();
	}

	async showTables(): Promise<void> {
		await this.input.getByTestId('radio-button-table').click();
		await this.output.getByTestId('radio-button-table').click();
	}

	outputRow(index: number): Locator {
		return this.output.locator('tbody tr').nth(index);
	}

	/** The input items that n8n marks as the origin of the output item under the pointer. */
	get pairedInput(): Locator {
		return this.input.getByTestId('hovering-item');
	}

	async newCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page
			.getByTestId('node-credentials-select-item-new')
			.filter({ visible: true })
			.click();
		return await CredentialDialog.opened(this.page);
	}
}
