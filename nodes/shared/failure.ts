import type { ApiProblem } from './service';

/** Why a request brought no usable answer. Its text is for the user; it holds no header and no request body. */
export class RequestFailure extends Error {
	constructor(
		message: string,
		/** What to do next. */
		readonly hint: string,
		readonly facts: FailureFacts,
	) {
		super(message);
		this.name = 'RequestFailure';
	}
}

export interface FailureFacts {
	/** HTTP status, where there was an answer. */
	readonly status?: number;
	/** Node's code of a failed connection, e.g. ECONNREFUSED. */
	readonly code?: string;
	readonly problem?: ApiProblem;
	/** How often the request was sent: 0 where an earlier refusal told how long to stay away. */
	readonly attempts: number;
	readonly mayBeProcessed: boolean;
}

/** What came of the last attempt, as far as its message needs it. */
export type LastAttempt =
	| {
			readonly kind: 'answered';
			readonly status: number;
			readonly problem: ApiProblem;
			readonly isWebPage: boolean;
	  }
	| { readonly kind: 'unreadable'; readonly status: number }
	| { readonly kind: 'timedOut'; readonly timeoutMs: number }
	| { readonly kind: 'cut'; readonly code: string }
	| { readonly kind: 'unreachable'; readonly code: string }
	| { readonly kind: 'misaddressed'; readonly code: string }
	| { readonly kind: 'notSent'; readonly reason: string };

export interface FailureContext {
	readonly serviceName: string;
	/** Scheme and host: enough to see a wrong environment. */
	readonly origin: string;
	readonly attempts: number;
	readonly mayBeProcessed: boolean;
	readonly repeatable: boolean;
	/** How long the server asks to wait, where it does. */
	readonly retryAfterMs?: number | undefined;
	readonly advice: Readonly<Record<number, string>>;
}

/** Puts an attempt that was not successful into words. Pure. */
export function describeFailure(last: LastAttempt, context: FailureContext): RequestFailure {
	const { attempts, mayBeProcessed } = context;
	const { message, hint } = textsOf(last, context);
	return new RequestFailure(
		sentences(message + triesText(attempts), unclearNote(last, context)),
		hint,
		{
			...('status' in last ? { status: last.status } : {}),
			...('code' in last ? { code: last.code } : {}),
			...('problem' in last ? { problem: last.problem } : {}),
			attempts,
			mayBeProcessed,
		},
	);
}

/** Not sent at all is what an earlier request's refusal spares the later ones. */
function triesText(attempts: number): string {
	if (attempts === 0) return ', so this was not sent';
	return attempts > 1 ? ` (tried ${attempts} times)` : '';
}

interface Texts {
	readonly message: string;
	readonly hint: string;
}

function textsOf(last: LastAttempt, context: FailureContext): Texts {
	const { serviceName: service, origin } = context;
	switch (last.kind) {
		case 'answered':
			return last.isWebPage
				? webPage(last.status, context)
				: statusTexts(last.status, last.problem, context);
		case 'unreadable':
			return {
				message: `${service} answered with HTTP ${last.status}, but the answer cannot be read`,
				hint: 'The answer is no complete JSON. A proxy between n8n and the API may have cut it.',
			};
		case 'timedOut':
			return {
				message: `${service} did not answer within ${seconds(last.timeoutMs)}`,
				hint: "Raise 'Timeout' in the node's options, or lower 'Concurrency' if many requests are under way.",
			};
		case 'cut':
			return {
				message: `The connection to ${service} was cut before an answer came (${last.code})`,
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
				hint: "Check 'Environment' and 'Base URL' in the credential.",
			};
		case 'notSent':
			return {
				message: `The request was not sent: ${last.reason}`,
				hint: 'Check the credential of this node.',
			};
	}
}

/** What a page says depends on who sends one: another website, a firewall, or a gateway before an API in trouble. */
function webPage(status: number, context: FailureContext): Texts {
	const { serviceName, origin } = context;
	const message = `${origin} answered with a web page instead of data (HTTP ${status})`;
	if (status === 401 || status === 403) {
		return {
			message,
			hint: `A firewall or proxy before ${serviceName}'s API probably turned the request away. Ask whoever runs it to let this n8n through, or check 'Base URL' in the credential.`,
		};
	}
	if (status < 400 || status === 404 || status === 405) {
		return {
			message,
			hint: `It is probably not the address of ${serviceName}'s API. Check 'Environment' and 'Base URL' in the credential.`,
		};
	}
	return statusTexts(status, {}, context);
}

const GENERAL_ADVICE: Readonly<Record<number, string>> = {
	401: 'Check the key and secret in the credential, and that they belong to the environment chosen there.',
	403: 'The credential is right but may not do this. Ask for the permission in the dashboard.',
	404: 'Check the ID, and that it belongs to the environment chosen in the credential.',
	409: 'Something with the same value exists already. Change the value, or update what exists.',
	429: "Set 'Requests per Second' or lower 'Concurrency' in the node's options, or run fewer items at a time.",
};

function statusTexts(status: number, problem: ApiProblem, context: FailureContext): Texts {
	const said = problem.text ? `: ${problem.text}` : '';
	return {
		message: `${context.serviceName} ${verdict(status)} (HTTP ${status})${said}`,
		hint:
			waitNote(context) +
			(context.advice[status] ?? GENERAL_ADVICE[status] ?? fallbackAdvice(status, problem)),
	};
}

function waitNote({ serviceName, retryAfterMs }: FailureContext): string {
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

function fallbackAdvice(status: number, { text }: ApiProblem): string {
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

function unclearNote(last: LastAttempt, context: FailureContext): string {
	if (!context.mayBeProcessed) return '';
	if (last.kind === 'unreadable') return 'It was probably processed';
	return context.repeatable
		? 'It may have been processed all the same; sending it again does no harm'
		: 'It may have been processed all the same: check before you send it again';
}

function seconds(ms: number): string {
	return ms % 1000 === 0 ? `${ms / 1000} second${ms === 1000 ? '' : 's'}` : `${ms} ms`;
}

/** Rounded up, as nothing earlier would be let through. */
function waitText(ms: number): string {
	const s = Math.ceil(ms / 1000);
	if (s < 120) return seconds(s * 1000);
	const minutes = Math.ceil(s / 60);
	if (minutes < 120) return `${minutes} minutes`;
	const hours = Math.ceil(minutes / 60);
	return hours < 48 ? `${hours} hours` : 'more than a day';
}
