/** Which rows of what was bought tell of whom: readers are found by it. */
import type { Json, PlannedCall } from '../../question';
import { isRefused, open, question, rowsAt, told } from '../../question';

const ROWS = 10;

const LISTS = [
	[
		'purchases',
		'/v2/client/purchases/subscriptions',
		'pageSize',
		'purchases',
		'SubscriptionPurchase',
	],
	['transactions', '/v2/client/get-all-transactions', 'limit', 'data', 'Transaction'],
	['passes', '/v1/client/purchases/passes', 'pageSize', 'purchases', 'Purchase'],
] as const;

const KEYS = ['userEmail', 'userPhoneNumber'] as const;

/** Of a transaction, no page shows a number. */
function keysOf(schema: string): readonly string[] {
	return schema === 'Transaction' ? ['userEmail'] : KEYS;
}

function seen(rows: readonly Json[], key: string): boolean | undefined {
	if (rows.some((row) => typeof row[key] === 'string')) return true;
	return rows.some((row) => key in row) ? undefined : false;
}

export const rows = question({
	id: 'rows',
	title: 'Which rows tell the email address and the phone number of the reader?',
	kind: 'read',
	facts: () =>
		LISTS.flatMap(([id, , , , schema]) =>
			keysOf(schema).map((key) => ({
				id: `rows.${id}.${key}`,
				statement: `Rows of ${id} have '${key}'`,
				at: `/components/schemas/${schema}/properties/${key}`,
				believedBy: ['nodes/Conscent/users/match.ts', 'nodes/Conscent/users/find.ts'],
			})),
		),
	calls: (): Readonly<Record<string, PlannedCall>> =>
		Object.fromEntries(
			LISTS.map(([id, path, sizeKey]) => [id, { method: 'GET', path, query: { [sizeKey]: ROWS } }]),
		),
	*steps(calls) {
		for (const [id, , , rowsKey, schema] of LISTS) {
			const response = yield { call: calls[id] as PlannedCall };
			const found = rowsAt(response.body, rowsKey);
			for (const key of keysOf(schema)) {
				const fact = `rows.${id}.${key}`;
				const saw = found.length === 0 ? undefined : seen(found, key);
				if (isRefused(response)) yield open(fact, `HTTP ${response.status}`);
				else if (saw === undefined) yield open(fact, 'No row that was seen has a value there');
				else yield told(fact, saw, saw ? 'They do' : `None of ${found.length} does`, response);
			}
		}
	},
});
