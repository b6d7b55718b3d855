import type { Operation } from '../../../shared/operation';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import { responseJson, simplifier } from '../../../shared/output/response';
import { readId } from '../../../shared/input/fields/locators';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { CONTENT } from '../../fields/contentLocators';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client/{contentId}` (spec: `getContent`). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get content',
	description: 'Get one content by its ID: title, address, price and more. Changes nothing.',
	calls: ['getContent'],
	properties: [CONTENT, SIMPLIFY],

	prepare(parameters) {
		const contentId = readId(parameters, CONTENT);
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
