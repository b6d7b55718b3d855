import type { RequestOperation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, readLimit, rowsOf } from '../../../shared/paging';
import { path } from '../../../shared/path';
import { SIMPLIFY, simplifier } from '../../fields/simplify';

const SIMPLE_KEYS = [
	'_id',
	'userAccount',
	'subscriptionTitle',
	'subscriptionType',
	'price',
	'renewSubscription',
	'freeTrial',
	'country',
	'expiryDate',
	'createdAt',
];

/** `GET /v1/subscription/client/list` (spec: `getSubscribers`): all rows in one answer, without filters or pages. */
export const getManySubscribers: RequestOperation = {
	value: 'getManySubscribers',
	name: 'Get Many Subscribers',
	action: 'Get many subscribers',
	description: 'Get the active subscribers with their subscriptions',
	calls: ['getSubscribers'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	request(parameters) {
		readLimit(parameters);
		return { method: 'GET', path: path`/v1/subscription/client/list`, repeatable: true };
	},

	output: (answer, parameters) =>
		rowsOf(answer, 'subscriptions')
			.slice(0, readLimit(parameters))
			.map(simplifier(parameters, SIMPLE_KEYS)),
};
