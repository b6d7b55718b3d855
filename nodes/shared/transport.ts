import type {
	IDataObject,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import type { LastAttempt } from './failure';
import type { ApiRequest } from './operation';
import type { Attempt } from './retry';
import { parseRetryAfter } from './retry';
import type { Sent } from './sent';
import type { Service } from './service';
import { SessionKeeper } from './session';

export type { Sent } from './sent';

export interface Transport {
	/** Sends a request once. Never rejects for what the network or the server does. */
	send(request: ApiRequest): Promise<Sent>;
}

export interface TransportOptions {
	readonly service: Service;
	readonly credential: ICredentialDataDecryptedObject;
	readonly baseUrl: string;
	/** Milliseconds until a request without an answer is given up. */
	readonly timeoutMs: number;
	/** Cuts what is under way when it aborts. */
	readonly signal?: AbortSignal | undefined;
}

/** What n8n hands to a node that runs, or to a list of the editor that is opened. */
export type NodeContext = IExecuteFunctions | ILoadOptionsFunctions;

/** The only code that knows n8n's request helper. */
export function createTransport(context: NodeContext, options: TransportOptions): Transport {
	const { service, credential, timeoutMs, signal } = options;
	const { session } = service;
	const keeper = session && new SessionKeeper(session, credential, signal);

	async function request(apiRequest: ApiRequest, renews: boolean): Promise<IN8nHttpFullResponse> {
		// With the credential handed over, n8n does not read and decrypt it again for every request.
		return (await context.helpers.httpRequestWithAuthentication.call(
			context,
			service.credentialType,
			requestOptions(apiRequest, options, renews),
			{
				credentialsDecrypted: { id: '', name: '', type: service.credentialType, data: credential },
				...(session ? { preAuthenticationRetryStatusCode: session.refusedWith } : {}),
			},
		)) as IN8nHttpFullResponse;
	}

	async function sendOnce(apiRequest: ApiRequest, renews: boolean): Promise<Sent> {
		const sentAt = performance.now();
		try {
			return readAnswer(await request(apiRequest, renews), service);
		} catch (error) {
			return readError(error, { service, timeoutMs, elapsedMs: performance.now() - sentAt });
		}
	}

	async function send(apiRequest: ApiRequest): Promise<Sent> {
		if (!keeper) return await sendOnce(apiRequest, false);
		return await keeper.send(async (renews) => await sendOnce(apiRequest, renews));
	}

	return { send };
}

function requestOptions(
	{ method, path, query, body }: ApiRequest,
	{ baseUrl, timeoutMs, signal }: TransportOptions,
	renews: boolean,
): IHttpRequestOptions {
	return {
		method,
		url: `${baseUrl}${path}`,
		...(query ? { qs: query } : {}),
		...(body ? { body } : {}),
		json: true,
		timeout: timeoutMs,
		returnFullResponse: true,
		// n8n signs in again only after an error. That it could be told which status to make one is known to newer versions only.
		ignoreHttpStatusErrors: !renews,
		// A followed redirect can turn a PATCH into a GET, whose success would then be reported.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		...(signal ? { abortSignal: signal } : {}),
	};
}

/** Tells a success from a refusal and from an answer that is neither. Pure. */
export function readAnswer(response: IN8nHttpFullResponse, service: Service): Sent {
	const { body } = response;
	const status = statusOf(response, service);
	const isSuccess = is2xx(status);
	if (typeof body === 'string' && /^\s*</.test(body)) {
		const failure: LastAttempt = { kind: 'answered', status, problem: {}, isWebPage: true };
		// A page with a 2xx status comes from something else than the API, which has processed nothing.
		return { attempt: isSuccess ? { kind: 'misaddressed' } : answered(status, response), failure };
	}
	if (!isSuccess) {
		const problem = service.readProblem(body);
		return {
			attempt: answered(status, response),
			failure: { kind: 'answered', status, problem, isWebPage: false },
		};
	}
	if (isBrokenJson(response)) {
		return { attempt: { kind: 'unanswered' }, failure: { kind: 'unreadable', status } };
	}
	return { attempt: answered(status, response), answer: { status, body } };
}

/** A refusal by HTTP is one whatever its body says; a success may not be one. */
function statusOf({ statusCode, body }: IN8nHttpFullResponse, service: Service): number {
	return (is2xx(statusCode) ? service.hiddenStatus?.(body) : undefined) ?? statusCode;
}

function is2xx(status: number): boolean {
	return status >= 200 && status < 300;
}

function answered(status: number, { headers }: IN8nHttpFullResponse): Attempt {
	const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
	return { kind: 'answered', status, retryAfterMs };
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
	/^(ENOTFOUND|EPROTO|ERR_INVALID_URL|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|.*_CERT.*|UNABLE_TO_.*)$/;

/** Tells from what n8n threw whether the request can have reached the server. Pure. */
export function readError(error: unknown, context: ErrorContext): Sent {
	const thrown = asThrown(error);
	const code = String(thrown.httpCode ?? thrown.cause?.code ?? thrown.code ?? '');
	if (/^2\d\d$/.test(code)) {
		// The head of a success came, and then the connection broke or the body could not be unpacked.
		return {
			attempt: { kind: 'unanswered' },
			failure: { kind: 'unreadable', status: Number(code) },
		};
	}
	if (/^\d{3}$/.test(code)) return refusal(Number(code), thrown, context.service);
	if (code === '') {
		return {
			attempt: { kind: 'misaddressed' },
			failure: { kind: 'notSent', reason: reasonOf(thrown) },
		};
	}
	if (UNREACHABLE.has(code)) {
		return { attempt: { kind: 'unreachable' }, failure: { kind: 'unreachable', code } };
	}
	if (MISADDRESSED.test(code)) {
		return { attempt: { kind: 'misaddressed' }, failure: { kind: 'misaddressed', code } };
	}
	const timedOut =
		['ECONNABORTED', 'ETIMEDOUT'].includes(code) &&
		context.elapsedMs + EARLY_TIMER_MS >= context.timeoutMs;
	return {
		attempt: { kind: 'unanswered' },
		failure: timedOut ? { kind: 'timedOut', timeoutMs: context.timeoutMs } : { kind: 'cut', code },
	};
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

function refusal(status: number, thrown: Thrown, service: Service): Sent {
	const problem = service.readProblem(thrown.context?.data as IDataObject | undefined);
	return {
		attempt: { kind: 'answered', status },
		failure: { kind: 'answered', status, problem, isWebPage: false },
	};
}

function reasonOf(thrown: Thrown): string {
	return String(thrown.cause?.message ?? thrown.message ?? 'n8n gave no reason');
}
