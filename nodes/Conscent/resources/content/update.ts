import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { CONTENT } from '../../fields/contentLocators';
import { updateOperation } from './contentOperation';

/** `PATCH /v1/content/{contentId}` (spec: `updateContent`). */
export const update = updateOperation({
	value: 'update',
	name: 'Update',
	action: 'Update content',
	description: 'Change some fields of a registered content; all others stay as they are',
	calls: ['updateContent'],
	locator: CONTENT,
	path: (contentId) => path`/${CALLS.updateContent.version}/content/${contentId}`,
});
