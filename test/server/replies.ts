import { STATUS_CODES } from 'node:http';
import type { Answer } from './answers';
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

export function replyOf({ status, body, headers = {} }: Answer): Reply {
	return { status, headers: { ...JSON_TYPE, ...headers }, text: JSON.stringify(body) };
}

/** As the proxies before an API answer when it is gone. */
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

function messageOf(answer: Answer): string {
	const body = answer.body as { message?: unknown } | undefined;
	return typeof body?.message === 'string' ? body.message : 'OK';
}

export function textReply(answer: Answer, text = messageOf(answer)): Reply {
	return { status: answer.status, headers: TEXT_TYPE, text };
}

export function brokenJsonReply(answer: Answer): Reply {
	const { text, ...reply } = replyOf(answer);
	return { ...reply, text: text.slice(0, Math.ceil(text.length / 2)) };
}

export function cutReply(answer: Answer): Reply {
	return { ...replyOf(answer), isCut: true };
}

export const EMPTY_REPLY: Reply = { status: 204, headers: {}, text: '' };
