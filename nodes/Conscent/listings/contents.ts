import type { PagedCall } from '../../shared/output/paging';
import type { ApiPath } from '../../shared/input/path';
import { path } from '../../shared/input/path';
import { isPlainObject } from '../../shared/input/parse/text';
import { CALLS, PAGE_SIZES } from '../apiFacts';
import { readListing } from './listing';

/** Where the response of the list of contents holds its rows; that of the bundles is not documented. */
const CONTENT_KEY = 'content';

/** The contents that are registered (spec: `getContents`). */
export const contentPages = pagesAt(
	path`/${CALLS.getContents.version}/content/client`,
	CONTENT_KEY,
);

/** The bundles of contents that are registered (spec: `getBundles`). */
export const bundlePages = pagesAt(path`/${CALLS.getBundles.version}/content/bundles`, 'bundles');

function pagesAt(at: ApiPath, rowsKey: string): PagedCall {
	return {
		pageSize: PAGE_SIZES.contents,
		grantsPageSize: true,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path: at,
			query: { pageNumber, pageSize: size },
			idempotent: true,
		}),
		read: (response) => {
			const hasKey = isPlainObject(response.body) && rowsKey in response.body;
			return readListing(response, hasKey ? rowsKey : CONTENT_KEY);
		},
	};
}
