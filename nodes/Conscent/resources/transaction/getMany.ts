import type { BodyField } from '../../../shared/input/body';
import { transactionPages } from '../../listings/transactions';
import { EMAIL_FILTER, USER_ID_FILTER, fromFilter, toFilter } from '../../fields/filters';
import { listOperation } from '../listOperation';

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
export const getMany = listOperation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many payments and refunds',
	description:
		'List the payments and refunds of readers, of one reader or of all. Changes nothing.',
	calls: ['getTransactions'],
	filters: FILTERS,
	pages: transactionPages,
	simpleKeys: SIMPLE_KEYS,
});
