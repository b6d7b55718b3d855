import type { BodyField } from '../../../shared/input/body';
import type { Operation } from '../../../shared/operation';
import { LIMIT, RETURN_ALL, SIMPLIFY } from '../../../shared/input/fields/returned';
import { listing } from '../../../shared/output/paging';
import { planPages } from '../../listings/plans';
import { filtersProperty, fromFilter, readFilters, toFilter } from '../../fields/filters';
import { parseChosenId, planProperty } from '../../fields/plan';

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
export const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many subscription plans',
	description:
		'List the subscription plans that are on offer, with their tiers, IDs and prices. Changes nothing.',
	calls: ['getSubscriptionPlans'],
	properties: [RETURN_ALL, LIMIT, filtersProperty(FILTERS), SIMPLIFY],

	prepare: (parameters) =>
		listing(planPages(readFilters(parameters, FILTERS)), parameters, SIMPLE_KEYS),
};
