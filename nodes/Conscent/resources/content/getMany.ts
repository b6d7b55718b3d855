import type { StepsOperation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, listRows, readLimit } from '../../../shared/output/paging';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { contentPages } from '../../listings/contents';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client` (spec: `getContents`). */
export const getMany: StepsOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many contents',
	description: 'Get the registered contents',
	calls: ['getContents'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	conversation: (parameters) =>
		listRows(
			contentPages(path`/${CALLS.getContents.version}/content/client`, 'content'),
			readLimit(parameters),
			simplifier(parameters, SIMPLE_KEYS),
		),
};
