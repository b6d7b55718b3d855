import type { Operation } from '../../../shared/operation';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import { responseJson, simplifier } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { CONTENT_ID, readContentId } from '../../fields/content';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client/{contentId}` (spec: `getContent`). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get content',
	description: 'Get a content by its ID',
	calls: ['getContent'],
	properties: [{ ...CONTENT_ID, required: true }, SIMPLIFY],

	prepare(parameters) {
		const contentId = readContentId(parameters);
		const simplify = simplifier(parameters, SIMPLE_KEYS);
		return {
			request: {
				method: 'GET',
				path: path`/${CALLS.getContent.version}/content/client/${contentId}`,
				idempotent: true,
			},
			output: (response) => simplify(responseJson(response)),
		};
	},
};
