import type { ApiResponse } from '../../shared/operation';
import type { Page } from '../../shared/output/paging';
import { rowsOf } from '../../shared/output/paging';
import { isPlainObject } from '../../shared/input/parse/text';

/**
 * A page with what Conscent says of it. Some calls name it `pagination` and count the pages, others name it
 * `paginationInfo` and do not; several say nothing (spec: `Pagination`, `PaginationInfo`).
 */
export function readListing(response: ApiResponse, rowsKey: string): Page {
	const rows = rowsOf(response, rowsKey);
	const body = isPlainObject(response.body) ? response.body : {};
	const info = [body['pagination'], body['paginationInfo']].find(isPlainObject) ?? {};
	const { pageNumber, pageSize, totalPages } = info;
	return {
		rows,
		...(typeof pageSize === 'number' ? { size: pageSize } : {}),
		...(typeof pageNumber === 'number' && typeof totalPages === 'number'
			? { isLast: pageNumber >= totalPages }
			: {}),
	};
}
