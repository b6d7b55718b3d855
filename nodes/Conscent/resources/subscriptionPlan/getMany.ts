import type { BodyField } from '../../../shared/input/body';
import { planPages } from '../../listings/plans';
import { fromFilter, toFilter } from '../../fields/filters';
import { parseChosenId, planProperty } from '../../fields/plan';
import { listOperation } from '../listOperation';

const FILTERS: readonly BodyField[] = [
	fromFilter('plans'),
	{ property: planProperty('Only this plan'), parse: parseChosenId },
	toFilter('plans'),
];

const SIMPLE_KEYS = [
	'_id',
	'title',
	'tiers',
	'benefits',
	'physical',
	'digital',
	'adFree',
	'freeTrial',
	'couponsEnabled',
	'billingCycleType',
];

/** `GET /v2/client/subscription-plans` (spec: `getSubscriptionPlans`). */
export const getMany = listOperation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many subscription plans',
	description:
		'List the subscription plans that are on offer, with their tiers, IDs and prices. Changes nothing.',
	calls: ['getSubscriptionPlans'],
	filters: FILTERS,
	pages: planPages,
	simpleKeys: SIMPLE_KEYS,
});
