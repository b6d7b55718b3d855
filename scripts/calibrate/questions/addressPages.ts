import type { Question } from '../question';
import { factsOf, get, open, rowsAt, valueAt } from '../question';
import { tellGranted } from './pageSize';

const SIZE = 50;

/** How many addresses of Commerce Engine a page may have. */
export const addressPages: Question = {
	id: 'pages',
	title: 'How many addresses may a page have?',
	kind: 'read',
	facts: factsOf(['nodes/CommerceEngine/resources/address/getMany.ts'], {
		'pages.addresses': [
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
		if (typeof id !== 'string') return yield* open('The user has no customer');
		const page = yield { call: 'addresses', id };
		const rows = rowsAt(page.body, 'content', 'addresses').length;
		const said = valueAt(page.body, 'content', 'pagination', 'limit');
		const isTold = yield* tellGranted('pages.addresses', SIZE, page, rows, said);
		if (!isTold) yield* open(`There are only ${rows}`);
	},
};
