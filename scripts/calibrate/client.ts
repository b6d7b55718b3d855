/** Sends calls: one a second, so many at most, each kept for the report in its shape. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Problem } from '../n8n/problem';
import type { Ask, CallCredential, CallResponse, PlannedCall } from './question';
import { isJson } from './question';
import { shapeOf } from './shape';

const TIMEOUT_MS = 30_000;
const SECOND_MS = 1_000;
/** A 429 was not processed, so it may be sent again; longer pauses are left to another day. */
const MAX_PAUSE_MS = 60_000;
const DEFAULT_PAUSE_MS = 5_000;
const TRIES = 3;
/** Headers that tell of a limit, whatever the vendor calls it. */
const TELLING_HEADER = /ratelimit|rate-limit|^retry-after$|^content-type$/i;

export interface Clock {
	now(): number;
	sleep(ms: number): Promise<void>;
}

export const REAL_CLOCK: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => {
		await sleep(ms);
	},
};

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
export class CallFailed extends Error {
	override readonly name = 'CallFailed';
}

/** As many requests as were allowed have been sent. */
export class BudgetSpent extends Error {
	override readonly name = 'BudgetSpent';
}

export interface Connection {
	readonly baseUrl: string;
	/**
	 * Headers and query of a credential.
	 *
	 * @param send for a service that signs in first
	 */
	authorize(credential: CallCredential, send: typeof fetch): Promise<Authorization>;
}

export interface Authorization {
	readonly headers: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
}

export interface ClientOptions {
	readonly requestsPerSecond: number;
	readonly maxRequests: number;
	readonly fetch: typeof fetch;
	readonly clock: Clock;
	/** Sees each response before it is reduced to its shape. */
	readonly onResponse?: (call: PlannedCall, response: CallResponse) => void;
}

export class Client {
	readonly exchanges: Exchange[] = [];
	/** Requests that only the restoring of the reader may use. */
	reserved = 0;
	private nextAtMs = -Infinity;
	private sent = 0;

	constructor(
		private readonly connection: Connection,
		private readonly options: ClientOptions,
	) {}

	/**
	 * @throws CallFailed, BudgetSpent
	 */
	async send(ask: Ask, askedBy: string): Promise<CallResponse> {
		for (let attempt = 1; ; attempt++) {
			const response = await this.attempt(ask, askedBy, attempt < TRIES);
			if (!response) continue;
			if (response.status !== 429 || ask.call.unspaced || attempt >= TRIES) {
				return this.useful(response, ask.call);
			}
			await this.options.clock.sleep(pauseMs(response.headers['retry-after'], this.options.clock));
		}
	}

	/** @returns undefined if the connection failed and the call, as it only reads, may be made again */
	private async attempt(
		ask: Ask,
		askedBy: string,
		mayRepeat: boolean,
	): Promise<CallResponse | undefined> {
		await this.takeTurn(ask.call);
		const number = this.exchanges.length + 1;
		try {
			const { status, headers, body } = await this.exchange(ask);
			this.note(ask, askedBy, number, status, headers, body);
			return { exchange: number, status, headers, body };
		} catch (error) {
			if (error instanceof Problem) throw error;
			const reason = reasonOf(error);
			this.note(ask, askedBy, number, reason, {}, undefined);
			if (mayRepeat && ask.call.method === 'GET') return undefined;
			throw new CallFailed(reason);
		}
	}

	/** A sign-in counts and waits like any other request. */
	private readonly sendSpaced: typeof fetch = async (url, init) => {
		const response = await this.options.fetch(url, init);
		await this.takeTurn({});
		return response;
	};

	private useful(response: CallResponse, call: PlannedCall): CallResponse {
		this.options.onResponse?.(call, response);
		if (response.status >= 500 || (response.status === 429 && !call.unspaced)) {
			throw new CallFailed(`HTTP ${response.status}`);
		}
		return response;
	}

	private async takeTurn({ unspaced }: Pick<PlannedCall, 'unspaced'>): Promise<void> {
		const { clock, maxRequests, requestsPerSecond } = this.options;
		if (this.sent >= maxRequests - this.reserved) {
			throw new BudgetSpent(`All ${maxRequests} requests are used up`);
		}
		this.sent += 1;
		const waitMs = this.nextAtMs - clock.now();
		if (waitMs > 0 && !unspaced) await clock.sleep(waitMs);
		this.nextAtMs = clock.now() + SECOND_MS / requestsPerSecond;
	}

	private async exchange({ call, id = '', query = call.query, body = call.body }: Ask) {
		const { baseUrl, authorize } = this.connection;
		const authorization = await authorize(call.credential ?? 'right', this.sendSpaced);
		const path = call.path.replace(/‹[^›]*›/, encodeURIComponent(id));
		const url = new URL(baseUrl + path);
		for (const [name, value] of Object.entries({ ...query, ...authorization.query })) {
			url.searchParams.set(name, String(value));
		}
		const response = await this.options.fetch(url, {
			method: call.method,
			headers: {
				accept: 'application/json',
				...authorization.headers,
				...(body ? { 'content-type': 'application/json' } : {}),
			},
			...(body ? { body: JSON.stringify(body) } : {}),
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		const headers = Object.fromEntries(response.headers);
		return { status: response.status, headers, body: parsed(await response.text()) };
	}

	private note(
		{ call, query = call.query, body = call.body }: Ask,
		askedBy: string,
		number: number,
		outcome: number | string,
		headers: Readonly<Record<string, string>>,
		response: unknown,
	): void {
		this.exchanges.push({
			number,
			askedBy,
			method: call.method,
			path: pathShape(call.path),
			query: queryShape(query ?? {}),
			body: body === undefined ? undefined : shapeOf(body),
			outcome,
			headers: Object.fromEntries(
				Object.entries(headers)
					.filter(([name]) => TELLING_HEADER.test(name))
					.map(([name, value]) => [name, /^[\w/;=. -]{1,60}$/.test(value) ? value : 'text']),
			),
			response: shapeOf(response),
		});
	}
}

/** Numbers are the tool's own: sizes of pages. */
function queryShape(query: Readonly<Record<string, string | number>>): unknown {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [
			name,
			typeof value === 'number' ? value : shapeOf(value),
		]),
	);
}

/** Ids in paths belong to somebody. */
export function pathShape(path: string): string {
	return path
		.split('/')
		.map((part) => (/^[a-z][a-z0-9-]*$/.test(part) && !/\d{3}/.test(part) ? part : part && '‹id›'))
		.join('/');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Text is a response, too; `schemaCheck.ts` tells that it is not JSON.
		return text;
	}
}

function pauseMs(retryAfter: string | undefined, clock: Clock): number {
	const seconds = Number(retryAfter);
	const dateMs = Date.parse(retryAfter ?? '');
	const askedMs = Number.isFinite(seconds) ? seconds * SECOND_MS : dateMs - clock.now();
	return Math.min(Number.isFinite(askedMs) ? askedMs : DEFAULT_PAUSE_MS, MAX_PAUSE_MS);
}

/** Only its kind: the text of an error may quote the address and what stands in it. */
function reasonOf(error: unknown): string {
	const { name, cause } = error as Error;
	const code = isJson(cause) ? cause['code'] : undefined;
	if (name === 'TimeoutError') return `no response within ${TIMEOUT_MS / SECOND_MS} seconds`;
	return `no response: ${typeof code === 'string' ? code : 'the connection failed'}`;
}
