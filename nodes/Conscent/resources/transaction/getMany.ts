import type { BodyField } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY } from '../../../shared/input/fields/returned';
import { listing } from '../../../shared/output/paging';
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
	description:
		'List the payments and refunds of readers, of one reader or of all. Changes nothing.',
	calls: ['getTransactions'],
	properties: [RETURN_ALL, LIMIT, filtersProperty(FILTERS), SIMPLIFY],

	prepare: (parameters) =>
		listing(transactionPages(readFilters(parameters, FILTERS)), parameters, SIMPLE_KEYS),
};
