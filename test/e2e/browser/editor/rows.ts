import type { Locator } from 'playwright-core';

import { shownLabels } from './fields';

/** A field that holds any number of rows, each with the same fields: a list of addresses. */
export class Rows {
	constructor(private readonly field: Locator) {}

	/** Presses the button below the rows. */
	async add(buttonText: string): Promise<void> {
		const before = await this.row().count();
		await this.field.getByRole('button', { name: buttonText }).click();
		await this.row().nth(before).waitFor();
	}

	async remove(index: number): Promise<void> {
		await this.row(index).hover();
		await this.field.getByTestId('fixed-collection-delete').nth(index).click();
	}

	async fill(index: number, name: string, value: string): Promise<void> {
		const input = this.row(index).getByTestId(`parameter-input-${name}`).getByRole('textbox');
		await input.fill(value);
	}

	async count(): Promise<number> {
		return await this.row().count();
	}

	async labels(index: number): Promise<string[]> {
		return await shownLabels(this.row(index));
	}

	private row(index?: number): Locator {
		const rows = this.field.locator('.parameter-input-list-wrapper');
		return index === undefined ? rows : rows.nth(index);
	}
}
