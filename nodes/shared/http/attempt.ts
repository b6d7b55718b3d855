import type { ApiErrorBody } from '../service';
import type { ApiRequest, ApiResponse } from '../operation';

/** What came of sending a request once, or of trying to, where it was no success. */
export type FailedAttempt =
	/** The API, or something before it, refused with a status; also a 2xx whose body is a web page. */
	| {
			readonly kind: 'errorResponse';
			readonly status: number;
			readonly errorBody: ApiErrorBody;
			readonly isWebPage: boolean;
			/** Milliseconds that the API asks to wait. */
			readonly retryAfterMs?: number | undefined;
	  }
	/** A 2xx whose body is cut off. */
	| { readonly kind: 'unreadable'; readonly status: number }
	| { readonly kind: 'timedOut'; readonly timeoutMs: number }
	| { readonly kind: 'cut'; readonly code: string }
	/** Nobody took the connection, so nothing can have been processed. */
	| { readonly kind: 'unreachable'; readonly code: string }
	/** The address itself is wrong or not trusted; sending again changes nothing. */
	| { readonly kind: 'misaddressed'; readonly code: string }
	/** n8n could not send it, for example as the credential is broken. */
	| { readonly kind: 'notSent'; readonly reason: string };

/** What came of sending a request once. */
export type Attempt = { readonly kind: 'success'; readonly response: ApiResponse } | FailedAttempt;

/** Statuses that say nothing of the request: a gateway found no server, or an overloaded one. 52x are Cloudflare's. */
const UNAVAILABLE = new Set([502, 503, 504, 520, 521, 522, 523, 524]);

/** @returns whether nobody was there to process the request, as far as anybody can tell */
export function isUnavailable(attempt: FailedAttempt): boolean {
	if (attempt.kind === 'errorResponse') return UNAVAILABLE.has(attempt.status);
	return attempt.kind === 'timedOut' || attempt.kind === 'cut' || attempt.kind === 'unreachable';
}

export function isRateLimited(attempt: FailedAttempt): boolean {
	return attempt.kind === 'errorResponse' && attempt.status === 429;
}

/** @returns whether the API may have processed the request although it reported no success */
export function mayBeProcessed(attempt: FailedAttempt, { method }: ApiRequest): boolean {
	if (method === 'GET') return false;
	if (attempt.kind === 'errorResponse') return attempt.status === 408 || attempt.status >= 500;
	return ['unreadable', 'timedOut', 'cut'].includes(attempt.kind);
}

/** @returns milliseconds that the API asks to wait, 0 where it says nothing */
export function retryAfterOf(attempt: FailedAttempt): number {
	return attempt.kind === 'errorResponse' ? (attempt.retryAfterMs ?? 0) : 0;
}
