import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { responseJson, pick, unlessEmpty } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { isPlainObject } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { CLIENT_ID, readClientId } from '../../fields/ids';
import { filtersProperty, fromFilter, readFilters, toFilter } from '../../fields/filters';
import { PURCHASE_LISTS, userDetailsWithPurchases } from '../../listings/userPurchases';
import type { UserReference } from '../../users/userReference';
import { readUser, userProperty } from '../../users/userReference';

const DETAILS: INodeProperties = {
	displayName: 'Details',
	name: 'details',
	type: 'options',
	options: [
		{
			name: 'Profile and Purchases',
			value: 'purchases',
			description: 'Also passes and micropayments',
		},
		{
			name: 'Profile and Subscriptions',
			value: 'subscriptions',
			description: 'Neither passes nor micropayments',
		},
	],
	default: 'subscriptions',
	description: 'What to return beside the profile',
};

const FILTERS: readonly BodyField[] = [fromFilter('purchases'), toFilter('purchases')];

/** The call with purchases is the one that pages, and that takes filters. */
const WITH_PURCHASES = { [DETAILS.name]: ['purchases'] };

const PURCHASE_PROPERTIES: readonly INodeProperties[] = [
	{ ...RETURN_ALL, displayOptions: { show: WITH_PURCHASES } },
	{
		...LIMIT,
		description: 'Max number of purchases to return, of all kinds together',
		displayOptions: { show: { ...WITH_PURCHASES, ...LIMIT.displayOptions?.show } },
	},
	{
		...filtersProperty(FILTERS, 'Which purchases to return; all of them if no filter is added'),
		displayOptions: { show: WITH_PURCHASES },
	},
];

const PROFILE_KEYS = [
	'name',
	'email',
	'phoneNumber',
	'dateOfBirth',
	'country',
	'promotionalOptIn',
	'lastPurchasedOn',
];

const PURCHASE_KEYS = [
	'_id',
	'subscriptionTitle',
	'status',
	'purchasedOn',
	'expiryDate',
	'price',
	'freeTrial',
	'tierId',
];

const QUERY_KEYS = { id: 'userId', email: 'email', phone: 'phoneNumber' } as const satisfies Record<
	UserReference['mode'],
	string
>;

/** The profile's own fields beside the lists, which hold one short record for each purchase. */
function simplify(json: IDataObject): IDataObject {
	const profile = isPlainObject(json['userdetails']) ? json['userdetails'] : {};
	const lists = PURCHASE_LISTS.flatMap((key): Array<[string, IDataObject[]]> => {
		const rows = json[key];
		return Array.isArray(rows)
			? [[key, rows.filter(isPlainObject).map((row) => pick(row, PURCHASE_KEYS))]]
			: [];
	});
	return { ...pick(profile, PROFILE_KEYS), ...Object.fromEntries(lists) };
}

/**
 * `GET /v1/user/user-and-subscription-details` and `…/user-and-purchase-details` (spec:
 * `getUserAndSubscriptions`, `getUserAndPurchases`). Both need no sign-in; the key and secret go along all
 * the same, as they go to the same host with every other call and a server does not look at what it does not need.
 */
export const getDetails: Operation = {
	value: 'getDetails',
	name: 'Get Details',
	action: 'Get profile and purchases of user',
	description: 'Get the profile of one reader, with subscriptions or purchases. Changes nothing.',
	calls: ['getUserAndSubscriptions', 'getUserAndPurchases'],
	properties: [
		userProperty('The reader to get. Conscent finds them by ID, email address or phone number.'),
		CLIENT_ID,
		DETAILS,
		...PURCHASE_PROPERTIES,
		SIMPLIFY,
	],

	prepare(parameters) {
		const isSimple = parameters.isOn(SIMPLIFY.name);
		const user = readUser(parameters);
		const query = { clientId: readClientId(parameters), [QUERY_KEYS[user.mode]]: user.written };
		const toItem = (json: IDataObject) => (isSimple ? unlessEmpty(simplify(json), json) : json);
		if (parameters.choice(DETAILS.name) === 'purchases') {
			const limit = readLimit(parameters);
			const filters = readFilters(parameters, FILTERS);
			return { steps: () => userDetailsWithPurchases({ ...query, ...filters }, limit, toItem) };
		}
		return {
			request: {
				method: 'GET',
				path: path`/${CALLS.getUserAndSubscriptions.version}/user/user-and-subscription-details`,
				query,
				idempotent: true,
			},
			output: (response) => toItem(responseJson(response)),
		};
	},
};
