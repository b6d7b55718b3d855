import type { IDataObject } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { LIMIT, RETURN_ALL, SIMPLIFY } from '../../shared/input/fields/returned';
import type { Operation } from '../../shared/operation';
import type { PagedCall } from '../../shared/output/paging';
import { listing } from '../../shared/output/paging';
import { filtersProperty, readFilters } from '../fields/filters';

interface Listed extends Omit<Operation, 'properties' | 'prepare'> {
	readonly filters?: readonly BodyField[];
	pages(filters: IDataObject): PagedCall;
	/** What Simplify leaves of a row. */
	readonly simpleKeys: readonly string[];
}

/** An operation that lists all records of a kind, or those that its filters let through. */
export function listOperation({ filters, pages, simpleKeys, ...operation }: Listed): Operation {
	return {
		...operation,
		properties: [RETURN_ALL, LIMIT, ...(filters ? [filtersProperty(filters)] : []), SIMPLIFY],
		prepare: (parameters) =>
			listing(pages(filters ? readFilters(parameters, filters) : {}), parameters, simpleKeys),
	};
}
