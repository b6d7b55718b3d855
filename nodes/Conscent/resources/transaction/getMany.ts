import type { BodyField } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { listRows } from '../../../shared/output/paging';
import { simplifier } from '../../../shared/output/response';
import { transactionPages } from '../../listings/transactions';
import {
	EMAIL_FILTER,
	USER_ID_FILTER,
	filtersProperty,
	fromFilter,
	readFilters,
	toFilter,
} from '../../fields/filters';

const FILTERS: readonly BodyField[] = [
	EMAIL_FILTER,
	fromFilter('transactions'),
	toFilter('transactions'),
	USER_ID_FILTER,
];

const SIMPLE_KEYS = [
	'_id',
	'userId',
	'userEmail',
	'userName',
	'orderId',
	'transactionRefNumber',
	'contentId',
	'refundStatus',
	'createdAt',
	'updatedAt',
];

/** `GET /v2/client/get-all-transactions` (spec: `getTransactions`). */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many transactions',
	description: 'Get the payments of readers, with refunds',
	calls: ['getTransactions'],
	properties: [RETURN_ALL, LIMIT, filtersProperty(FILTERS), SIMPLIFY],

	prepare(parameters) {
		const pages = transactionPages(readFilters(parameters, FILTERS));
		const limit = readLimit(parameters);
		const simplify = simplifier(parameters, SIMPLE_KEYS);
		return { steps: () => listRows(pages, limit, simplify) };
	},
};
