import type { PagedCall } from '../../shared/paging';
import type { ApiPath } from '../../shared/path';
import { isPlainObject } from '../../shared/values';
import { readListing } from './listing';

/** Conscent grants up to 499 (spec: `getContents`). */
const CONTENTS_PER_PAGE = 250;

/** Where the answer of the list of contents holds its rows; that of the bundles is not documented. */
const CONTENT_KEY = 'content';

/** Contents, or bundles of them. */
export function contentPages(path: ApiPath, rowsKey: string): PagedCall {
	return {
		pageSize: CONTENTS_PER_PAGE,
		grantsPageSize: true,
		request: ({ pageNumber, size }) => ({
			method: 'GET',
			path,
			query: { pageNumber, pageSize: size },
			repeatable: true,
		}),
		read: (answer) => {
			const hasKey = isPlainObject(answer.body) && rowsKey in answer.body;
			return readListing(answer, hasKey ? rowsKey : CONTENT_KEY);
		},
	};
}
