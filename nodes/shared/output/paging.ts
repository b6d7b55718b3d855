import type { IDataObject } from 'n8n-workflow';

import type { ApiResponse, ApiRequest, PreparedSteps, Steps, StepsTo } from '../operation';
import { readLimit } from '../input/fields/returned';
import type { Parameters } from '../input/parameters';
import { RequestError } from './requestError';
import { simplifier } from './response';
import { ResponseError } from '../input/validationError';
import { isPlainObject } from '../input/parse/text';

/** Far beyond what n8n can hold in memory: it only ends a listing that the API never ends. */
export const MAX_PAGES = 10_000;

/** Which page a request is to ask for; an API knows it by number or by the rows before it. */
export interface WantedPage {
	/** 1 for the first. */
	readonly pageNumber: number;
	/** Rows that earlier pages brought. */
	readonly skip: number;
	/** Rows wanted, the same for every page of a listing. */
	readonly size: number;
}

export interface Page {
	readonly rows: readonly IDataObject[];
	/** Rows of a full page, where the response names them. */
	readonly size?: number | undefined;
	/** Set where the response tells whether more pages follow; it counts for more than how full the page is. */
	readonly isLast?: boolean | undefined;
}

/** A call that hands out its rows in pages. */
export interface PagedCall {
	request(page: WantedPage): ApiRequest;
	read(response: ApiResponse): Page;
	/** Rows asked for per page. */
	readonly pageSize: number;
	/**
	 * Whether the API is documented to grant pages of that size. Else a short first page may have been cut to an
	 * unknown maximum, and one more page is asked for.
	 */
	readonly grantsPageSize: boolean;
	/** Set where a short page may be followed by others: a listing then ends with an empty page or a marked one. */
	readonly mayCutPages?: true;
}

/**
 * Goes through the pages of a call: says what to ask for next, and when it was the last one. Pure.
 *
 * A listing ends with the page that the API marks as the last; where it marks none, with the first page that is not full,
 * unless the call may cut its pages. An empty page ends it in any case. So does a page that holds the same rows as the
 * one before or the first one, in whatever order: an API that ignores the page number gives its first page for ever.
 *
 * Rows that come in while a listing is read move others to the next page: what the page before held is given once.
 */
export class PageReader {
	private pageNumber = 1;

	private rowsRead = 0;

	private rowsHandedOn = 0;

	private longestPage = 0;

	private firstPage: string | undefined;

	private previousPage: string | undefined;

	private previousRows: ReadonlySet<string> = new Set();

	private isOpen = true;

	/** @param limit rows to hand on at most */
	constructor(
		private readonly call: PagedCall,
		private readonly limit = Number.POSITIVE_INFINITY,
	) {}

	get hasMore(): boolean {
		return this.isOpen && this.rowsHandedOn < this.limit;
	}

	/** Whether the limit ended the listing, and not the API. */
	get isCut(): boolean {
		return this.isOpen && !this.hasMore;
	}

	/** @throws ResponseError when the API goes on after any sensible number of pages */
	request(): ApiRequest {
		const { pageNumber, rowsRead, call, limit } = this;
		if (pageNumber > MAX_PAGES) {
			throw new ResponseError(
				`The listing did not end after ${MAX_PAGES.toLocaleString('en-US')} pages`,
				"Narrow it down with filters, or turn 'Return All' off.",
			);
		}
		return call.request({ pageNumber, skip: rowsRead, size: Math.min(call.pageSize, limit) });
	}

	/** @returns the rows to hand on: none of a page that was there before, none beyond the limit */
	take(response: ApiResponse): readonly IDataObject[] {
		const page = this.call.read(response);
		const texts = page.rows.map((row) => JSON.stringify(row));
		const text = [...texts].sort().join();
		if (page.rows.length === 0 || text === this.firstPage || text === this.previousPage) {
			this.isOpen = false;
			return [];
		}
		// Where the response counts the pages, a short one may have been cut to a maximum that nobody names.
		this.isOpen = page.isLast === undefined ? !this.isShort(page) : !page.isLast;
		this.firstPage ??= text;
		this.previousPage = text;
		this.pageNumber++;
		this.rowsRead += page.rows.length;
		const rows = this.newRows(page, texts).slice(0, this.limit - this.rowsHandedOn);
		this.rowsHandedOn += rows.length;
		return rows;
	}

	/**
	 * Some APIs respond with 404 to a page after the last one, instead of an empty list.
	 *
	 * @throws the error itself where it is another one, or about the first page
	 */
	endedBy(error: unknown): { readonly rows: readonly IDataObject[] } {
		const isNotFound = error instanceof RequestError && error.facts.status === 404;
		if (!isNotFound || this.pageNumber === 1) throw error;
		this.isOpen = false;
		return { rows: [] };
	}

	private newRows({ rows }: Page, texts: readonly string[]): readonly IDataObject[] {
		const before = this.previousRows;
		this.previousRows = new Set(texts);
		return rows.filter((_, index) => !before.has(texts[index] ?? ''));
	}

	private isShort({ rows, size }: Page): boolean {
		if (this.call.mayCutPages) return false;
		if (size !== undefined) return rows.length < size;
		if (this.call.grantsPageSize) return rows.length < Math.min(this.call.pageSize, this.limit);
		const isShorter = rows.length < this.longestPage;
		this.longestPage = Math.max(this.longestPage, rows.length);
		return isShorter;
	}
}

/** What a page brought; without a response where the API says that there is no such page. */
interface NextPage {
	readonly rows: readonly IDataObject[];
	readonly response?: ApiResponse;
}

/**
 * Asks for the next page of a reader that has more.
 *
 * @param marks what the request carries beside the call's own
 */
export function* nextPage(
	reader: PageReader,
	marks: Pick<ApiRequest, 'lookup'> = {},
): StepsTo<NextPage> {
	try {
		const response = yield { ...reader.request(), ...marks };
		return { response, rows: reader.take(response) };
	} catch (error) {
		return reader.endedBy(error);
	}
}

/** The requests of a listing. Each page's rows are handed over before the next page is asked for, so that none is kept. */
export function* listRows(
	call: PagedCall,
	limit: number,
	toItem: (row: IDataObject) => IDataObject,
): Steps {
	const reader = new PageReader(call, limit);
	while (reader.hasMore) {
		const { rows } = yield* nextPage(reader);
		yield { items: rows.map(toItem) };
	}
	return [];
}

/** An item that lists the rows of a call, as 'Return All', 'Limit' and 'Simplify' say. */
export function listing(
	call: PagedCall,
	parameters: Parameters,
	simpleKeys: readonly string[],
): PreparedSteps {
	const limit = readLimit(parameters);
	const simplify = simplifier(parameters, simpleKeys);
	return { steps: () => listRows(call, limit, simplify) };
}

/**
 * The rows of a response: the list under this key, or the response itself where it is a list.
 *
 * @throws ResponseError for a response without such a list, which is not the same as an empty one
 */
export function rowsOf({ body }: ApiResponse, key: string): IDataObject[] {
	const rows = isPlainObject(body) ? body[key] : body;
	if (Array.isArray(rows) && rows.every(isPlainObject)) return rows;
	throw new ResponseError(
		`The response holds no list '${key}'`,
		'The API responds in an unexpected form. Check the address in the credential, then the API itself.',
	);
}
