import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY } from '../../../shared/input/fields/returned';
import { listing } from '../../../shared/output/paging';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { contentPages } from '../../listings/contents';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client` (spec: `getContents`). */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many contents',
	description: 'List the contents that are registered in Conscent. Changes nothing.',
	calls: ['getContents'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	prepare: (parameters) =>
		listing(
			contentPages(path`/${CALLS.getContents.version}/content/client`, 'content'),
			parameters,
			SIMPLE_KEYS,
		),
};
