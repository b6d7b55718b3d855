import type { Question } from '../question';
import { factsOf, get, isRefused, open, rowsAt, told, valueAt } from '../question';

const FACT = 'pages.addresses';
const SIZE = 50;

/** How many addresses of Commerce Engine a page may have. */
export const addressPages: Question = {
	id: 'pages',
	title: 'How many addresses may a page have?',
	kind: 'read',
	facts: factsOf(['nodes/CommerceEngine/resources/address/getMany.ts'], {
		[FACT]: [
			`A page of ${SIZE} addresses is granted`,
			'/components/parameters/PageLimit',
			'x-granted-page',
		],
	}),
	calls: ({ userId }) => ({
		user: get(`/auth/user/${encodeURIComponent(userId)}`),
		addresses: get('/customers/‹of the user›/addresses', { limit: SIZE }),
	}),
	*steps() {
		const { body: user } = yield { call: 'user' };
		const id = valueAt(user, 'content', 'user', 'customer_id');
		if (typeof id !== 'string') return yield* open('The user has no customer', FACT);
		const page = yield { call: 'addresses', id };
		const rows = rowsAt(page.body, 'content', 'addresses').length;
		const said = valueAt(page.body, 'content', 'pagination', 'limit');
		if (isRefused(page)) yield told(FACT, 'refused', `HTTP ${page.status}`, page);
		else if (rows >= SIZE) yield told(FACT, rows, `${rows} came`, page);
		else if (typeof said === 'number' && said !== SIZE) {
			yield told(FACT, said, `${SIZE} were asked for, the response says ${said}`, page);
		} else yield* open(`There are only ${rows}`, FACT);
	},
};
