import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { createOperation } from './contentOperation';

/** `POST /v1/content` (spec: `createContent`). */
export const create = createOperation({
	value: 'create',
	name: 'Create',
	action: 'Create content',
	description: 'Register a new article, video or other content in Conscent, so that it can be sold',
	calls: ['createContent'],
	path: path`/${CALLS.createContent.version}/content`,
});
