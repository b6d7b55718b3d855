import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { listRows } from '../../../shared/output/paging';
import { simplifier } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { contentPages } from '../../listings/contents';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/bundles` (spec: `getBundles`). Its pages and its response are inferred from the list of contents. */
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
