import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MockResponse } from './responses';
import type { Trouble } from './faults';
import type { Incoming } from './incoming';
import { apiRequest, faultSubject, readRequest } from './incoming';
import { retryAfterHeader } from './limiter';
import type { RequestRecord } from './records';
import type { Reply } from './replies';
import {
	EMPTY_REPLY,
	brokenJsonReply,
	cutReply,
	redirectReply,
	replyOf,
	statusReply,
	textReply,
} from './replies';
import { outcomeOf, refused } from './served';
import type { Outcome } from './served';
import type { AnyServer } from './server';

type RealFault = NonNullable<Trouble['fault']>;

/** Ends an exchange without a response. */
class ConnectionCut extends Error {}

function withoutCredential(headers: Incoming['headers']): Incoming['headers'] {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
}

function openRecord(server: AnyServer, incoming: Incoming): RequestRecord {
	const { method, url, path, query, headers, bodyText, body } = incoming;
	const keepsBodies = server.behaviour.settings.recordBodies;
	return server.book.add({
		timeMs: Date.now(),
		method,
		url,
		path,
		query,
		headers: keepsBodies ? withoutCredential(headers) : {},
		authorization: server.served.authorizationOf(incoming, server.state),
		bodyText: keepsBodies ? bodyText : '',
		body: keepsBodies ? body : undefined,
		operationId: server.served.backend.matchOperation({ method, path, headers: {} })?.operationId,
		processed: false,
		status: null,
		specErrors: [],
	});
}

function tooManyRequests(server: AnyServer, waitMs: number): Reply {
	const headers = retryAfterHeader(server.behaviour.limit?.retryAfter, waitMs, Date.now());
	return replyOf(server.served.failure(429, 'ThrottlerException: Too Many Requests', headers));
}

/** What a fault does instead of processing; undefined if the request gets through. */
async function interceptedBy(
	{ served }: AnyServer,
	fault: RealFault | undefined,
	response: ServerResponse,
): Promise<Reply | undefined> {
	switch (fault?.kind) {
		case 'cutBefore':
			throw new ConnectionCut();
		case 'redirect':
			return redirectReply(fault);
		case 'status':
			return fault.processed ? undefined : statusReply(fault, served.failure);
		case 'hang':
			return fault.processed ? undefined : await hang(response);
		default:
			return undefined;
	}
}

/** What a fault makes of the response. */
async function spoiledBy(
	{ served }: AnyServer,
	fault: RealFault | undefined,
	mockResponse: MockResponse,
	response: ServerResponse,
): Promise<Reply> {
	switch (fault?.kind) {
		case 'cutAfter':
			throw new ConnectionCut();
		case 'cutInBody':
			return cutReply(mockResponse);
		case 'empty':
			return EMPTY_REPLY;
		case 'text':
			return textReply(mockResponse, fault.text);
		case 'brokenJson':
			return brokenJsonReply(mockResponse);
		case 'status':
			return statusReply(fault, served.failure);
		case 'hang':
			return await hang(response);
		default:
			return replyOf(mockResponse);
	}
}

async function hang(response: ServerResponse): Promise<never> {
	await once(response, 'close');
	throw new ConnectionCut();
}

/** A path such as `/%zz` can't be decoded; Express, below NestJS, responds with 400. */
function isDecodable(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}

async function processDecoded({ served, state }: AnyServer, incoming: Incoming): Promise<Outcome> {
	const understood = served.understood?.(incoming, state) ?? incoming;
	const outcome =
		'status' in understood
			? refused(understood)
			: await outcomeOf(served.backend, apiRequest(understood), state);
	const mockResponse =
		served.presented?.(outcome.mockResponse, incoming, state) ?? outcome.mockResponse;
	return { ...outcome, mockResponse };
}

async function process(server: AnyServer, incoming: Incoming): Promise<Outcome> {
	if (isDecodable(incoming.path)) return await processDecoded(server, incoming);
	const message = `Failed to decode param '${incoming.path}'`;
	return refused(server.served.failure(400, message), [message]);
}

async function replyTo(
	server: AnyServer,
	incoming: Incoming,
	record: RequestRecord,
	response: ServerResponse,
): Promise<Reply> {
	const { behaviour } = server;
	const limitedForMs = behaviour.limiter?.(Date.now()) ?? 0;
	if (limitedForMs > 0) return tooManyRequests(server, limitedForMs);
	const { delayMs, fault } = behaviour.faults.troubleFor(
		faultSubject(incoming, record.operationId),
	);
	await server.wait(behaviour.nextLatencyMs() + delayMs);
	const intercepted = await interceptedBy(server, fault, response);
	if (intercepted) return intercepted;
	const { mockResponse, processed, specErrors } = await process(server, incoming);
	record.processed = processed;
	record.specErrors = specErrors;
	return await spoiledBy(server, fault, mockResponse, response);
}

function send(server: AnyServer, record: RequestRecord, response: ServerResponse, reply: Reply) {
	response.writeHead(reply.status, {
		...reply.headers,
		...(reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.text) }),
	});
	response.once('close', () => {
		if (!response.writableFinished) server.book.setStatus(record, 'cut');
	});
	server.book.setStatus(record, reply.status);
	if (reply.isCut) sendHalf(response, reply.text);
	else response.end(reply.text);
}

/** The half has to leave this process first, or the head would never arrive. */
function sendHalf(response: ServerResponse, text: string): void {
	response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
}

function cut(server: AnyServer, record: RequestRecord, response: ServerResponse) {
	server.book.setStatus(record, 'cut');
	response.destroy();
}

async function respond(server: AnyServer, incoming: Incoming, response: ServerResponse) {
	const record = openRecord(server, incoming);
	try {
		const reply = await replyTo(server, incoming, record, response);
		if (response.destroyed) cut(server, record, response);
		else send(server, record, response, reply);
	} catch (error) {
		cut(server, record, response);
		const isExpected = error instanceof ConnectionCut || (error as Error).name === 'AbortError';
		if (!isExpected) throw error;
	}
}

/** One request to the API, from its first byte to the end of its response. */
export async function serveRequest(
	server: AnyServer,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	server.book.arrived();
	response.once('close', () => server.book.left());
	const incoming = await readRequest(request);
	await respond(server, incoming, response);
}
