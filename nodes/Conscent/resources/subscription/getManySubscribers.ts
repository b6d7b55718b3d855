import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { rowsOf } from '../../../shared/output/paging';
import { pick, unlessEmpty } from '../../../shared/output/response';
import { isPlainObject } from '../../../shared/input/parse/text';
import { path } from '../../../shared/input/path';
import { CALLS } from '../../apiFacts';

const SIMPLE_KEYS = [
	'_id',
	'name',
	'email',
	'phoneNumber',
	'subscriptionTitle',
	'price',
	'renewSubscription',
	'country',
	'expiryDate',
	'createdAt',
];

/** Who subscribes stands beside what they subscribe to, so that each fits into a column of a table. */
function simplify(row: IDataObject): IDataObject {
	const account = isPlainObject(row['userAccount']) ? row['userAccount'] : {};
	return unlessEmpty(pick({ ...account, ...row }, SIMPLE_KEYS), row);
}

/** `GET /v1/subscription/client/list` (spec: `getSubscribers`): all rows in one response, without filters or pages. */
export const getManySubscribers: Operation = {
	value: 'getManySubscribers',
	name: 'Get Many Subscribers',
	action: 'Get many active subscribers',
	description:
		'List the readers who have an active subscription, with what they subscribe to. Changes nothing.',
	calls: ['getSubscribers'],
	properties: [RETURN_ALL, LIMIT, SIMPLIFY],

	prepare(parameters) {
		const limit = readLimit(parameters);
		const isSimple = parameters.isOn(SIMPLIFY.name);
		return {
			request: {
				method: 'GET',
				path: path`/${CALLS.getSubscribers.version}/subscription/client/list`,
				idempotent: true,
			},
			output(response) {
				const rows = rowsOf(response, 'subscriptions').slice(0, limit);
				return isSimple ? rows.map(simplify) : rows;
			},
		};
	},
};
