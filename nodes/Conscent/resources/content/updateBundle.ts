import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { BUNDLE_CONTENT_IDS } from '../../fields/content';
import { BUNDLE } from '../../fields/contentLocators';
import { updateOperation } from './contentOperation';

/** `PATCH /v1/content/bundle/{contentId}` (spec: `updateBundle`). */
export const updateBundle = updateOperation({
	value: 'updateBundle',
	name: 'Update Bundle',
	action: 'Update bundle of contents',
	description: 'Change some fields of a registered bundle of contents; all others stay as they are',
	calls: ['updateBundle'],
	locator: BUNDLE,
	path: (contentId) => path`/${CALLS.updateBundle.version}/content/bundle/${contentId}`,
	moreFields: [BUNDLE_CONTENT_IDS],
});
