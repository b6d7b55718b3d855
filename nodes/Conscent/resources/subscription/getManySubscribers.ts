import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { rowsOf } from '../../../shared/output/paging';
import { simplifier } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';

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

/** `GET /v1/subscription/client/list` (spec: `getSubscribers`): all rows in one response, without filters or pages. */
export const getManySubscribers: Operation = {
	value: 'getManySubscribers',
	name: 'Get Many Subscribers',
	action: 'Get many subscribers',
	description: 'Get the active subscribers with their subscriptions',
	calls: ['getSubscribers'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	prepare(parameters) {
		const limit = readLimit(parameters);
		const simplify = simplifier(parameters, SIMPLE_KEYS);
		return {
			request: {
				method: 'GET',
				path: path`/${CALLS.getSubscribers.version}/subscription/client/list`,
				idempotent: true,
			},
			output: (response) => rowsOf(response, 'subscriptions').slice(0, limit).map(simplify),
		};
	},
};
