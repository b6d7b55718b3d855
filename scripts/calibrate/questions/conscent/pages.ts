/** How many rows a page may have, and what the lists say of their pages. */
import { PAGE_SIZES } from '../../../../nodes/Conscent/apiFacts';
import type { Asking, CallResponse, PlannedCall, Steps } from '../../question';
import { isRefused, open, pointer, question, rowsAt, told, valueAt } from '../../question';

const PURCHASES = '/v2/client/purchases/subscriptions';
const MAXIMUM = 2000;

interface Listing {
	readonly id: string;
	readonly path: string;
	readonly sizeKey: string;
	readonly size: number;
	readonly rowsKey: string;
	/** Where the size's parameter stands in the spec. */
	readonly at: string;
	/** The key of the page's number; without it, rows are skipped. */
	readonly pageKey: 'pageNumber' | 'skip';
}

function parameterAt(path: string, index: number): string {
	return pointer('paths', path, 'get', 'parameters', String(index));
}

function listing(
	id: string,
	path: string,
	rowsKey: string,
	size: number,
	at: string,
	sizeKey = 'pageSize',
	pageKey: Listing['pageKey'] = 'pageNumber',
): Listing {
	return { id, path, rowsKey, size, at, sizeKey, pageKey };
}

const PLANS = '/v2/client/subscription-plans';
const TRANSACTIONS = '/v2/client/get-all-transactions';
const CONTENTS = '/v1/content/client';

const LISTINGS: readonly Listing[] = [
	listing('purchases', PURCHASES, 'purchases', PAGE_SIZES.purchases, parameterAt(PURCHASES, 11)),
	listing(
		'passes',
		'/v1/client/purchases/passes',
		'purchases',
		PAGE_SIZES.purchases,
		'/components/parameters/ClientPageSize',
	),
	listing(
		'plans',
		PLANS,
		'subscriptionPlans',
		PAGE_SIZES.plans,
		parameterAt(PLANS, 4),
		'showRecords',
	),
	listing(
		'transactions',
		TRANSACTIONS,
		'data',
		PAGE_SIZES.transactions,
		parameterAt(TRANSACTIONS, 5),
		'limit',
		'skip',
	),
	listing('contents', CONTENTS, 'content', PAGE_SIZES.contents, parameterAt(CONTENTS, 1)),
];

function factOf({ id }: Listing): string {
	return `pages.${id}`;
}

function firstPage({ path, sizeKey, size }: Listing): PlannedCall {
	return { method: 'GET', path, query: { [sizeKey]: size } };
}

function nextPage(list: Listing): PlannedCall {
	return { ...firstPage(list), query: { [list.sizeKey]: list.size, [list.pageKey]: 2 } };
}

/** What the response says how large its page is. */
function saidSize({ body }: CallResponse): number | undefined {
	const said = [
		valueAt(body, 'paginationInfo', 'pageSize'),
		valueAt(body, 'pagination', 'pageSize'),
	];
	return said.find((size) => typeof size === 'number');
}

function* granted(
	list: Listing,
	calls: Readonly<Record<string, PlannedCall>>,
): Asking<CallResponse> {
	const { id, size, rowsKey, sizeKey, pageKey } = list;
	const fact = factOf(list);
	const first = yield { call: calls[id] as PlannedCall };
	const rows = rowsAt(first.body, rowsKey).length;
	const said = saidSize(first);
	if (isRefused(first)) yield told(fact, 'refused', `HTTP ${first.status}`, first);
	else if (rows >= size) yield told(fact, rows, `${rows} rows came`, first);
	else if (said !== undefined && said !== size) {
		yield told(fact, said, `${size} were asked for, the response says ${said}`, first);
	} else if (rows > 0) {
		const call = calls[`${id}Next`] as PlannedCall;
		const query = { [sizeKey]: size, [pageKey]: pageKey === 'skip' ? rows : 2 };
		const second = yield { call, query };
		const more = rowsAt(second.body, rowsKey).length;
		if (more > 0) yield told(fact, rows, `${rows} rows came, and there were more`, first, second);
		else yield open(fact, `There are only ${rows} rows, fewer than the ${size} asked for`);
	} else yield open(fact, 'There are no rows');
	return first;
}

function* aboveMaximum(call: PlannedCall): Steps {
	const fact = 'pages.above-maximum';
	const response = yield { call };
	const said = saidSize(response);
	const rows = rowsAt(response.body, 'purchases').length;
	if (isRefused(response)) yield told(fact, 'refused', `HTTP ${response.status}`, response);
	else if (rows > MAXIMUM || said === MAXIMUM + 1) {
		yield told(fact, 'granted', `${said ?? rows} rows are granted`, response);
	} else if (said !== undefined) yield told(fact, 'capped', `It gives ${said}`, response);
	else yield open(fact, `It is taken, and there are only ${rows} rows`);
}

export const pages = question({
	id: 'pages',
	title: 'How many rows may a page have?',
	kind: 'read',
	facts: () => [
		...LISTINGS.map((list) => ({
			id: factOf(list),
			statement: `A page of ${list.size} ${list.id} is granted`,
			at: list.at,
			mark: 'x-granted-page',
			believedBy: ['nodes/Conscent/apiFacts.ts', 'test/engine/operationsPaging.test.ts'],
		})),
		{
			id: 'pages.above-maximum',
			statement: `A page of more than ${MAXIMUM} purchases is refused`,
			at: parameterAt(PURCHASES, 11),
			mark: 'x-above-maximum',
		},
		{
			id: 'pages.pagination-info',
			statement: "The list of purchases tells its page in 'paginationInfo'",
			at: '/components/schemas/SubscriptionPurchases/properties/paginationInfo',
			believedBy: ['nodes/Conscent/listings/listing.ts'],
		},
	],
	calls: (): Readonly<Record<string, PlannedCall>> => ({
		...Object.fromEntries(
			LISTINGS.flatMap((list) => [
				[list.id, firstPage(list)],
				[`${list.id}Next`, nextPage(list)],
			]),
		),
		aboveMaximum: { method: 'GET', path: PURCHASES, query: { pageSize: MAXIMUM + 1 } },
	}),
	*steps(calls) {
		for (const list of LISTINGS) {
			const first = yield* granted(list, calls);
			if (list.id === 'purchases' && !isRefused(first)) {
				const has = valueAt(first.body, 'paginationInfo') !== undefined;
				yield told('pages.pagination-info', has, has ? 'It does' : 'It does not', first);
			}
		}
		yield* aboveMaximum(calls['aboveMaximum'] as PlannedCall);
	},
});
