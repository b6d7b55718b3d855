import type { Locator, Page } from 'playwright-core';

/** What a field is called, apart from the buttons that stand in the same line. */
const LABEL_TEXT = 'label > div:first-child .n8n-text';

export async function shownLabels(within: Locator, notWithin = '.never'): Promise<string[]> {
	const labels = within.locator(`${LABEL_TEXT}:not(${notWithin} *)`).filter({ visible: true });
	const texts = await labels.allInnerTexts();
	return texts.map((text) => text.trim());
}

/** n8n keeps the lists of all dropdowns in the page; only the open one is visible. */
export function openOptions(page: Page): Locator {
	return page.getByTestId('parameter-input-item').filter({ visible: true });
}

/** An option shows its name in the first line and its description in the second. */
export async function chooseOption(page: Page, field: Locator, name: string): Promise<void> {
	await field.click();
	const options = openOptions(page);
	await options.filter({ has: page.getByText(name, { exact: true }) }).click();
	await options.first().waitFor({ state: 'hidden' });
}
