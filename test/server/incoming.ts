import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Request } from 'openapi-backend';
import type { FaultSubject } from './faults';

/** A request, read to its end. */
export interface Incoming {
	readonly method: string;
	readonly url: string;
	/** Still encoded; `URL` is not used, as it would resolve `..` and so hide what was sent. */
	readonly path: string;
	readonly query: Readonly<Record<string, string | string[]>>;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly bodyText: string;
	/** Undefined if the body is not JSON. */
	readonly body: unknown;
}

function parseQuery(search: string): Record<string, string | string[]> {
	const parameters = new URLSearchParams(search);
	const entries = [...new Set(parameters.keys())].map((name) => {
		const [first = '', ...others] = parameters.getAll(name);
		return [name, others.length === 0 ? first : [first, ...others]] as const;
	});
	return Object.fromEntries(entries);
}

function parseJson(bodyText: string): unknown {
	try {
		return JSON.parse(bodyText);
	} catch {
		// Whether the body had to be JSON is for the validation to say, which reads it again.
		return undefined;
	}
}

export async function readRequest(request: IncomingMessage): Promise<Incoming> {
	const { method = 'GET', url = '/', headers } = request;
	const [path = '/', ...search] = url.split('?');
	const bodyText = await text(request);
	return {
		method,
		url,
		path,
		query: parseQuery(search.join('?')),
		headers,
		bodyText,
		body: parseJson(bodyText),
	};
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

/** As NestJS does, a body is only read if it says that it is JSON. */
export function apiRequest({ method, path, query, headers, body, bodyText }: Incoming): Request {
	const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
	return {
		method,
		path,
		query: { ...query },
		headers: headers as Record<string, string | string[]>,
		...(isJson ? { body: isObject(body) ? body : bodyText } : {}),
	};
}

function pathUserId(path: string): string | undefined {
	return /\/(?:multi-user|cancel-subscriptions)\/([^/]+)/.exec(path)?.[1];
}

export function faultSubject(incoming: Incoming, operationId: string | undefined): FaultSubject {
	const { method, url, path, query, body, bodyText } = incoming;
	const field = (name: string) => (isObject(body) ? body[name] : undefined);
	const userId = query['userId'] ?? pathUserId(path) ?? field('userId');
	const email = field('email') ?? query['email'];
	return {
		operationId,
		method,
		userId: userId === undefined ? undefined : String(userId),
		email: email === undefined ? undefined : String(email),
		bodyText,
		url,
	};
}
