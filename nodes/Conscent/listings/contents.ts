import type { PagedCall } from '../../shared/output/paging';
import type { ApiPath } from '../../shared/input/path';
import { isPlainObject } from '../../shared/input/parse/text';
import { PAGE_SIZES } from '../apiFacts';
import { readListing } from './listing';

/** Where the response of the list of contents holds its rows; that of the bundles is not documented. */
const CONTENT_KEY = 'content';

/** Contents, or bundles of them. */
export function contentPages(path: ApiPath, rowsKey: string): PagedCall {
	return {
		pageSize: PAGE_SIZES.contents,
		grantsPageSize: true,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path,
			query: { pageNumber, pageSize: size },
			idempotent: true,
		}),
		read: (response) => {
			const hasKey = isPlainObject(response.body) && rowsKey in response.body;
			return readListing(response, hasKey ? rowsKey : CONTENT_KEY);
		},
	};
}
