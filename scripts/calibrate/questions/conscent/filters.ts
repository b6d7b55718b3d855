/** How exactly the filters by email address and by phone number compare. */
import type { CallResponse, Json, PlannedCall, Steps } from '../../question';
import { isRefused, open, question, rowsAt, told } from '../../question';

const ROWS = 10;

/** A domain that can have no mail (RFC 2606), and a number that nobody can have. */
const NOBODY = { email: 'nobody@calibrate.invalid', phoneNumber: '0000000000' } as const;

interface Filter {
	readonly id: string;
	readonly path: string;
	readonly sizeKey: string;
	readonly rowsKey: string;
	readonly key: 'email' | 'phoneNumber';
	/** Where rows hold what is filtered by. */
	readonly rowKey: 'userEmail' | 'userPhoneNumber';
	readonly parameter: string;
}

const PURCHASES = {
	path: '/v2/client/purchases/subscriptions',
	sizeKey: 'pageSize',
	rowsKey: 'purchases',
};
const TRANSACTIONS = { path: '/v2/client/get-all-transactions', sizeKey: 'limit', rowsKey: 'data' };

const FILTERS: readonly Filter[] = [
	{
		...PURCHASES,
		id: 'purchases.email',
		key: 'email',
		rowKey: 'userEmail',
		parameter: 'PurchasesEmail',
	},
	{
		...PURCHASES,
		id: 'purchases.phone',
		key: 'phoneNumber',
		rowKey: 'userPhoneNumber',
		parameter: 'PurchasesPhoneNumber',
	},
	{
		...TRANSACTIONS,
		id: 'transactions.email',
		key: 'email',
		rowKey: 'userEmail',
		parameter: 'TransactionsEmail',
	},
];

const TRIES = ['exact', 'nobody', 'part', 'case'] as const;
type Try = (typeof TRIES)[number];

const PLACEHOLDERS: Readonly<Record<Try, string>> = {
	exact: '‹of a row›',
	nobody: '‹of nobody›',
	part: '‹of a row, without its last character›',
	case: '‹of a row, capitals and small letters swapped›',
};

function hasTry({ key }: Filter, kind: Try): boolean {
	return key === 'email' || kind !== 'case';
}

function swappedCase(text: string): string {
	return text.replace(/./gu, (letter) =>
		letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
	);
}

function valueFor(kind: Try, value: string, { key }: Filter): string {
	const values: Record<Try, () => string> = {
		exact: () => value,
		nobody: () => NOBODY[key],
		part: () => value.slice(0, -1),
		case: () => swappedCase(value),
	};
	return values[kind]();
}

/** The named reader's own row first, as it is the least about others. */
function sample(rows: readonly Json[], rowKey: string, userId: string): string | undefined {
	const usable = rows.filter((row) => typeof row[rowKey] === 'string' && row[rowKey] !== '');
	const row = usable.find((one) => one['userId'] === userId) ?? usable[0];
	return row && String(row[rowKey]);
}

/** By which tries found rows. */
function matchOf(found: Readonly<Record<Try, boolean>>, key: Filter['key']): string {
	if (found.nobody) return 'ignored';
	if (found.part) return 'loose';
	return found.case && key === 'email' ? 'ignores-case' : 'exact';
}

function callOf({ path, sizeKey, key }: Filter, kind: Try): PlannedCall {
	return { method: 'GET', path, query: { [key]: PLACEHOLDERS[kind], [sizeKey]: ROWS } };
}

function* askFilter(
	filter: Filter,
	value: string,
	calls: Readonly<Record<string, PlannedCall>>,
): Steps {
	const fact = `filters.${filter.id}`;
	const responses: CallResponse[] = [];
	const found: Record<Try, boolean> = { exact: false, nobody: false, part: false, case: false };
	for (const kind of TRIES.filter((one) => hasTry(filter, one))) {
		const call = calls[`${filter.id}.${kind}`] as PlannedCall;
		const query = { ...call.query, [filter.key]: valueFor(kind, value, filter) };
		const response = yield { call, query };
		responses.push(response);
		// Half a number may be refused; that it finds nobody is all that counts.
		found[kind] = !isRefused(response) && rowsAt(response.body, filter.rowsKey).length > 0;
	}
	const names = TRIES.filter((kind) => found[kind]).map((kind) => PLACEHOLDERS[kind]);
	if (!found.exact) yield open(fact, 'The exact value found no row');
	else yield told(fact, matchOf(found, filter.key), `Found by ${names.join(', ')}`, ...responses);
}

export const filters = question({
	id: 'filters',
	title: 'Do the filters by email address and phone number match exactly, and by case?',
	kind: 'read',
	facts: () =>
		FILTERS.map(({ id, parameter }) => ({
			id: `filters.${id}`,
			statement: `How the filter ${id} compares`,
			at: `/components/parameters/${parameter}`,
			mark: 'x-match',
			believedBy: ['nodes/Conscent/users/match.ts', 'test/server/state.ts'],
		})),
	calls: (): Readonly<Record<string, PlannedCall>> => ({
		rowsOfPurchases: { method: 'GET', path: PURCHASES.path, query: { pageSize: ROWS } },
		rowsOfTransactions: { method: 'GET', path: TRANSACTIONS.path, query: { limit: ROWS } },
		...Object.fromEntries(
			FILTERS.flatMap((filter) =>
				TRIES.filter((kind) => hasTry(filter, kind)).map((kind) => [
					`${filter.id}.${kind}`,
					callOf(filter, kind),
				]),
			),
		),
	}),
	*steps(calls, { userId }) {
		const purchases = yield { call: calls['rowsOfPurchases'] as PlannedCall };
		const transactions = yield { call: calls['rowsOfTransactions'] as PlannedCall };
		for (const filter of FILTERS) {
			const listed = filter.rowsKey === 'data' ? transactions : purchases;
			const value = sample(rowsAt(listed.body, filter.rowsKey), filter.rowKey, userId);
			if (value === undefined)
				yield open(`filters.${filter.id}`, 'No row has a value to filter by');
			else yield* askFilter(filter, value, calls);
		}
	},
});
