import { STATUS_CODES } from 'node:http';

/** What an operation responds with, before a fault spoils it. */
export interface MockResponse {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown): MockResponse {
	return { status: 200, body };
}

export function created(body: unknown): MockResponse {
	return { status: 201, body };
}

/** NestJS's error body. Its own exceptions leave `error` out where the message already is the status text. */
export function failure(
	status: number,
	message: string | string[],
	headers: Readonly<Record<string, string>> = {},
): MockResponse {
	const error = STATUS_CODES[status];
	const body = { statusCode: status, message, ...(error && error !== message ? { error } : {}) };
	return { status, body, headers };
}
