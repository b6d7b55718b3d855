/**
 * How Conscent's API may differ from what the spec believes. What only changes requests or responses is done here,
 * before and after the operation; what changes the stored user or the lists stands in the handlers.
 */
import { z } from 'zod';
import type { MockResponse } from './responses';
import { failure } from './responses';
import type { Incoming } from './incoming';

type Json = Record<string, unknown>;

const texts = z.array(z.string());

export const PERSONALITY = z
	.strictObject({
		/** Where the calls of each version really live. */
		prefixes: z.strictObject({ v1: z.string(), v2: z.string() }).partial(),
		errorShape: z.enum(['nest', 'problem', 'enveloped', 'text']),
		wrongCredentialStatus: z.number().int(),
		/** What `null`, an empty text and an empty list do in an update. */
		nulls: z.enum(['clear', 'ignored', 'refused']),
		emptyTexts: z.enum(['stored', 'clear', 'ignored', 'refused']),
		emptyLists: z.enum(['clear', 'ignored', 'refused']),
		addressWithoutId: z.enum(['adds', 'replaces']),
		addressWithId: z.enum(['merges', 'replaces', 'adds']),
		/** Whether an address that is not stored yet loses the `_id` it is sent with. */
		newAddressIds: z.boolean(),
		/** Parts of `address` that are not sent. */
		omittedParts: z.enum(['reset', 'keep']),
		unknownKeys: z.enum(['stored', 'ignored', 'refused']),
		ignoredKeys: texts,
		refusedKeys: texts,
		/** Keys of the profile that no response shows. */
		hiddenKeys: texts,
		/** Whether responses show what was sent, whatever was stored. */
		echoes: z.boolean(),
		/** An update without fields: taken, refused, or taken for a profile without values. */
		emptyUpdate: z.enum(['taken', 'refused', 'resets']),
		acceptedDates: z.array(z.enum(['date-time', 'date', 'day-first'])),
		emailFilter: z.enum(['ignores-case', 'exact', 'loose', 'ignored']),
		phoneFilter: z.enum(['exact', 'loose', 'ignored']),
		/** Most rows of a page, whatever was asked for. */
		largestPage: z.number().int().positive(),
		aboveMaximum: z.enum(['refused', 'capped']),
		/** Rows of each page that are not shown, as where a server hides some after it has cut the page. */
		rowsLostPerPage: z.number().int().positive(),
		withoutPaginationInfo: z.boolean(),
		/** Keys that rows of lists do not have. */
		rowsWithout: texts,
		/** Sent with every response. */
		headers: z.record(z.string(), z.string()),
		/** Further keys that creating a dashboard user requires. */
		requiredKeys: texts,
		repeatedCreate: z.enum(['refused', 'accepted']),
		/** The roles that there are; any by default. */
		roles: texts,
		createRespondsWithText: z.boolean(),
	})
	.partial();

export type Personality = z.output<typeof PERSONALITY>;

const KNOWN_KEYS = [
	...['name', 'firstName', 'lastName', 'email', 'phone', 'countryCode', 'gender', 'dateOfBirth'],
	...['isEmailVerified', 'isPhoneVerified', 'enableOffers', 'enableNotifications', 'address'],
	...['shippingAddress', 'billingAddress'],
];

const DATES: Readonly<Record<string, RegExp>> = {
	'date-time': /^\d{4}-\d\d-\d\dT/,
	date: /^\d{4}-\d\d-\d\d$/,
	'day-first': /^\d\d\/\d\d\/\d{4}$/,
};

/** The described path that a request means; one that no call has if the calls live elsewhere. */
export function describedPath(path: string, root: string, { prefixes }: Personality): string {
	if (!prefixes) return path;
	const below = path.slice(root.length);
	const versions = (['v1', 'v2'] as const).map(
		(version) => [version, prefixes[version] ?? `/${version}`] as const,
	);
	// An empty prefix begins every path, so the longer ones come first.
	const found = versions
		.sort(([, one], [, other]) => other.length - one.length)
		.find(([, prefix]) => below.startsWith(`${prefix}/`));
	if (found) return `${root}/${found[0]}${below.slice(found[1].length)}`;
	return `${root}/moved${below}`;
}

function refusal(body: Json, personality: Personality): string | undefined {
	const { nulls, emptyTexts, emptyLists, unknownKeys, refusedKeys = [] } = personality;
	for (const [key, value] of Object.entries(body)) {
		if (refusedKeys.includes(key)) return `property ${key} should not exist`;
		if (unknownKeys === 'refused' && !KNOWN_KEYS.includes(key))
			return `property ${key} should not exist`;
		if (nulls === 'refused' && value === null) return `${key} should not be null`;
		if (emptyTexts === 'refused' && value === '') return `${key} should not be empty`;
		if (emptyLists === 'refused' && isEmptyList(value)) return `${key} should not be empty`;
	}
	return dateRefusal(body['dateOfBirth'], personality);
}

function dateRefusal(date: unknown, { acceptedDates }: Personality): string | undefined {
	const isTaken = acceptedDates?.some((form) => DATES[form]?.test(String(date))) ?? true;
	return isTaken || !date ? undefined : 'dateOfBirth must be a valid ISO 8601 date string';
}

function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0;
}

function isIgnored(key: string, value: unknown, personality: Personality): boolean {
	const { nulls, emptyTexts, emptyLists, unknownKeys = 'ignored', ignoredKeys = [] } = personality;
	return (
		ignoredKeys.includes(key) ||
		(nulls === 'ignored' && value === null) ||
		(emptyTexts === 'ignored' && value === '') ||
		(emptyLists === 'ignored' && isEmptyList(value)) ||
		(unknownKeys !== 'stored' && !KNOWN_KEYS.includes(key))
	);
}

/** What reaches the operation: what is ignored is gone, and forms that only this personality takes are usual ones. */
function understoodBody(body: Json, personality: Personality): Json {
	const kept = Object.entries(body).filter(([key, value]) => !isIgnored(key, value, personality));
	const usual = kept.map(([key, value]) => {
		if (personality.emptyTexts === 'clear' && value === '') return [key, null];
		const isDayFirst = key === 'dateOfBirth' && personality.acceptedDates?.includes('day-first');
		const [day, month, year] = isDayFirst ? String(value).split('/') : [];
		return [key, year ? `${year}-${month}-${day}` : value];
	});
	return Object.fromEntries(usual) as Json;
}

function updateOf(incoming: Incoming, personality: Personality): Incoming | MockResponse {
	const body = incoming.body as Json;
	const isEmpty = Object.keys(body).length === 0;
	if (isEmpty && personality.emptyUpdate === 'refused')
		return failure(400, ['the body should not be empty']);
	if (isEmpty && personality.emptyUpdate === 'resets')
		return { ...incoming, body: { name: null, gender: null, address: null, shippingAddress: [] } };
	const refused = refusal(body, personality);
	return refused === undefined
		? { ...incoming, body: understoodBody(body, personality) }
		: failure(400, [refused]);
}

const SIZE_KEYS = ['pageSize', 'showRecords', 'limit'];
const DESCRIBED_MAXIMUM = 2000;

function pageOf(incoming: Incoming, { largestPage, aboveMaximum }: Personality): Incoming {
	const most = largestPage ?? (aboveMaximum === 'capped' ? DESCRIBED_MAXIMUM : Infinity);
	const query = Object.entries(incoming.query).map(([key, value]) => {
		const isSize = SIZE_KEYS.includes(key) && Number(value) > most;
		return [key, isSize ? String(most) : value];
	});
	return { ...incoming, query: Object.fromEntries(query) as Incoming['query'] };
}

function creationOf(incoming: Incoming, { requiredKeys = [], roles }: Personality) {
	const body = incoming.body as Json;
	const missing = requiredKeys.filter((key) => !(key in body) && incoming.method === 'POST');
	if (missing.length > 0) {
		return failure(
			400,
			missing.map((key) => `${key} should not be empty`),
		);
	}
	const isKnown = !roles || body['role'] === undefined || roles.includes(String(body['role']));
	const wanted = `role must be one of the following values: ${roles?.join(', ')}`;
	return isKnown ? incoming : failure(400, [wanted]);
}

/** What an authorised request comes to by this personality; a response if it goes no further. */
export function understood(incoming: Incoming, personality: Personality): Incoming | MockResponse {
	const { path, body } = incoming;
	const hasBody = typeof body === 'object' && body !== null && !Array.isArray(body);
	if (hasBody && path.endsWith('/update-user')) return updateOf(incoming, personality);
	if (hasBody && path.includes('/multi-user')) return creationOf(incoming, personality);
	return pageOf(incoming, personality);
}

function worded({ status, body }: MockResponse, { errorShape = 'nest' }: Personality): unknown {
	const { message, error } = body as { message?: unknown; error?: unknown };
	switch (errorShape) {
		case 'problem':
			return { type: 'about:blank', title: error ?? message, status, detail: String(message) };
		case 'enveloped':
			return { success: false, error: { code: status, text: String(message) } };
		case 'text':
			return String(message);
		default:
			return body;
	}
}

function withoutKeys(row: unknown, keys: readonly string[]): unknown {
	return Object.fromEntries(Object.entries(row as Json).filter(([key]) => !keys.includes(key)));
}

const LISTS = ['purchases', 'data', 'transactionDetails'];

function shownRows(rows: unknown[], { rowsLostPerPage = 0, rowsWithout = [] }: Personality) {
	return rows.slice(rowsLostPerPage).map((row) => withoutKeys(row, rowsWithout));
}

function shownBody(body: Json, personality: Personality, sent: unknown): Json {
	const { hiddenKeys = [], withoutPaginationInfo, echoes } = personality;
	const shown = Object.entries(body).map(([key, value]) => {
		if (LISTS.includes(key)) return [key, shownRows(value as unknown[], personality)];
		if (key !== 'userData') return [key, value];
		const user = { ...(value as Json), ...(echoes ? (sent as Json) : {}) };
		return [key, withoutKeys(user, hiddenKeys)];
	});
	return Object.fromEntries(
		shown.filter(([key]) => !withoutPaginationInfo || key !== 'paginationInfo'),
	) as Json;
}

/** What an operation's response looks like by this personality. */
export function presented(
	response: MockResponse,
	incoming: Incoming,
	personality: Personality,
): MockResponse {
	const headers = { ...response.headers, ...personality.headers };
	if (response.status >= 400) {
		const { wrongCredentialStatus = 401 } = personality;
		const status = response.status === 401 ? wrongCredentialStatus : response.status;
		return { status, headers, body: worded({ ...response, status }, personality) };
	}
	if (personality.createRespondsWithText && incoming.method === 'POST') {
		return { ...response, headers, body: (response.body as Json)['message'] };
	}
	return {
		...response,
		headers,
		body: shownBody(response.body as Json, personality, incoming.body),
	};
}
