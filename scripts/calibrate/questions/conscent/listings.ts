/** What lists give: how many rows a page has, what rows tell, and how filters compare. */
import type { Asking, CallResponse, Json, PlannedCall, Question, Steps } from '../../question';
import { factsOf, isBlank, isRefused, open, rowsAt, told, valueAt } from '../../question';
import { mapValues } from '../../shape';
import { tellGranted } from '../pageSize';
import type { Listing } from './calls';
import { CONTENTS, PASSES, PLANS, PURCHASES, TRANSACTIONS, list } from './calls';

const MAXIMUM = 2000;
const ROWS = 10;

const PAGED = {
	purchases: PURCHASES,
	passes: PASSES,
	plans: PLANS,
	transactions: TRANSACTIONS,
	contents: CONTENTS,
};

/** What the response says how large its page is. */
function saidSize({ body }: CallResponse): number | undefined {
	const said = ['paginationInfo', 'pagination'].map((key) => valueAt(body, key, 'pageSize'));
	return said.find((size) => typeof size === 'number');
}

/** Transactions are skipped, all others have numbered pages. */
function secondPage(listing: Listing, rows: number): PlannedCall {
	return list(listing, listing.size, listing === TRANSACTIONS ? { skip: rows } : { pageNumber: 2 });
}

function* askGranted(id: string, listing: Listing): Asking<CallResponse> {
	const { size, rowsKey } = listing;
	const fact = `pages.${id}`;
	const first = yield { call: id };
	const rows = rowsAt(first.body, rowsKey).length;
	if (yield* tellGranted(fact, size, first, rows, saidSize(first))) return first;
	if (rows === 0) {
		yield* open('There are no rows', fact);
		return first;
	}
	const second = yield { call: `${id}.next`, query: secondPage(listing, rows).query ?? {} };
	const hasMore = rowsAt(second.body, rowsKey).length > 0;
	if (hasMore) yield told(fact, rows, `${rows} rows came, and there were more`, first, second);
	else yield* open(`There are only ${rows} rows, fewer than the ${size} asked for`, fact);
	return first;
}

function* askAboveMaximum(): Steps {
	const response = yield { call: 'aboveMaximum' };
	const said = saidSize(response);
	const rows = rowsAt(response.body, PURCHASES.rowsKey).length;
	const isGranted = rows > MAXIMUM || said === MAXIMUM + 1;
	const given = isGranted ? 'granted' : said && 'capped';
	const text = `HTTP ${response.status}, with ${rows} rows in a page of ${said ?? 'a size it does not tell'}`;
	yield told('pages.above-maximum', isRefused(response) ? 'refused' : given, text, response);
}

export const pages: Question = {
	id: 'pages',
	title: 'How many rows may a page have?',
	kind: 'read',
	facts: [
		...Object.entries(PAGED).map(([id, { size, sizeAt }]) => ({
			id: `pages.${id}`,
			statement: `A page of ${size} ${id} is granted`,
			at: sizeAt,
			mark: 'x-granted-page',
			believedBy: ['nodes/Conscent/apiFacts.ts', 'test/engine/operationsPaging.test.ts'],
		})),
		...factsOf([], {
			'pages.above-maximum': [
				`More than ${MAXIMUM} purchases are refused`,
				PURCHASES.sizeAt,
				'x-above-maximum',
			],
		}),
		...factsOf(['nodes/Conscent/listings/listing.ts'], {
			'pages.pagination-info': [
				"The list of purchases tells its page in 'paginationInfo'",
				'/components/schemas/SubscriptionPurchases/properties/paginationInfo',
			],
		}),
	],
	calls: () => ({
		...Object.fromEntries(
			Object.entries(PAGED).flatMap(([id, listing]) => [
				[id, list(listing, listing.size)],
				[`${id}.next`, secondPage(listing, listing.size)],
			]),
		),
		aboveMaximum: list(PURCHASES, MAXIMUM + 1),
	}),
	*steps() {
		for (const [id, listing] of Object.entries(PAGED)) {
			const first = yield* askGranted(id, listing);
			if (listing !== PURCHASES || isRefused(first)) continue;
			const has = valueAt(first.body, 'paginationInfo') !== undefined;
			yield told('pages.pagination-info', has, has ? 'It does' : 'It does not', first);
		}
		yield* askAboveMaximum();
	},
};

const BOTH_KEYS = ['userEmail', 'userPhoneNumber'];

/** Which keys tell of whom a row is; of a transaction, no page shows a number. */
const WITH_ROWS = {
	purchases: { ...PURCHASES, schema: 'SubscriptionPurchase', keys: BOTH_KEYS },
	transactions: { ...TRANSACTIONS, schema: 'Transaction', keys: ['userEmail'] },
	passes: { ...PASSES, schema: 'Purchase', keys: BOTH_KEYS },
};

/** Readers are found by it. */
export const rows: Question = {
	id: 'rows',
	title: 'Which rows tell the email address and the phone number of the reader?',
	kind: 'read',
	facts: Object.entries(WITH_ROWS).flatMap(([id, { schema, keys }]) =>
		keys.map((key) => ({
			id: `rows.${id}.${key}`,
			statement: `Rows of ${id} have '${key}'`,
			at: `/components/schemas/${schema}/properties/${key}`,
			believedBy: ['nodes/Conscent/users/match.ts', 'nodes/Conscent/users/find.ts'],
		})),
	),
	calls: () => mapValues<Listing, PlannedCall>(WITH_ROWS, (listing) => list(listing, ROWS)),
	*steps() {
		for (const [id, { rowsKey, keys }] of Object.entries(WITH_ROWS)) {
			const response = yield { call: id };
			const found = rowsAt(response.body, rowsKey);
			for (const key of keys) {
				const fact = `rows.${id}.${key}`;
				const has = found.some((row) => typeof row[key] === 'string');
				const isNowhere = found.length > 0 && found.every((row) => !(key in row));
				if (isRefused(response)) yield* open(`HTTP ${response.status}`, fact);
				else if (has) yield told(fact, true, 'They do', response);
				else if (isNowhere) yield told(fact, false, `None of ${found.length} does`, response);
				else yield* open('No row that was seen has a value there', fact);
			}
		}
	},
};

interface Filter {
	readonly listing: 'purchases' | 'transactions';
	readonly key: string;
	/** Where rows hold what is filtered by. */
	readonly rowKey: string;
	/** Where the filter stands in the spec. */
	readonly parameter: string;
	/** A domain that can have no mail (RFC 2606), or a number that nobody can have. */
	readonly nobody: string;
}

const BY_EMAIL = { key: 'email', rowKey: 'userEmail', nobody: 'nobody@calibrate.invalid' };
const BY_PHONE = { key: 'phoneNumber', rowKey: 'userPhoneNumber', nobody: '0000000000' };

const FILTERS: Readonly<Record<string, Filter>> = {
	'purchases.email': { ...BY_EMAIL, listing: 'purchases', parameter: 'PurchasesEmail' },
	'purchases.phone': { ...BY_PHONE, listing: 'purchases', parameter: 'PurchasesPhoneNumber' },
	'transactions.email': { ...BY_EMAIL, listing: 'transactions', parameter: 'TransactionsEmail' },
};

function swappedCase(text: string): string {
	return text.replace(/./gu, (letter) =>
		letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
	);
}

/** What is filtered by, as the plan says it and as it is made of a row's value. */
const TRIES: Readonly<
	Record<string, readonly [placeholder: string, value: (known: string, filter: Filter) => string]>
> = {
	exact: ['‹of a row›', (known) => known],
	nobody: ['‹of nobody›', (_known, { nobody }) => nobody],
	part: ['‹of a row, without its last character›', (known) => known.slice(0, -1)],
	case: ['‹of a row, capitals and small letters swapped›', swappedCase],
};

function triesOf({ key }: Filter) {
	return Object.entries(TRIES).filter(([name]) => key === 'email' || name !== 'case');
}

/** The named reader's own row first, as it is the least about others. */
function sample(found: readonly Json[], rowKey: string, userId: string): string | undefined {
	const usable = found.filter((row) => typeof row[rowKey] === 'string' && !isBlank(row[rowKey]));
	const row = usable.find((one) => one['userId'] === userId) ?? usable[0];
	return row && String(row[rowKey]);
}

/** @param by the tries that found rows */
function matchOf(by: readonly string[]): string | undefined {
	if (!by.includes('exact')) return undefined;
	if (by.includes('nobody')) return 'ignored';
	if (by.includes('part')) return 'loose';
	return by.includes('case') ? 'ignores-case' : 'exact';
}

function* askFilter(id: string, filter: Filter, known: string): Steps {
	const { rowsKey, sizeKey } = WITH_ROWS[filter.listing];
	const responses: CallResponse[] = [];
	const by: string[] = [];
	for (const [name, [, valueOf]] of triesOf(filter)) {
		const query = { [filter.key]: valueOf(known, filter), [sizeKey]: ROWS };
		const response = yield { call: `${id}.${name}`, query };
		responses.push(response);
		// Half a number may be refused; that it finds nobody is all that counts.
		if (!isRefused(response) && rowsAt(response.body, rowsKey).length > 0) by.push(name);
	}
	const match = matchOf(by);
	const text = match === undefined ? 'The exact value found no row' : `Found by ${by.join(', ')}`;
	yield told(`filters.${id}`, match, text, ...responses);
}

export const filters: Question = {
	id: 'filters',
	title: 'Do the filters by email address and phone number match exactly, and by case?',
	kind: 'read',
	facts: Object.entries(FILTERS).map(([id, { parameter }]) => ({
		id: `filters.${id}`,
		statement: `How the filter ${id} compares`,
		at: `/components/parameters/${parameter}`,
		mark: 'x-match',
		believedBy: ['nodes/Conscent/users/match.ts', 'test/server/state.ts'],
	})),
	calls: () => ({
		purchases: list(PURCHASES, ROWS),
		transactions: list(TRANSACTIONS, ROWS),
		...Object.fromEntries(
			Object.entries(FILTERS).flatMap(([id, filter]) =>
				triesOf(filter).map(([name, [placeholder]]) => [
					`${id}.${name}`,
					list(WITH_ROWS[filter.listing], ROWS, { [filter.key]: placeholder }),
				]),
			),
		),
	}),
	*steps({ userId }) {
		const listed = {
			purchases: rowsAt((yield { call: 'purchases' }).body, PURCHASES.rowsKey),
			transactions: rowsAt((yield { call: 'transactions' }).body, TRANSACTIONS.rowsKey),
		};
		for (const [id, filter] of Object.entries(FILTERS)) {
			const known = sample(listed[filter.listing], filter.rowKey, userId);
			if (known === undefined) yield* open('No row has a value to filter by', `filters.${id}`);
			else yield* askFilter(id, filter, known);
		}
	},
};
