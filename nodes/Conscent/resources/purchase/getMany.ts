import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY } from '../../../shared/input/fields/returned';
import { listing } from '../../../shared/output/paging';
import type { Parameters } from '../../../shared/input/parameters';
import { parseOneOf } from '../../../shared/input/parse/text';
import type { PurchaseType } from '../../listings/purchases';
import { purchasePages } from '../../listings/purchases';
import {
	EMAIL_FILTER,
	PHONE_FILTER,
	USER_ID_FILTER,
	filtersProperty,
	fromFilter,
	readFilters,
	toFilter,
	updatedFilter,
} from '../../fields/filters';
import { TIER_FILTER_LIST, parseChosenId, planProperty, tierProperty } from '../../fields/plan';

const TYPE: INodeProperties = {
	displayName: 'Type',
	name: 'purchaseType',
	type: 'options',
	options: [
		{ name: 'All', value: 'all', description: 'With fewer details, and without the user ID' },
		{ name: 'Micropayments', value: 'micropayments', description: 'Single contents' },
		{ name: 'Passes', value: 'passes', description: 'Access for a time' },
		{ name: 'Subscriptions', value: 'subscriptions', description: 'With the most filters' },
	],
	default: 'subscriptions',
	description: 'Which purchases to get',
};

/** Spec: `PurchaseStatus`. */
const STATUSES = [
	{ name: 'Active', value: 'ACTIVE', description: 'Valid' },
	{ name: 'Churned', value: 'CHURNED', description: 'Renewal failed until the limit of retries' },
	{ name: 'Deleted', value: 'DELETED', description: 'Removed for good' },
	{ name: 'Inactive', value: 'INACTIVE', description: 'Expired' },
	{ name: 'Refund Initiated', value: 'REFUND_INITIATED', description: 'A refund is under way' },
	{ name: 'Revoked', value: 'REVOKED', description: 'Taken away by hand' },
];

const STATUS_FILTER: BodyField = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: STATUSES,
		default: 'ACTIVE',
		description: 'Only purchases in this status',
	},
	parse: parseOneOf(STATUSES.map(({ value }) => value)),
};

/** Conscent's page on passes, micropayments and all purchases asks for email or phone; v1's older page does not. */
const COMMON_FILTERS: readonly BodyField[] = [
	EMAIL_FILTER,
	fromFilter('purchases'),
	PHONE_FILTER,
	toFilter('purchases'),
	USER_ID_FILTER,
];

const SUBSCRIPTION_FILTERS: readonly BodyField[] = [
	...COMMON_FILTERS,
	STATUS_FILTER,
	// The API writes the second D in capitals, here only.
	{
		property: planProperty('Only purchases of this plan'),
		key: 'subscriptionID',
		parse: parseChosenId,
	},
	{
		property: tierProperty('Only purchases of this tier of a plan', 'Tier', TIER_FILTER_LIST),
		parse: parseChosenId,
	},
	updatedFilter('Updated After', 'updatedAtFrom', 'after'),
	updatedFilter('Updated Before', 'updatedAtTo', 'before'),
];

const SIMPLE_KEYS: Readonly<Record<PurchaseType, readonly string[]>> = {
	subscriptions: [
		'purchaseId',
		'userId',
		'userEmail',
		'userName',
		'status',
		'subscriptionId',
		'tierId',
		'price',
		'expiryDate',
		'createdAt',
	],
	passes: purchaseKeys(),
	micropayments: purchaseKeys(),
	all: [
		'_id',
		'userAccount',
		'type',
		'contentId',
		'price',
		'buyingPrice',
		'promotional',
		'createdAt',
	],
};

function purchaseKeys(): string[] {
	return [
		'userId',
		'userEmail',
		'userPhoneNumber',
		'userName',
		'clientContentId',
		'contentId',
		'price',
		'priceDetails',
		'expiryDate',
		'createdAt',
	];
}

const TYPES = Object.keys(SIMPLE_KEYS) as PurchaseType[];
const readType = parseOneOf(TYPES);

function filtersFor(type: PurchaseType): readonly BodyField[] {
	return type === 'subscriptions' ? SUBSCRIPTION_FILTERS : COMMON_FILTERS;
}

function typeOf(parameters: Parameters): PurchaseType {
	return readType(parameters.value(TYPE.name), TYPE.displayName);
}

/** `GET …/client/purchases…` (spec: `getSubscriptionPurchases`, `getPasses`, `getMicropayments`, `getPurchases`). */
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many purchases and subscriptions',
	description:
		'List what readers bought: subscriptions, passes or single contents, of one reader or of all. Changes nothing.',
	calls: ['getSubscriptionPurchases', 'getPasses', 'getMicropayments', 'getPurchases'],
	properties: [
		TYPE,
		RETURN_ALL,
		LIMIT,
		{
			...filtersProperty(SUBSCRIPTION_FILTERS),
			displayOptions: { show: { [TYPE.name]: ['subscriptions'] } },
		},
		{
			...filtersProperty(
				COMMON_FILTERS,
				"Which purchases to list. Conscent's newer pages ask for an email address or a phone number here",
			),
			displayOptions: { hide: { [TYPE.name]: ['subscriptions'] } },
		},
		SIMPLIFY,
	],

	prepare(parameters) {
		const type = typeOf(parameters);
		return listing(
			purchasePages(type, readFilters(parameters, filtersFor(type))),
			parameters,
			SIMPLE_KEYS[type],
		);
	},
};
