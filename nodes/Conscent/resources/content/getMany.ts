import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, listRows, readLimit } from '../../../shared/output/paging';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { contentPages } from '../../listings/contents';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client` (spec: `getContents`). */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many contents',
	description: 'Get the registered contents',
	calls: ['getContents'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	prepare(parameters) {
		const pages = contentPages(path`/${CALLS.getContents.version}/content/client`, 'content');
		const limit = readLimit(parameters);
		const simplify = simplifier(parameters, SIMPLE_KEYS);
		return { steps: () => listRows(pages, limit, simplify) };
	},
};
