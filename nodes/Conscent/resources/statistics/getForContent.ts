import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import { readId } from '../../../shared/input/fields/locators';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { CONTENT } from '../../fields/contentLocators';
import { filtersProperty, fromFilter, readFilters, toFilter } from '../../fields/filters';

const FILTERS = [fromFilter('sales'), toFilter('sales')];

/** `GET /v1/client/stats/content/{contentId}` (spec: `getContentStatistics`). */
export const getForContent: Operation = {
	value: 'getForContent',
	name: 'Get for Content',
	action: 'Get sales and revenue of content',
	description:
		'Count how often one content was bought and for how much, of all time unless told otherwise. Changes nothing.',
	calls: ['getContentStatistics'],
	properties: [
		CONTENT,
		filtersProperty(FILTERS, 'Which sales to count; all of them if no filter is added'),
	],

	prepare: (parameters) => ({
		request: {
			method: 'GET',
			path: path`/${CALLS.getContentStatistics.version}/client/stats/content/${readId(parameters, CONTENT)}`,
			query: readFilters(parameters, FILTERS),
			idempotent: true,
		},
		output: responseJson,
	}),
};
