import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, listRows, readLimit } from '../../../shared/output/paging';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { contentPages } from '../../listings/contents';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/bundles` (spec: `getBundles`). Its pages and its answer are inferred from the list of contents. */
export const getManyBundles: Operation = {
	value: 'getManyBundles',
	name: 'Get Many Bundles',
	action: 'Get many bundles of contents',
	description: 'Get the registered bundles (inferred: pages and answer are as for contents)',
	calls: ['getBundles'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	prepare(parameters) {
		const pages = contentPages(path`/${CALLS.getBundles.version}/content/bundles`, 'bundles');
		const limit = readLimit(parameters);
		const simplify = simplifier(parameters, SIMPLE_KEYS);
		return { steps: () => listRows(pages, limit, simplify) };
	},
};
