/** How many addresses of Commerce Engine a page may have. */
import type { PlannedCall } from '../../question';
import { isRefused, open, question, rowsAt, told, valueAt } from '../../question';

const FACT = 'pages.addresses';
const SIZE = 50;

export const addressPages = question({
	id: 'pages',
	title: 'How many addresses may a page have?',
	kind: 'read',
	facts: () => [
		{
			id: FACT,
			statement: `A page of ${SIZE} addresses is granted`,
			at: '/components/parameters/PageLimit',
			mark: 'x-granted-page',
			believedBy: ['nodes/CommerceEngine/resources/address/getMany.ts'],
		},
	],
	calls: ({ userId }): Record<'user' | 'addresses', PlannedCall> => ({
		user: { method: 'GET', path: `/auth/user/${encodeURIComponent(userId)}` },
		addresses: {
			method: 'GET',
			path: '/customers/‹of the user›/addresses',
			query: { limit: SIZE },
		},
	}),
	*steps({ user, addresses }) {
		const customerId = valueAt((yield { call: user }).body, 'content', 'user', 'customer_id');
		if (typeof customerId !== 'string') {
			yield open(FACT, 'The user has no customer');
			return;
		}
		const page = yield { call: addresses, id: customerId };
		const rows = rowsAt(valueAt(page.body, 'content'), 'addresses').length;
		const said = valueAt(page.body, 'content', 'pagination', 'limit');
		if (isRefused(page)) yield told(FACT, 'refused', `HTTP ${page.status}`, page);
		else if (rows >= SIZE) yield told(FACT, rows, `${rows} came`, page);
		else if (typeof said === 'number' && said !== SIZE) {
			yield told(FACT, said, `${SIZE} were asked for, the response says ${said}`, page);
		} else yield open(FACT, `There are only ${rows}`);
	},
});
