import type { INodeProperties } from 'n8n-workflow';

import type { Parse } from '../../shared/input/parse/text';
import { isEmpty, isPlainObject, parseId } from '../../shared/input/parse/text';

/** The lists of the editor: `methods/index.ts` has the functions of these names. */
export const PLAN_LIST = 'searchSubscriptionPlans';
export const TIER_LIST = 'searchTiers';

interface RecordTexts {
	readonly displayName: string;
	readonly name: string;
	readonly description: string;
}

function recordProperty(
	texts: RecordTexts,
	searchListMethod: string,
	placeholder: string,
): INodeProperties {
	return {
		...texts,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
	};
}

/** A subscription plan, from a list of all plans. */
export function planProperty(description: string): INodeProperties {
	return recordProperty(
		{ displayName: 'Subscription Plan', name: 'subscriptionId', description },
		PLAN_LIST,
		'e.g. 66052fa93d9bc90560386b94',
	);
}

/** A tier: a plan's duration and price. Its list holds those of the chosen plan. */
export function tierProperty(description: string): INodeProperties {
	return recordProperty(
		{ displayName: 'Tier', name: 'tierId', description },
		TIER_LIST,
		'e.g. 668665db404fa5123f1943cb',
	);
}

/** The ID that a list or a text field holds; undefined where nothing was chosen. */
export const parseChosenId: Parse<string | undefined> = (value, field) => {
	const id = isPlainObject(value) && 'value' in value ? value['value'] : value;
	return isEmpty(id) ? undefined : parseId(id, field);
};
