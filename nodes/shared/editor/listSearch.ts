import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { connect } from '../http/requestSender';
import { RunRedactor } from '../output/redact';
import { setupError } from '../output/errorItems';
import type { StepsTo } from '../operation';
import type { PagedCall } from '../output/paging';
import { PageReader, nextPage } from '../output/paging';
import { Parameters } from '../input/parameters';
import { isEmpty, isPlainObject } from '../input/parse/text';
import { ValidationError } from '../input/validationError';
import type { Service } from '../service';
import { runSteps } from '../steps';

/** Somebody waits in front of the editor, so a busy server is not waited for as long as in a run. */
const OPTIONS = { maxRetries: 1, requestsPerSecond: 0, timeoutMs: 15_000 };
const PATIENCE_MS = 10_000;

/** More than fit into the list: the editor asks for the next ones when somebody scrolls to its end. */
const ENOUGH_TO_SCROLL = 50;

/** Rows looked through at once for a typed text; the rows are searched here, as most calls have no search of their own. */
const MAX_ROWS = 5_000;

export interface EditorList {
	readonly service: Service;
	/** Steps where the call depends on the responses to others. */
	readonly pages: PagedCall | StepsTo<PagedCall>;
	/** What a row is called and which value it stands for; several for a row that holds a list. */
	toItems(row: IDataObject): INodeListSearchItems[];
}

type ListSearch = NonNullable<NonNullable<INodeType['methods']>['listSearch']>[string];

/**
 * A list of the editor: the rows of a call whose names contain what is typed, in the API's order.
 *
 * @param listFor may throw a ValidationError, which the editor shows instead of the list
 */
export function listSearch(
	listFor: (context: ILoadOptionsFunctions, typed: string) => EditorList,
): ListSearch {
	return async function (filter = '', paginationToken): Promise<INodeListSearchResult> {
		try {
			const typed = filter.trim();
			const list = listFor(this, typed);
			return await search(this, list, { typed, from: readPlace(paginationToken) });
		} catch (error) {
			throw setupError(this.getNode(), error);
		}
	};
}

type LoadOptions = NonNullable<NonNullable<INodeType['methods']>['loadOptions']>[string];

/** All of a list at once, for a field in which several are chosen: n8n neither pages nor searches such a list. */
export function loadOptions(listFor: () => EditorList): LoadOptions {
	const nextOf = listSearch(listFor);
	return async function (): Promise<INodePropertyOptions[]> {
		const options: INodePropertyOptions[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await nextOf.call(this, '', token);
			options.push(...results);
			token = paginationToken as string | undefined;
		} while (token !== undefined && options.length < MAX_ROWS);
		return options;
	};
}

/**
 * What another field holds, on which a list depends. The editor resolves expressions where it has the data to do so; else
 * it sends none of the value, or the expression itself.
 *
 * @param path of the field within the node's parameters
 * @returns undefined where nothing was chosen
 * @throws ValidationError for an expression without a value
 */
export function chosenValue(
	context: ILoadOptionsFunctions,
	path: string,
	field: string,
): string | undefined {
	const given: unknown = context.getCurrentNodeParameter(path);
	const { value } = new Parameters(() => given).locator(path);
	const isMissing = given === null || (isPlainObject(given) && (given['value'] ?? null) === null);
	if (isMissing || (typeof value === 'string' && value.startsWith('='))) {
		throw new ValidationError(
			field,
			`The list cannot be shown, because '${field}' is an expression`,
			`Choose 'By ID' and give the ID, or choose a fixed value in '${field}'.`,
		);
	}
	return isEmpty(value) ? undefined : String(value);
}

/** Where the next rows of a list begin. */
interface Place {
	readonly pages: number;
	readonly rows: number;
	/** The list's first row: an API that ignores the page number gives it again. */
	readonly first?: string;
}

const BEGINNING: Place = { pages: 0, rows: 0 };

interface Search {
	readonly typed: string;
	readonly from: Place;
}

/** The token comes back from the editor as it was given to it. */
function readPlace(token: unknown): Place {
	return isEmpty(token) ? BEGINNING : (JSON.parse(String(token)) as Place);
}

async function search(
	context: ILoadOptionsFunctions,
	list: EditorList,
	wanted: Search,
): Promise<INodeListSearchResult> {
	const { service } = list;
	const credential = await context.getCredentials(service.credentialType);
	const baseUrl = service.baseUrl(credential);
	const sender = connect(context, {
		service,
		credential,
		baseUrl,
		options: OPTIONS,
		redactor: new RunRedactor(() => service.secrets(credential)),
		patienceMs: PATIENCE_MS,
	});
	const steps = readList(list, wanted);
	return await runSteps(steps, async (request) => await sender.send(request));
}

function* readList(list: EditorList, { typed, from }: Search): StepsTo<INodeListSearchResult> {
	const { pages: call, toItems } = list;
	const reader = new PageReader(startingAt(from, 'next' in call ? yield* call : call));
	const found = new Map<unknown, INodeListSearchItems>();
	let { pages, rows, first } = from;
	const isEnough = () =>
		typed === '' ? found.size >= ENOUGH_TO_SCROLL : rows - from.rows >= MAX_ROWS;
	while (reader.hasMore && !isEnough()) {
		const { rows: page } = yield* nextPage(reader);
		if (pages === from.pages && first !== undefined && first === textOf(page[0])) {
			return { results: [] };
		}
		first ??= textOf(page[0]);
		pages += 1;
		rows += page.length;
		for (const item of page.flatMap((row) => toItems(row))) {
			if (matches(item, typed) && !found.has(item.value)) found.set(item.value, item);
		}
	}
	const results = [...found.values()];
	if (!reader.hasMore) return { results };
	return { results, paginationToken: JSON.stringify({ pages, rows, first }) };
}

/** Short, and different for different rows: they begin with their IDs and end with their dates. */
function textOf(row: IDataObject | undefined): string {
	const text = JSON.stringify(row ?? '');
	return `${text.length}:${text.slice(0, 100)}`;
}

function matches({ name }: INodeListSearchItems, typed: string): boolean {
	return name.toLowerCase().includes(typed.toLowerCase());
}

/** The same call, whose first page is the one after those that were read. */
function startingAt({ pages, rows }: Place, call: PagedCall): PagedCall {
	return {
		...call,
		request: ({ pageNumber, skip, size }) =>
			call.request({ pageNumber: pageNumber + pages, skip: skip + rows, size }),
	};
}
