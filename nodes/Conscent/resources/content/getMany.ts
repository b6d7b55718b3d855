import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { listRows } from '../../../shared/output/paging';
import { simplifier } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { contentPages } from '../../listings/contents';
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
