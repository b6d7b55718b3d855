import { contentPages } from '../../listings/contents';
import { listOperation } from '../listOperation';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client` (spec: `getContents`). */
export const getMany = listOperation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many contents',
	description: 'List the contents that are registered in Conscent. Changes nothing.',
	calls: ['getContents'],
	pages: () => contentPages,
	simpleKeys: SIMPLE_KEYS,
});
