import type { INodeProperties } from 'n8n-workflow';

import { listLocator } from '../../shared/input/fields/locators';
import { CONTENT_ID } from './content';

/** The lists of the editor: `methods/index.ts` has the functions of these names. */
export const CONTENT_LIST = 'searchContents';
export const BUNDLE_LIST = 'searchBundles';

/** A content that is registered already; workflows of before hold its ID as a plain text. */
export const CONTENT: INodeProperties = locator('The content', CONTENT_LIST);

/** A bundle that is registered already. */
export const BUNDLE: INodeProperties = locator('The bundle', BUNDLE_LIST);

function locator(what: string, searchListMethod: string): INodeProperties {
	const { displayName, name } = CONTENT_ID;
	const description = `${what}: chosen by its title, or by the publisher's own ID`;
	const texts = { displayName, name, placeholder: 'e.g. story-2026-05-31', description };
	return { ...listLocator(texts, searchListMethod), required: true };
}
