import type { ApiResponse, Conversation, StepsOperation } from '../../../shared/operation';
import type { Page, PagedCall } from '../../../shared/output/paging';
import { LIMIT, RETURN_ALL, listRows, readLimit, rowsOf } from '../../../shared/output/paging';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { isPlainObject } from '../../../shared/input/parse/text';
import { contentOf } from '../../answers';
import { CUSTOMER_ID } from '../../fields/ids';
import { SIMPLIFY, simplified } from '../../fields/simplify';
import { customerOf } from './customer';

/** The most that one page may hold is not documented. */
const PAGE_SIZE = 50;

function readPage(answer: ApiResponse): Page {
	const content = contentOf(answer);
	const rows = rowsOf({ status: answer.status, body: content }, 'addresses');
	const pagination = content?.['pagination'];
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

function* conversation(parameters: Parameters): Conversation {
	const limit = readLimit(parameters);
	const call = addressesOf(yield* customerOf(parameters));
	return yield* listRows(call, limit, (row) => simplified(row, 'address', parameters));
}

/** `GET /customers/{customer_id}/addresses` (spec: `listAddresses`). */
export const getMany: StepsOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many addresses',
	description: 'List the addresses of a customer',
	calls: ['getUser', 'listAddresses'],
	properties: [CUSTOMER_ID, RETURN_ALL, LIMIT, SIMPLIFY],
	conversation,
};
