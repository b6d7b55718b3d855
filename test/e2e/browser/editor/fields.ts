import { errors } from 'playwright-core';
import type { Locator, Page } from 'playwright-core';

const CLICK_ATTEMPTS = 3;
const CLICK_EFFECT_TIMEOUT_MS = 3_000;

/** What a field is called, apart from the buttons that stand in the same line. */
const LABEL_TEXT = 'label > div:first-child .n8n-text';

export async function shownLabels(within: Locator, notWithin = '.never'): Promise<string[]> {
	const labels = within.locator(`${LABEL_TEXT}:not(${notWithin} *)`).filter({ visible: true });
	const texts = await labels.allInnerTexts();
	return texts.map((text) => text.trim());
}

/** n8n keeps the lists of all dropdowns in the page; by their role only those of the open one are found. */
function openOptions(page: Page): Locator {
	return page.getByRole('option');
}

/** A click that comes while n8n still fills the panel is lost, so it may take more than one. */
async function openDropdown(page: Page, field: Locator): Promise<Locator> {
	const options = openOptions(page);
	for (let attempt = 1; attempt < CLICK_ATTEMPTS; attempt += 1) {
		await field.click();
		const opened = options.first().waitFor({ timeout: CLICK_EFFECT_TIMEOUT_MS });
		if (await opened.then(() => true, isTimeout)) return options;
	}
	await field.click();
	await options.first().waitFor();
	return options;
}

function isTimeout(error: unknown): false {
	if (error instanceof errors.TimeoutError) return false;
	throw error;
}

/** What a dropdown offers: the name in the first line of each, its description in the second. */
export async function readOptions(page: Page, field: Locator): Promise<string[]> {
	const options = await openDropdown(page, field);
	const texts = await options.allInnerTexts();
	await field.click();
	await options.first().waitFor({ state: 'hidden' });
	return texts;
}

/** The list of a field in which several are chosen stays open until somebody closes it. */
export async function chooseOptions(page: Page, field: Locator, names: string[]): Promise<void> {
	const options = await openDropdown(page, field);
	for (const name of names) {
		await options.filter({ has: page.getByText(name, { exact: true }) }).click();
	}
	await page.keyboard.press('Escape');
	await options.first().waitFor({ state: 'hidden' });
}

export async function chooseOption(page: Page, field: Locator, name: string): Promise<void> {
	const options = await openDropdown(page, field);
	await options.filter({ has: page.getByText(name, { exact: true }) }).click();
	await options.first().waitFor({ state: 'hidden' });
}
