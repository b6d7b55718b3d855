import type { IDataObject, INodeListSearchItems, INodeType } from 'n8n-workflow';

import { listForEditor } from '../../shared/editor/listSearch';
import { isEmpty, isPlainObject } from '../../shared/input/parse/text';
import { planPages } from '../listings/plans';
import { PLAN_LIST, TIER_LIST } from '../fields/plan';
import { conscent } from '../service';

/** The lists of the editor, by the names that `fields/plan.ts` gives them. */
export const methods: NonNullable<INodeType['methods']> = {
	listSearch: {
		async [PLAN_LIST](filter) {
			const list = { service: conscent, pages: planPages({}), toItems: planItems };
			return { results: await listForEditor(this, list, filter) };
		},

		async [TIER_LIST](filter) {
			const plan = this.getCurrentNodeParameter('subscriptionId', { extractValue: true });
			const filters = isEmpty(plan) ? {} : { subscriptionId: String(plan) };
			const list = { service: conscent, pages: planPages(filters), toItems: tierItems };
			return { results: await listForEditor(this, list, filter) };
		},
	},
};

function planItems({ _id, title }: IDataObject): INodeListSearchItems[] {
	return isEmpty(_id) ? [] : [{ name: String(title ?? _id), value: String(_id) }];
}

function tierItems({ title, tiers }: IDataObject): INodeListSearchItems[] {
	const rows = Array.isArray(tiers) ? tiers.filter(isPlainObject) : [];
	return rows
		.filter(({ _id }) => !isEmpty(_id))
		.map((tier) => ({ name: `${String(title)}: ${tierName(tier)}`, value: String(tier['_id']) }));
}

/** Few tiers have a name: without one they are told apart by duration and price. */
function tierName({ tierName: name, duration, price, currency }: IDataObject): string {
	if (!isEmpty(name)) return String(name);
	const months = `${String(duration)} month${duration === 1 ? '' : 's'}`;
	return `${months}, ${String(price)} ${String(currency)}`;
}
