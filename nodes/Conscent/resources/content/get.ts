import type { RequestOperation } from '../../../shared/operation';
import { answerJson } from '../../../shared/output';
import { path } from '../../../shared/path';
import { CONTENT_ID, readContentId } from '../../fields/content';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { SIMPLE_KEYS } from './contentOperation';

/** `GET /v1/content/client/{contentId}` (spec: `getContent`). */
export const get: RequestOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get content',
	description: 'Get a content by its ID',
	calls: ['getContent'],
	properties: [{ ...CONTENT_ID, required: true }, SIMPLIFY],

	request: (parameters) => ({
		method: 'GET',
		path: path`/v1/content/client/${readContentId(parameters)}`,
		repeatable: true,
	}),

	output: (answer, parameters) => simplifier(parameters, SIMPLE_KEYS)(answerJson(answer)),
};
