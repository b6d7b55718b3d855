import type { RequestOperation } from '../../../shared/operation';
import { answerJson } from '../../../shared/output';
import { path } from '../../../shared/path';
import { CONTENT_ID, readContentId } from '../../fields/content';
import { filtersProperty, fromFilter, readFilters, toFilter } from '../../fields/filters';

const FILTERS = [fromFilter('sales'), toFilter('sales')];

/** `GET /v1/client/stats/content/{contentId}` (spec: `getContentStatistics`). */
export const getForContent: RequestOperation = {
	value: 'getForContent',
	name: 'Get for Content',
	action: 'Get statistics for content',
	description:
		'Get how often a content was bought and for how much, of all time unless told otherwise',
	calls: ['getContentStatistics'],
	properties: [
		{ ...CONTENT_ID, required: true },
		filtersProperty(FILTERS, 'Which sales to count; all of them if no filter is added'),
	],

	request: (parameters) => ({
		method: 'GET',
		path: path`/v1/client/stats/content/${readContentId(parameters)}`,
		query: readFilters(parameters, FILTERS),
		repeatable: true,
	}),

	output: answerJson,
};
