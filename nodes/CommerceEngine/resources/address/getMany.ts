import type { ApiResponse, Operation } from '../../../shared/operation';
import type { Page, PagedCall } from '../../../shared/output/paging';
import { readOptionalId } from '../../../shared/input/fields/locators';
import { LIMIT, RETURN_ALL, SIMPLIFY, readLimit } from '../../../shared/input/fields/returned';
import { listRows, rowsOf } from '../../../shared/output/paging';
import { simplifier } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
import { isPlainObject } from '../../../shared/input/parse/text';
import { CUSTOMER_ID } from '../../fields/ids';
import { SIMPLE_KEYS, contentOf } from '../../responses';
import { customerOf } from '../../signedInUser';

/** The most that one page may hold is not documented. */
const PAGE_SIZE = 50;

function readPage(response: ApiResponse): Page {
	const content = contentOf(response.body) ?? {};
	const rows = rowsOf({ status: response.status, body: content }, 'addresses');
	const { pagination } = content;
	if (!isPlainObject(pagination)) return { rows };
	const { limit, next_page: nextPage } = pagination;
	return {
		rows,
		...(typeof limit === 'number' ? { size: limit } : {}),
		...(nextPage === undefined ? {} : { isLast: nextPage === null }),
	};
}

/** `GET /customers/{customer_id}/addresses` (spec: `listAddresses`). */
export function addressesOf(customerId: string): PagedCall {
	return {
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path: path`/customers/${customerId}/addresses`,
			query: { page: pageNumber, limit: size },
			idempotent: true,
		}),
		read: readPage,
		pageSize: PAGE_SIZE,
		grantsPageSize: false,
	};
}

/** `GET /customers/{customer_id}/addresses` (spec: `listAddresses`). */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many addresses',
	description: 'List the addresses of a customer',
	calls: ['getUser', 'listAddresses'],
	properties: [CUSTOMER_ID, RETURN_ALL, LIMIT, SIMPLIFY],

	prepare(parameters) {
		const customer = readOptionalId(parameters, CUSTOMER_ID);
		const limit = readLimit(parameters);
		const simplify = simplifier(parameters, SIMPLE_KEYS.address);
		return {
			*steps() {
				return yield* listRows(addressesOf(yield* customerOf(customer)), limit, simplify);
			},
		};
	},
};
