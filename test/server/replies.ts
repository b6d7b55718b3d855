import { STATUS_CODES } from 'node:http';
import type { MockResponse } from './responses';
import type { Fault } from './faults';
import type { ServedApi } from './served';

/** What goes over the wire. */
export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
	/** The connection is cut in the middle of the text. */
	readonly isCut?: true;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const TEXT_TYPE = { 'content-type': 'text/plain; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };

export function replyOf({ status, body, headers = {} }: MockResponse): Reply {
	return { status, headers: { ...JSON_TYPE, ...headers }, text: JSON.stringify(body) };
}

/** As the proxies before an API respond when it is gone. */
function htmlPage(status: number): string {
	const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
	return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
}

export function statusReply(
	fault: Extract<Fault, { kind: 'status' }>,
	failure: ServedApi<never>['failure'],
): Reply {
	const { status, retryAfter, body = 'json' } = fault;
	const headers: Record<string, string> =
		retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
	if (body === 'html')
		return { status, headers: { ...HTML_TYPE, ...headers }, text: htmlPage(status) };
	if (body === 'empty') return { status, headers, text: '' };
	return replyOf(failure(status, STATUS_CODES[status] ?? 'Error', headers));
}

export function redirectReply({
	location,
	status = 302,
}: Extract<Fault, { kind: 'redirect' }>): Reply {
	return { status, headers: { location }, text: '' };
}

function messageOf(response: MockResponse): string {
	const body = response.body as { message?: unknown } | undefined;
	return typeof body?.message === 'string' ? body.message : 'OK';
}

export function textReply(response: MockResponse, text = messageOf(response)): Reply {
	return { status: response.status, headers: TEXT_TYPE, text };
}

export function brokenJsonReply(response: MockResponse): Reply {
	const { text, ...reply } = replyOf(response);
	return { ...reply, text: text.slice(0, Math.ceil(text.length / 2)) };
}

export function cutReply(response: MockResponse): Reply {
	return { ...replyOf(response), isCut: true };
}

export const EMPTY_REPLY: Reply = { status: 204, headers: {}, text: '' };
