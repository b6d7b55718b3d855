import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse, Steps } from '../../shared/operation';
import type { PagedCall } from '../../shared/output/paging';
import { PageReader, nextPage } from '../../shared/output/paging';
import { responseJson } from '../../shared/output/response';
import { path } from '../../shared/input/path';
import { CALLS } from '../apiFacts';
import { purchasePagesAt } from './purchases';

/** Where a user's details hold what the user bought. */
export const PURCHASE_LISTS = ['userSubscriptions', 'passes', 'payPerUses'] as const;

/** The lists of a page one after the other: each row names the list it is from. */
function rowsOfAllLists(response: ApiResponse): IDataObject[] {
	const json = responseJson(response);
	return PURCHASE_LISTS.flatMap((list) => {
		const rows = json[list];
		return Array.isArray(rows) ? (rows as IDataObject[]).map((row) => ({ list, row })) : [];
	});
}

function userPurchasePages(query: IDataObject): PagedCall {
	return purchasePagesAt(
		path`/${CALLS.getUserAndPurchases.version}/user/user-and-purchase-details`,
		query,
		(response) => ({ rows: rowsOfAllLists(response) }),
	);
}

/**
 * A user's details, with the purchases of all pages in their lists (spec: `getUserAndPurchases`). Whether a page's size
 * is meant for each list or for all of them is unknown: pages are read until one holds no purchase.
 *
 * @param limit purchases at most, of all lists together
 */
export function* userDetailsWithPurchases(
	query: IDataObject,
	limit: number,
	toItem: (details: IDataObject) => IDataObject,
): Steps {
	const reader = new PageReader(userPurchasePages(query), limit);
	const rows: IDataObject[] = [];
	let details: IDataObject | undefined;
	while (reader.hasMore) {
		const page = yield* nextPage(reader);
		if (page.response) details ??= responseJson(page.response);
		rows.push(...page.rows);
	}
	return toItem({ ...details, ...listsOf(rows, details) });
}

/** Only the lists that a page has, if only as empty ones. */
function listsOf(rows: readonly IDataObject[], details: IDataObject = {}): IDataObject {
	const inList = (list: string) => rows.filter((row) => row['list'] === list);
	const lists = PURCHASE_LISTS.filter(
		(list) => Array.isArray(details[list]) || inList(list).length > 0,
	);
	return Object.fromEntries(lists.map((list) => [list, inList(list).map(({ row }) => row)]));
}
