import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { wholeNumber } from '../../../shared/input/fields/bodyFields';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import { responseJson, pick, unlessEmpty } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { isPlainObject } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import { CLIENT_ID, readClientId } from '../../fields/ids';
import { filtersProperty, fromFilter, readFilters, toFilter } from '../../fields/filters';
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

/** Conscent pages these lists together, at 500 rows unless told otherwise and at most 2000. */
const FILTERS: readonly BodyField[] = [
	fromFilter('purchases'),
	toFilter('purchases'),
	wholeNumber('Page Number', 'pageNumber', 'Which page of purchases', 1),
	wholeNumber('Page Size', 'pageSize', 'Purchases per page: 500 unless given, at most 2000', 1),
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

const LISTS = ['userSubscriptions', 'passes', 'payPerUses'];

const QUERY_KEYS = { id: 'userId', email: 'email', phone: 'phoneNumber' } as const satisfies Record<
	UserReference['mode'],
	string
>;

/** The profile's own fields beside the lists, which hold one short record for each purchase. */
function simplify(json: IDataObject): IDataObject {
	const profile = isPlainObject(json['userdetails']) ? json['userdetails'] : {};
	const lists = LISTS.flatMap((key): Array<[string, IDataObject[]]> => {
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
	action: 'Get user details',
	description: 'Get the profile of one reader, with subscriptions or purchases. Changes nothing.',
	calls: ['getUserAndSubscriptions', 'getUserAndPurchases'],
	properties: [
		userProperty('The reader to get. Conscent finds them by ID, email address or phone number.'),
		CLIENT_ID,
		DETAILS,
		{
			...filtersProperty(FILTERS, 'Which purchases to return; the first 500 if no filter is added'),
			displayOptions: { show: { [DETAILS.name]: ['purchases'] } },
		},
		SIMPLIFY,
	],

	prepare(parameters) {
		const isSimple = parameters.isOn(SIMPLIFY.name);
		const user = readUser(parameters);
		const withPurchases = parameters.choice(DETAILS.name) === 'purchases';
		return {
			request: {
				method: 'GET',
				path: withPurchases
					? path`/${CALLS.getUserAndPurchases.version}/user/user-and-purchase-details`
					: path`/${CALLS.getUserAndSubscriptions.version}/user/user-and-subscription-details`,
				query: {
					clientId: readClientId(parameters),
					[QUERY_KEYS[user.mode]]: user.written,
					...(withPurchases ? readFilters(parameters, FILTERS) : {}),
				},
				idempotent: true,
			},
			output(response) {
				const json = responseJson(response);
				return isSimple ? unlessEmpty(simplify(json), json) : json;
			},
		};
	},
};
