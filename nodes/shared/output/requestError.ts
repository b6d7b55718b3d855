import type { FailedAttempt } from '../http/attempt';
import type { Advice, ApiErrorBody } from '../service';

/** Why a request brought no usable response. Its text is for the user; it holds no header and no request body. */
export class RequestError extends Error {
	constructor(
		message: string,
		/** What to do next. */
		readonly hint: string,
		readonly facts: RequestErrorFacts,
	) {
		super(message);
		this.name = 'RequestError';
	}

	/** The same error where an earlier attempt of the same item may have been processed. */
	afterUnclearAttempt(): RequestError {
		const { message, hint, facts } = this;
		return new RequestError(
			`${message}. An earlier attempt may have been processed all the same`,
			hint,
			{ ...facts, mayBeProcessed: true },
		);
	}
}

export interface RequestErrorFacts {
	/** HTTP status, where there was a response. */
	readonly status?: number;
	/** Node's code of a failed connection, e.g. ECONNREFUSED. */
	readonly code?: string;
	readonly errorBody?: ApiErrorBody;
	/** How often the request was sent: 0 where an earlier failure of the account kept it from being sent. */
	readonly attempts: number;
	readonly mayBeProcessed: boolean;
}

export interface RequestErrorContext {
	readonly serviceName: string;
	/** Scheme and host: enough to see a wrong environment. */
	readonly origin: string;
	readonly attempts: number;
	readonly mayBeProcessed: boolean;
	readonly idempotent: boolean;
	/** How long the server asks to wait, where it does. */
	readonly retryAfterMs?: number | undefined;
	readonly advice: Advice;
	/** What a conflict means for this request, in words of its operation. */
	readonly conflict?: string | undefined;
	/** What of the credential is wrong where a step of a sign-in is refused. */
	readonly signInShows?: string;
}

/** Puts an attempt that was not successful into words. Pure. */
export function describeRequestError(
	last: FailedAttempt,
	context: RequestErrorContext,
): RequestError {
	const { attempts, mayBeProcessed } = context;
	const { message, hint } = textsOf(last, context);
	return new RequestError(
		sentences(message + triesText(attempts), unclearNote(last, context)),
		hint,
		{
			...('status' in last ? { status: last.status } : {}),
			...('code' in last ? { code: last.code } : {}),
			...('errorBody' in last ? { errorBody: last.errorBody } : {}),
			attempts,
			mayBeProcessed,
		},
	);
}

/** With 0 attempts, the request was not sent, because another request of the account failed. */
function triesText(attempts: number): string {
	if (attempts === 0) return ', so this was not sent';
	return attempts > 1 ? ` (tried ${attempts} times)` : '';
}

interface Texts {
	readonly message: string;
	readonly hint: string;
}

function textsOf(last: FailedAttempt, context: RequestErrorContext): Texts {
	const { serviceName: service, origin, advice } = context;
	switch (last.kind) {
		case 'errorResponse':
			return last.isWebPage
				? webPage(last.status, context)
				: statusTexts(last.status, last.errorBody, context);
		case 'unreadable':
			return {
				message: `${service} responded with HTTP ${last.status}, but the response cannot be read`,
				hint: 'The response is no complete JSON. A proxy between n8n and the API may have cut it.',
			};
		case 'timedOut':
			return {
				message: `${service} did not respond within ${seconds(last.timeoutMs)}`,
				hint: "Raise 'Timeout' in the node's options, or lower 'Concurrency' if many requests are under way.",
			};
		case 'cut':
			return {
				message: `The connection to ${service} was cut before a response came (${last.code})`,
				hint: 'This usually passes by itself. If it goes on, check the network and any proxy between n8n and the API.',
			};
		case 'unreachable':
			return {
				message: `${service} could not be reached at ${origin} (${last.code})`,
				hint: 'Check that the address in the credential is right, and that this n8n may reach it.',
			};
		case 'misaddressed':
			return {
				message: `${service} could not be reached at ${origin}: the address is not valid or not trusted (${last.code})`,
				hint: `Check ${advice.addressFields} in the credential.`,
			};
		case 'notSent':
			return {
				message: `The request was not sent: ${last.reason}`,
				hint: 'Check the credential of this node.',
			};
	}
}

/** A web page can come from another website, from a firewall, or from a gateway before an API in trouble. */
function webPage(status: number, context: RequestErrorContext): Texts {
	const { serviceName, origin, advice } = context;
	const message = `${origin} responded with a web page instead of data (HTTP ${status})`;
	if (status === 401 || status === 403) {
		return {
			message,
			hint: `A firewall or proxy before ${serviceName}'s API probably turned the request away. Ask whoever runs it to let this n8n through, or check 'Base URL' in the credential.`,
		};
	}
	if (status < 400 || status === 404 || status === 405) {
		return {
			message,
			hint: `It is probably not the address of ${serviceName}'s API. Check ${advice.addressFields} in the credential.`,
		};
	}
	return statusTexts(status, {}, context);
}

const GENERAL_ADVICE: Readonly<Record<number, string>> = {
	401: 'Check the key and secret in the credential.',
	403: 'The credential is right but may not do this. Ask for the permission in the dashboard.',
	404: 'Check the ID.',
	409: 'Something with the same value exists already. Change the value, or update what exists.',
	429: "Set 'Requests per Second' or lower 'Concurrency' in the node's options, or run fewer items at a time.",
};

function statusTexts(status: number, body: ApiErrorBody, context: RequestErrorContext): Texts {
	const { signInShows, serviceName, advice, conflict } = context;
	const said = `${saidBy(body)} (HTTP ${status})`;
	if (signInShows !== undefined && status >= 400 && status < 500 && status !== 429) {
		return {
			message: `${serviceName} did not accept ${signInShows}${said}`,
			hint: `Check ${signInShows} in the credential, and the address there.`,
		};
	}
	const isKnown = status === 409 && conflict !== undefined;
	return {
		message: `${isKnown ? conflict : `${serviceName} ${verdict(status)}`}${said}`,
		hint:
			waitNote(context) +
			(advice.byStatus[status] ?? GENERAL_ADVICE[status] ?? fallbackAdvice(status, body)),
	};
}

/** The API's own words, whose full stop would end the sentence before its end. */
function saidBy({ text }: ApiErrorBody): string {
	return text ? `: ${text.replace(/\.$/, '')}` : '';
}

function waitNote({ serviceName, retryAfterMs }: RequestErrorContext): string {
	return retryAfterMs ? `${serviceName} asks to wait ${waitText(retryAfterMs)}. ` : '';
}

function verdict(status: number): string {
	if (status === 401) return 'did not accept the credential';
	if (status === 403) return 'does not allow this';
	if (status === 404) return 'found nothing under this address or ID';
	if (status === 409) return 'reports a conflict';
	if (status === 429) return 'receives too many requests';
	if (status >= 500) return 'could not process the request';
	if (status >= 300 && status < 400) return 'redirects to another address';
	return 'refused the request';
}

function fallbackAdvice(status: number, { text }: ApiErrorBody): string {
	if (status >= 500) return 'The API has trouble of its own. Try again later.';
	if (status >= 300 && status < 400)
		return "Check 'Base URL' in the credential: it must be the final https address.";
	return text === undefined
		? 'The API does not say what is wrong. Check the values of this item.'
		: 'Correct what the message names, for this item.';
}

/** The API's own text may end with a full stop, or without. */
function sentences(text: string, note: string): string {
	if (note === '') return text;
	return `${text}${/[.!?]$/.test(text) ? '' : '.'} ${note}`;
}

function unclearNote(last: FailedAttempt, context: RequestErrorContext): string {
	if (!context.mayBeProcessed) return '';
	if (last.kind === 'unreadable') return 'It was probably processed';
	return context.idempotent
		? 'It may have been processed all the same; sending it again does no harm'
		: 'It may have been processed all the same: check before you send it again';
}

function seconds(ms: number): string {
	return ms % 1000 === 0 ? `${ms / 1000} second${ms === 1000 ? '' : 's'}` : `${ms} ms`;
}

/** Rounded up: an earlier request would be refused. */
function waitText(ms: number): string {
	const s = Math.ceil(ms / 1000);
	if (s < 120) return seconds(s * 1000);
	const minutes = Math.ceil(s / 60);
	if (minutes < 120) return `${minutes} minutes`;
	const hours = Math.ceil(minutes / 60);
	return hours < 48 ? `${hours} hours` : 'more than a day';
}
