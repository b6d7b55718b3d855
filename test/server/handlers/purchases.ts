import type { MockResponse } from '../responses';
import { ok } from '../responses';
import type { Call, OperationHandler } from '../call';
import type { Purchase } from '../purchases';
import { namedUsers, pageOf, pagination, paginationInfo, timeFilter } from './filters';
import { clientPurchaseRow, purchaseRow, subscriptionPurchaseRow, transactionRow } from './rows';

const DEFAULT_PAGE_SIZE = 500;
const DEFAULT_ALL_PURCHASES_PAGE_SIZE = 10;
const DEFAULT_TRANSACTIONS = 10;

/** The filters that all lists of purchases share. */
function purchasesOf({ query, state }: Call, kind?: Purchase['kind']): Purchase[] {
	const users = namedUsers(query, state);
	const isInTime = timeFilter(query['from'], query['to']);
	return state.purchases.filter(
		(purchase) =>
			(kind === undefined || purchase.kind === kind) &&
			(users === undefined || users.has(purchase.userId)) &&
			isInTime(purchase.createdMs),
	);
}

export function getSubscriptionPurchases(call: Call): MockResponse {
	const { query, state } = call;
	const { status, subscriptionID, tierId } = query;
	const isChangedInTime = timeFilter(query['updatedAtFrom'], query['updatedAtTo']);
	const found = purchasesOf(call, 'SUBSCRIPTION').filter(
		(purchase) =>
			(status === undefined || purchase.status === status) &&
			(subscriptionID === undefined || purchase.itemId === subscriptionID) &&
			(tierId === undefined || purchase.tierId === tierId) &&
			isChangedInTime(purchase.updatedMs),
	);
	const page = pageOf(found, query, DEFAULT_PAGE_SIZE);
	const purchases = page.rows.map((purchase) => subscriptionPurchaseRow(purchase, state));
	return ok({ purchases, paginationInfo: paginationInfo(page) });
}

function listOf(kind: Purchase['kind']): OperationHandler {
	return (call) => {
		const page = pageOf(purchasesOf(call, kind), call.query, DEFAULT_PAGE_SIZE);
		const purchases = page.rows.map((purchase) => purchaseRow(purchase, call.state));
		return ok({ purchases, paginationInfo: paginationInfo(page) });
	};
}

export const getSubscriptionPurchasesV1 = listOf('SUBSCRIPTION');
export const getPasses = listOf('PASS');
export const getMicropayments = listOf('CONTENT');

export function getPurchases(call: Call): MockResponse {
	const page = pageOf(purchasesOf(call), call.query, DEFAULT_ALL_PURCHASES_PAGE_SIZE);
	const transactionDetails = page.rows.map((purchase) => clientPurchaseRow(purchase, call.state));
	return ok({ transactionDetails, pagination: pagination(page) });
}

export function getTransactions({ query, state }: Call): MockResponse {
	const { skip = 0, limit = DEFAULT_TRANSACTIONS } = query as { skip?: number; limit?: number };
	const users = namedUsers(query, state);
	const isInTime = timeFilter(query['from'], query['to']);
	const found = state.transactions.filter(
		({ userId, createdMs }) => (users === undefined || users.has(userId)) && isInTime(createdMs),
	);
	const data = found
		.slice(skip, skip + limit)
		.map((transaction) => transactionRow(transaction, state));
	return ok({ data });
}
