import { API_KEY, API_SECRET } from '../../server';
import type { ConscentServer } from '../../server';

export const RIGHT_KEY = basic(API_KEY, API_SECRET);

export function basic(key: string, secret: string): string {
	return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
}

export interface Received {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** Undefined if the text is not JSON. */
	readonly json: Record<string, unknown> | undefined;
}

export interface Sent {
	readonly body?: unknown;
	readonly headers?: Record<string, string>;
}

function asJson(text: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
}

/** Sends one request; a text body goes out as it is, anything else as JSON. */
export async function send(
	server: ConscentServer,
	method: string,
	path: string,
	{ body, headers = {} }: Sent = {},
): Promise<Received> {
	const hasBody = body !== undefined;
	const response = await fetch(server.baseUrl + path, {
		method,
		redirect: 'manual',
		headers: {
			authorization: RIGHT_KEY,
			...(hasBody ? { 'content-type': 'application/json' } : {}),
			...headers,
		},
		...(hasBody ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, json: asJson(text) };
}

export async function patchUser(
	server: ConscentServer,
	userId: string,
	body: unknown,
): Promise<Received> {
	return await send(
		server,
		'PATCH',
		`/v2/client/update-user?userId=${encodeURIComponent(userId)}`,
		{ body },
	);
}
