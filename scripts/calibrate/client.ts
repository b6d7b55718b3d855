/** Sends calls: one a second, so many at most, each kept for the report in its shape. */
import { parseRetryAfter } from '../../nodes/shared/http/retry';
import { Problem } from '../n8n/problem';
import type { CallCredential, CallResponse, Filled, PlannedCall } from './question';
import { valueAt } from './question';
import { mapValues, shapeOf } from './shape';

const TIMEOUT_MS = 30_000;
const SECOND_MS = 1_000;
/** A 429 was not processed, so it may be sent again; longer pauses are left to another day. */
const MAX_PAUSE_MS = 60_000;
const DEFAULT_PAUSE_MS = 5_000;
const TRIES = 3;
/** Headers that tell of a limit, whatever the vendor calls it. */
const TELLING_HEADER = /ratelimit|rate-limit|^retry-after$|^content-type$/i;
const HARMLESS_HEADER_VALUE = /^[\w/;=. -]{1,60}$/;

export interface Clock {
	now(): number;
	sleep(ms: number): Promise<unknown>;
}

/** One request and what came of it, without personal data. */
export interface Exchange {
	readonly number: number;
	readonly askedBy: string;
	readonly method: string;
	readonly path: string;
	readonly query: unknown;
	readonly body: unknown;
	readonly outcome: number | string;
	readonly headers: Readonly<Record<string, string>>;
	readonly response: unknown;
}

/** No response that could be an answer to the question: the connection, the server or the time failed. */
export class CallFailed extends Error {}

/** Nothing may be sent any more: all requests are used up, or somebody stopped it. */
export class NotSent extends Error {}

export interface Authorization {
	readonly headers: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
}

/** @param send for a service that signs in first */
export type Authorize = (
	credential: CallCredential,
	send: typeof fetch,
) => Authorization | Promise<Authorization>;

export interface ClientOptions {
	readonly baseUrl: string;
	readonly authorize: Authorize;
	readonly requestsPerSecond: number;
	readonly maxRequests: number;
	readonly fetch: typeof fetch;
	readonly clock: Clock;
	/** Sees each response before it is reduced to its shape. */
	readonly onResponse?: (call: PlannedCall, response: CallResponse) => void;
}

type Asked = PlannedCall & Filled;

export class Client {
	readonly exchanges: Exchange[] = [];
	/** Requests that only the restoring of the reader may use. */
	reserved = 0;
	private nextAtMs = -Infinity;
	private sent = 0;

	constructor(private readonly options: ClientOptions) {}

	/** @throws CallFailed, NotSent */
	async send(call: PlannedCall, askedBy: string, filled: Filled = {}): Promise<CallResponse> {
		const { clock, onResponse } = this.options;
		for (let attempt = 1; ; attempt++) {
			const response = await this.attempt({ ...call, ...filled }, askedBy);
			const isLast = attempt === TRIES;
			if (response instanceof CallFailed) {
				if (isLast || call.method !== 'GET') throw response;
			} else if (response.status === 429 && !call.unspaced && !isLast) {
				const pauseMs = parseRetryAfter(response.headers['retry-after'], clock.now());
				await clock.sleep(Math.min(pauseMs ?? DEFAULT_PAUSE_MS, MAX_PAUSE_MS));
			} else {
				onResponse?.(call, response);
				const isUseful = response.status < 500 && (response.status !== 429 || call.unspaced);
				if (!isUseful) throw new CallFailed(`HTTP ${response.status}`);
				return response;
			}
		}
	}

	private async attempt(call: Asked, askedBy: string): Promise<CallResponse | CallFailed> {
		await this.takeTurn(call.unspaced);
		try {
			const { status, headers, body } = await this.exchange(call);
			const exchange = this.note(call, askedBy, status, headers, body);
			return { exchange, status, headers, body };
		} catch (error) {
			if (error instanceof Problem || error instanceof NotSent) throw error;
			const reason = reasonOf(error as Error);
			this.note(call, askedBy, reason);
			return new CallFailed(reason);
		}
	}

	/** A sign-in counts and waits like any other request. */
	private readonly sendSpaced: typeof fetch = async (url, init) => {
		const response = await this.options.fetch(url, init);
		await this.takeTurn();
		return response;
	};

	private async takeTurn(unspaced = false): Promise<void> {
		const { clock, maxRequests, requestsPerSecond } = this.options;
		if (this.sent >= maxRequests - this.reserved) {
			throw new NotSent(`All ${maxRequests} requests are used up`);
		}
		this.sent += 1;
		const waitMs = this.nextAtMs - clock.now();
		if (waitMs > 0 && !unspaced) await clock.sleep(waitMs);
		this.nextAtMs = clock.now() + SECOND_MS / requestsPerSecond;
	}

	private async exchange({ id = '', ...call }: Asked) {
		const { baseUrl, authorize, fetch: send } = this.options;
		const authorization = await authorize(call.credential ?? 'right', this.sendSpaced);
		const url = new URL(baseUrl + call.path.replace(/‹[^›]*›/, encodeURIComponent(id)));
		for (const [name, value] of Object.entries({ ...call.query, ...authorization.query })) {
			url.searchParams.set(name, String(value));
		}
		const headers = { accept: 'application/json', ...authorization.headers };
		const response = await send(url, {
			method: call.method,
			headers: call.body ? { ...headers, 'content-type': 'application/json' } : headers,
			...(call.body && { body: JSON.stringify(call.body) }),
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		const { status } = response;
		return { status, headers: Object.fromEntries(response.headers), body: await bodyOf(response) };
	}

	/** @returns the exchange's number */
	private note(
		{ method, path, query = {}, body }: PlannedCall,
		askedBy: string,
		outcome: number | string,
		headers: CallResponse['headers'] = {},
		response?: unknown,
	): number {
		const number = this.exchanges.length + 1;
		this.exchanges.push({
			...{ number, askedBy, method, path: pathShape(path) },
			// Numbers are the tool's own: sizes of pages.
			query: mapValues(query, (value) => (typeof value === 'number' ? value : shapeOf(value))),
			body: shapeOf(body),
			outcome,
			headers: tellingHeaders(headers),
			response: shapeOf(response),
		});
		return number;
	}
}

function tellingHeaders(headers: CallResponse['headers']): Record<string, string> {
	const telling = Object.entries(headers).filter(([name]) => TELLING_HEADER.test(name));
	return mapValues(Object.fromEntries(telling), (value) =>
		HARMLESS_HEADER_VALUE.test(value) ? value : 'text',
	);
}

/** Ids in paths belong to somebody. */
export function pathShape(path: string): string {
	const isName = (part: string) => /^[a-z][a-z0-9-]*$/.test(part) && !/\d{3}/.test(part);
	const parts = path.split('/').map((part) => (part === '' || isName(part) ? part : '‹id›'));
	return parts.join('/');
}

/** Text is a response, too; `schemaCheck.ts` tells that it is not JSON. */
async function bodyOf(response: Response): Promise<unknown> {
	const text = await response.text();
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Only its kind: the text of an error may quote the address and what stands in it. */
function reasonOf({ name, cause }: Error): string {
	const code = valueAt(cause, 'code');
	if (name === 'TimeoutError') return `no response within ${TIMEOUT_MS / SECOND_MS} seconds`;
	return `no response: ${typeof code === 'string' ? code : 'the connection failed'}`;
}
