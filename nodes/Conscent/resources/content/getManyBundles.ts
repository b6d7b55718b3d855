import { bundlePages } from '../../listings/contents';
import { listOperation } from '../listOperation';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/bundles` (spec: `getBundles`). Its pages and its response are inferred from the list of contents. */
export const getManyBundles = listOperation({
	value: 'getManyBundles',
	name: 'Get Many Bundles',
	action: 'Get many bundles of contents',
	description:
		"List the bundles of contents that are registered in Conscent. Changes nothing. Conscent's pages leave the form of the response open; see the docs.",
	calls: ['getBundles'],
	pages: () => bundlePages,
	simpleKeys: SIMPLE_KEYS,
});
