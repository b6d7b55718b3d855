import type { ConversationOperation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, listRows, readLimit } from '../../../shared/paging';
import { path } from '../../../shared/path';
import { contentPages } from '../../calls/contents';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client` (spec: `getContents`). */
export const getMany: ConversationOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many contents',
	description: 'Get the registered contents',
	calls: ['getContents'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	conversation: (parameters) =>
		listRows(
			contentPages(path`/v1/content/client`, 'content'),
			readLimit(parameters),
			simplifier(parameters, SIMPLE_KEYS),
		),
};
