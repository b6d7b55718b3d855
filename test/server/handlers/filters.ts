import type { Call } from '../call';
import type { ConscentState, User } from '../state';

type Query = Call['query'];

function textOf(value: unknown): string | undefined {
	return value === undefined ? undefined : String(value);
}

/** The ids of the users a query names; undefined if it names none, which means everybody's rows. */
export function namedUsers(query: Query, state: ConscentState): Set<string> | undefined {
	const [userId, email, phone] = [query['userId'], query['email'], query['phoneNumber']].map(
		textOf,
	);
	const isNobodyNamed = userId === undefined && email === undefined && phone === undefined;
	if (isNobodyNamed || state.ignoresUserFilters) return undefined;
	return new Set(state.usersWith({ userId, email, phone }).map((user) => user.userId));
}

/** The one user a query names; without any name, or with nobody of that name, undefined. */
export function namedUser(query: Query, state: ConscentState): User | undefined {
	const [userId] = namedUsers(query, state) ?? [];
	return userId === undefined ? undefined : state.users.get(userId);
}

/** Whether a moment lies within two dates of a query, both included; a date that is missing is no bound. */
export function timeFilter(from: unknown, to: unknown): (timeMs: number) => boolean {
	const startMs = from === undefined ? -Infinity : Date.parse(String(from));
	const endMs = to === undefined ? Infinity : Date.parse(String(to));
	return (timeMs) => timeMs >= startMs && timeMs <= endMs;
}

export interface Page<T> {
	readonly rows: readonly T[];
	readonly pageNumber: number;
	readonly pageSize: number;
	readonly totalRecords: number;
}

export function pageOf<T>(rows: readonly T[], query: Query, defaultSize: number): Page<T> {
	const { pageNumber = 1, pageSize = defaultSize } = query as {
		pageNumber?: number;
		pageSize?: number;
	};
	const start = (pageNumber - 1) * pageSize;
	return {
		rows: rows.slice(start, start + pageSize),
		pageNumber,
		pageSize,
		totalRecords: rows.length,
	};
}

export function paginationInfo({ rows, pageNumber, pageSize }: Page<unknown>) {
	return { pageNumber, pageSize, recordsReturned: rows.length };
}

export function pagination({ pageNumber, pageSize, totalRecords }: Page<unknown>) {
	return { pageNumber, pageSize, totalRecords, totalPages: Math.ceil(totalRecords / pageSize) };
}
