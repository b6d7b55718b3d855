import type { MockResponse } from '../responses';
import { created, failure, ok } from '../responses';
import type { Call, OperationHandler } from '../call';
import type { Content, ConscentState } from '../state';
import { pageOf, pagination, timeFilter } from './filters';

const DEFAULT_PAGE_SIZE = 20;
const DAY_MS = 24 * 60 * 60_000;

type Shelf = (state: ConscentState) => Map<string, Content>;

const contents: Shelf = (state) => state.contents;
const bundles: Shelf = (state) => state.bundles;

function creating(shelf: Shelf): OperationHandler {
	return ({ body, state }) => {
		const content = { currency: 'INR', duration: 1, ...body } as unknown as Content;
		if (shelf(state).has(content.contentId)) {
			return failure(409, 'Content with this contentId already exists');
		}
		shelf(state).set(content.contentId, content);
		return created({ message: 'New Content Created!', content });
	};
}

function changing(shelf: Shelf): OperationHandler {
	return ({ params, body, state }) => {
		const content = shelf(state).get(params['contentId'] ?? '');
		if (!content) return failure(404, 'Content not found');
		const editedContent = { ...content, ...body, contentId: content.contentId };
		shelf(state).set(content.contentId, editedContent);
		return ok({ message: 'Content Edited Successfully', editedContent });
	};
}

export const createContent = creating(contents);
export const createBundle = creating(bundles);
export const updateContent = changing(contents);
export const updateBundle = changing(bundles);

export function getContents({ query, state }: Call): MockResponse {
	const page = pageOf([...state.contents.values()], query, DEFAULT_PAGE_SIZE);
	return ok({ content: page.rows, pagination: pagination(page) });
}

export function getBundles({ query, state }: Call): MockResponse {
	const page = pageOf([...state.bundles.values()], query, DEFAULT_PAGE_SIZE);
	return ok({ bundles: page.rows, pagination: pagination(page) });
}

export function getContent({ params, state }: Call): MockResponse {
	const content = state.contents.get(params['contentId'] ?? '');
	return content ? ok(content) : failure(404, 'Content not found');
}

export function getContentStatistics({ params, query, state }: Call): MockResponse {
	const content = state.contents.get(params['contentId'] ?? '');
	if (!content) return failure(404, 'Content not found');
	const isInTime = timeFilter(query['from'], query['to']);
	const bought = state.purchases.filter(
		({ kind, itemId, createdMs }) =>
			kind === 'CONTENT' && itemId === content.contentId && isInTime(createdMs),
	);
	const amount = bought.reduce((sum, { price }) => sum + price, 0);
	return ok({ count: bought.length, amount, currency: 'INR' });
}

export function getDailyStatistics({ query, state }: Call): MockResponse {
	const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
	const { from = new Date(todayMs - DAY_MS), to = new Date(todayMs - 1) } = query;
	const isInTime = timeFilter(dateText(from), dateText(to));
	const bought = state.purchases.filter(({ createdMs }) => isInTime(createdMs));
	return ok({
		totalContentConsumed: bought.filter(({ kind }) => kind === 'CONTENT').length,
		totalRevenueGenerated: bought.reduce((sum, { price }) => sum + price, 0),
	});
}

function dateText(date: unknown): string {
	return date instanceof Date ? date.toISOString() : String(date);
}
