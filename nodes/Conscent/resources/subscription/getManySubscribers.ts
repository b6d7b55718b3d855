import type { RequestOperation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, readLimit, rowsOf } from '../../../shared/output/paging';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';
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
		return {
			method: 'GET',
			path: path`/${CALLS.getSubscribers.version}/subscription/client/list`,
			idempotent: true,
		};
	},

	output: (answer, parameters) =>
		rowsOf(answer, 'subscriptions')
			.slice(0, readLimit(parameters))
			.map(simplifier(parameters, SIMPLE_KEYS)),
};
