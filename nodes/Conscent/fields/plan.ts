import type { INodeProperties } from 'n8n-workflow';

import { listLocator } from '../../shared/input/fields/locators';
import type { Parse } from '../../shared/input/parse/text';
import { isEmpty, isPlainObject, parseId } from '../../shared/input/parse/text';

/** The lists of the editor: `methods/index.ts` has the functions of these names. */
export const PLAN_LIST = 'searchSubscriptionPlans';
export const TIER_LIST = 'searchTiers';
export const TIER_FILTER_LIST = 'searchTiersOfFilter';

export const PLAN_LABEL = 'Subscription Plan';

/** A subscription plan, from a list of all plans. */
export function planProperty(description: string): INodeProperties {
	const placeholder = 'e.g. 66052fa93d9bc90560386b94';
	return listLocator(
		{ displayName: PLAN_LABEL, name: 'subscriptionId', placeholder, description },
		PLAN_LIST,
	);
}

/** A tier: a plan's duration and price. Its list holds those of the chosen plan. */
export function tierProperty(
	description: string,
	displayName = 'Tier',
	searchListMethod = TIER_LIST,
): INodeProperties {
	const placeholder = 'e.g. 668665db404fa5123f1943cb';
	return listLocator({ displayName, name: 'tierId', placeholder, description }, searchListMethod);
}

/** The ID that a list or a text field holds; undefined where nothing was chosen. */
export const parseChosenId: Parse<string | undefined> = (value, field) => {
	const id = isPlainObject(value) && 'value' in value ? value['value'] : value;
	return isEmpty(id) ? undefined : parseId(id, field);
};
