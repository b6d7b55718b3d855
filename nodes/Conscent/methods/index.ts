import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeType,
} from 'n8n-workflow';

import type { EditorList } from '../../shared/editor/listSearch';
import { chosenValue, listSearch, loadOptions } from '../../shared/editor/listSearch';
import type { PagedCall } from '../../shared/output/paging';
import { isEmail, isEmpty, isPlainObject } from '../../shared/input/parse/text';
import { CONTENT_OPTIONS } from '../fields/content';
import { BUNDLE_LIST, CONTENT_LIST } from '../fields/contentLocators';
import { PLAN_LABEL, PLAN_LIST, TIER_FILTER_LIST, TIER_LIST } from '../fields/plan';
import { bundlePages, contentPages } from '../listings/contents';
import { planPages } from '../listings/plans';
import { purchasePages } from '../listings/purchases';
import { conscent } from '../service';
import { SUBSCRIBER_LIST } from '../users/userReference';

/** The lists of the editor, by the names that the fields give them. */
export const methods: NonNullable<INodeType['methods']> = {
	listSearch: {
		[PLAN_LIST]: listSearch(() => list(planPages({}), planItems)),
		[TIER_LIST]: listSearch((context) => tiersOf(context, 'subscriptionId')),
		[TIER_FILTER_LIST]: listSearch((context) => tiersOf(context, 'filters.subscriptionId')),
		[CONTENT_LIST]: listSearch(contents),
		[BUNDLE_LIST]: listSearch(() => list(bundlePages, contentItems)),
		[SUBSCRIBER_LIST]: listSearch((_context, typed) =>
			// A whole address is searched by the API, so that nobody is missed in a long list.
			list(purchasePages('subscriptions', isEmail(typed) ? { email: typed } : {}), userItems),
		),
	},
	loadOptions: { [CONTENT_OPTIONS]: loadOptions(contents) },
};

function contents(): EditorList {
	return list(contentPages, contentItems);
}

function list(pages: PagedCall, toItems: EditorList['toItems']): EditorList {
	return { service: conscent, pages, toItems };
}

/** @param planPath the field of the plan whose tiers are listed; those of all plans where none is chosen */
function tiersOf(context: ILoadOptionsFunctions, planPath: string): EditorList {
	const subscriptionId = chosenValue(context, planPath, PLAN_LABEL);
	return list(planPages(subscriptionId === undefined ? {} : { subscriptionId }), tierItems);
}

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

function contentItems({ contentId, title }: IDataObject): INodeListSearchItems[] {
	if (isEmpty(contentId)) return [];
	const name = isEmpty(title) ? String(contentId) : `${String(title)} (${String(contentId)})`;
	return [{ name, value: String(contentId) }];
}

/** Who bought a subscription: Conscent lists its users in no other way. */
function userItems(row: IDataObject): INodeListSearchItems[] {
	const { userId, userName, userEmail, userPhoneNumber } = row;
	if (isEmpty(userId)) return [];
	const contact = [userEmail, userPhoneNumber].find((each) => !isEmpty(each));
	const parts = [userName, contact].filter((part) => !isEmpty(part)).map(String);
	return [{ name: parts.join(', ') || String(userId), value: String(userId) }];
}
