import type {
	IDataObject,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import type { ApiRequest } from '../operation';
import { isTooDeep } from '../output/response';
import type { Service } from '../service';
import type { Attempt, FailedAttempt } from './attempt';
import { clockMs } from './clock';
import { parseHttpDate, parseRetryAfter } from './retry';

export interface Transport {
	/** Sends a request once. Never rejects for what the network or the server does. */
	send(request: ApiRequest): Promise<Attempt>;
}

export interface TransportOptions {
	readonly service: Service;
	readonly credential: ICredentialDataDecryptedObject;
	readonly baseUrl: string;
	/** Milliseconds until a request without a response is given up. */
	readonly timeoutMs: number;
	/** Cuts what is under way when it aborts. */
	readonly signal?: AbortSignal | undefined;
}

/** What n8n hands to a node that runs, or to a list of the editor that is opened. */
export type NodeContext = IExecuteFunctions | ILoadOptionsFunctions;

/** The only code that knows n8n's request helper. */
export function createTransport(context: NodeContext, options: TransportOptions): Transport {
	const { service, credential, timeoutMs } = options;
	const { credentialType } = service;
	// With the credential handed over, n8n does not read and decrypt it again for every request.
	const handedOver = {
		credentialsDecrypted: { id: '', name: '', type: credentialType, data: credential },
	};

	async function request(apiRequest: ApiRequest): Promise<IN8nHttpFullResponse> {
		const { helpers } = context;
		const httpOptions = requestOptions(apiRequest, options);
		return (await (apiRequest.signIn
			? helpers.httpRequest({ ...httpOptions, headers: apiRequest.signIn.headers })
			: helpers.httpRequestWithAuthentication.call(
					context,
					credentialType,
					httpOptions,
					handedOver,
				))) as IN8nHttpFullResponse;
	}

	async function send(apiRequest: ApiRequest): Promise<Attempt> {
		const sentAt = clockMs();
		try {
			return readResponse(await request(apiRequest), service);
		} catch (error) {
			return readError(error, { service, timeoutMs, elapsedMs: clockMs() - sentAt });
		}
	}

	return { send };
}

function requestOptions(
	{ method, path, query, body }: ApiRequest,
	{ baseUrl, timeoutMs, signal }: TransportOptions,
): IHttpRequestOptions {
	return {
		method,
		url: `${baseUrl}${path}`,
		...(query ? { qs: query } : {}),
		...(body ? { body } : {}),
		json: true,
		timeout: timeoutMs,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A followed redirect can turn a PATCH into a GET, whose success would then be reported.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		...(signal ? { abortSignal: signal } : {}),
	};
}

/** Tells a success from a refusal and from a response that is neither. Pure. */
export function readResponse(response: IN8nHttpFullResponse, service: Service): Attempt {
	const { body } = response;
	const status = statusOf(response, service);
	const isWebPage = typeof body === 'string' && /^\s*</.test(body);
	if (isWebPage || !is2xx(status)) {
		const errorBody = isWebPage ? {} : service.readErrorBody(body);
		return {
			kind: 'errorResponse',
			status,
			errorBody,
			isWebPage,
			retryAfterMs: retryAfterIn(response),
		};
	}
	if (isBrokenJson(response) || isTooDeep(body)) return { kind: 'unreadable', status };
	return { kind: 'success', response: { status, body } };
}

/** An HTTP error is one whatever its body says. A 2xx may be an error by its body. */
function statusOf({ statusCode, body }: IN8nHttpFullResponse, service: Service): number {
	return (is2xx(statusCode) ? service.hiddenStatus?.(body) : undefined) ?? statusCode;
}

function is2xx(status: number): boolean {
	return status >= 200 && status < 300;
}

/** A date is measured against the server's own clock: this machine's may be off. */
function retryAfterIn({ headers }: IN8nHttpFullResponse): number | undefined {
	return parseRetryAfter(headers['retry-after'], parseHttpDate(headers['date']) ?? Date.now());
}

/** n8n hands over a body that is no valid JSON as text. */
function isBrokenJson({ headers, body }: IN8nHttpFullResponse): boolean {
	const isJsonType = /json/i.test(String(headers['content-type'] ?? ''));
	return isJsonType && typeof body === 'string' && /^\s*[{[]/.test(body);
}

/** Node's timers may fire a little early by the clock that measures the time. */
const EARLY_TIMER_MS = 5;

interface ErrorContext {
	readonly service: Service;
	readonly timeoutMs: number;
	readonly elapsedMs: number;
}

const UNREACHABLE = new Set([
	'ECONNREFUSED',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
]);
const MISADDRESSED =
	/^(?:ENOTFOUND$|EPROTO$|ERR_INVALID_URL$|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_)|_CERT/;

/** Reads from n8n's error whether the request can have reached the server. Pure. */
export function readError(error: unknown, context: ErrorContext): FailedAttempt {
	const thrown = asThrown(error);
	const code = String(thrown.httpCode ?? thrown.cause?.code ?? thrown.code ?? '');
	// The head of a success came, and then the connection broke or the body could not be unpacked.
	if (/^2\d\d$/.test(code)) return { kind: 'unreadable', status: Number(code) };
	if (/^\d{3}$/.test(code)) return refusal(Number(code), thrown, context.service);
	if (code === '') return { kind: 'notSent', reason: reasonOf(thrown) };
	if (UNREACHABLE.has(code)) return { kind: 'unreachable', code };
	if (MISADDRESSED.test(code)) return { kind: 'misaddressed', code };
	const timedOut =
		['ECONNABORTED', 'ETIMEDOUT'].includes(code) &&
		context.elapsedMs + EARLY_TIMER_MS >= context.timeoutMs;
	return timedOut ? { kind: 'timedOut', timeoutMs: context.timeoutMs } : { kind: 'cut', code };
}

/** The parts of n8n's NodeApiError that are read here. Its `cause` holds the credential: nothing else of it is touched. */
interface Thrown {
	readonly message?: unknown;
	readonly code?: unknown;
	readonly httpCode?: unknown;
	readonly context?: { readonly data?: unknown };
	readonly cause?: { readonly code?: unknown; readonly message?: unknown };
}

function asThrown(error: unknown): Thrown {
	return typeof error === 'object' && error !== null
		? (error as Thrown)
		: { message: String(error) };
}

function refusal(status: number, thrown: Thrown, service: Service): FailedAttempt {
	const errorBody = service.readErrorBody(thrown.context?.data as IDataObject | undefined);
	return { kind: 'errorResponse', status, errorBody, isWebPage: false };
}

function reasonOf(thrown: Thrown): string {
	return String(thrown.cause?.message ?? thrown.message ?? 'n8n gave no reason');
}
