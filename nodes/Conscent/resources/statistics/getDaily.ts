import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
import { filtersProperty, fromFilter, readFilters, toFilter } from '../../fields/filters';

const FILTERS = [fromFilter('sales'), toFilter('sales')];

/** `GET /v1/client/stats/daily` (spec: `getDailyStatistics`). */
export const getDaily: Operation = {
	value: 'getDaily',
	name: 'Get Daily',
	action: 'Get daily sales and revenue of all contents',
	description:
		'Count how many contents were bought and for how much, of the day before unless told otherwise. Changes nothing.',
	calls: ['getDailyStatistics'],
	properties: [
		filtersProperty(FILTERS, 'Which days to count; the day before if no filter is added'),
	],

	prepare: (parameters) => ({
		request: {
			method: 'GET',
			path: path`/${CALLS.getDailyStatistics.version}/client/stats/daily`,
			query: readFilters(parameters, FILTERS),
			idempotent: true,
		},
		output: responseJson,
	}),
};
