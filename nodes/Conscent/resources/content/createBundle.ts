import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { BUNDLE_CONTENT_IDS } from '../../fields/content';
import { createOperation } from './contentOperation';

/** `POST /v1/content/bundle` (spec: `createBundle`). */
export const createBundle = createOperation({
	value: 'createBundle',
	name: 'Create Bundle',
	action: 'Create bundle of contents',
	description: 'Register a new bundle in Conscent: several contents that are sold together',
	calls: ['createBundle'],
	path: path`/${CALLS.createBundle.version}/content/bundle`,
	required: [BUNDLE_CONTENT_IDS],
});
