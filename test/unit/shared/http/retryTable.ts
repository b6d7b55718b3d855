/**
 * The table of docs/reliability.md as data: what becomes of an attempt, and whether the request is sent again.
 * The test holds the rules and the document against it.
 */
import type { FailedAttempt } from '../../../../nodes/shared/http/attempt';

export interface RetryRow {
	/** The first cell of the document's row. */
	outcome: string;
	/** The attempts it stands for; none where nothing is left to decide. */
	attempts: FailedAttempt[];
	mayBeProcessed: boolean;
	/** Whether it is sent again, where that is idempotent and where it is not. */
	retried: { idempotent: boolean; other: boolean };
	/** Whether Maximum Retries counts it. */
	isCounted?: false;
}

const ALWAYS = { idempotent: true, other: true };
const ONLY_IF_IDEMPOTENT = { idempotent: true, other: false };
const NEVER = { idempotent: false, other: false };

function statuses(...codes: number[]): FailedAttempt[] {
	return codes.map((status) => ({
		kind: 'errorResponse',
		status,
		errorBody: {},
		isWebPage: false,
	}));
}

function codes(kind: 'cut' | 'unreachable' | 'misaddressed', code: string): FailedAttempt[] {
	return [{ kind, code }];
}

function pages(...codesOfPages: number[]): FailedAttempt[] {
	return statuses(...codesOfPages).map(
		(attempt) => ({ ...attempt, isWebPage: true }) as FailedAttempt,
	);
}

export const RETRY_TABLE: RetryRow[] = [
	{
		outcome: '2xx, JSON cut off',
		attempts: [{ kind: 'unreadable', status: 200 }],
		mayBeProcessed: true,
		retried: ONLY_IF_IDEMPOTENT,
	},
	{
		outcome: '2xx or 404 with a web page',
		attempts: pages(200, 404),
		mayBeProcessed: false,
		retried: NEVER,
	},
	{
		outcome: '3xx',
		attempts: statuses(300, 301, 302, 303, 304, 307, 308),
		mayBeProcessed: false,
		retried: NEVER,
	},
	{
		outcome: '400, 401, 403, 404, 409, 422, other 4xx',
		attempts: statuses(
			400,
			401,
			402,
			403,
			404,
			405,
			406,
			407,
			409,
			410,
			413,
			415,
			418,
			422,
			423,
			425,
			428,
			431,
			451,
		),
		mayBeProcessed: false,
		retried: NEVER,
	},
	{ outcome: '408', attempts: statuses(408), mayBeProcessed: true, retried: ONLY_IF_IDEMPOTENT },
	{
		outcome: '429',
		attempts: statuses(429),
		mayBeProcessed: false,
		retried: ALWAYS,
		isCounted: false,
	},
	{
		outcome: '500, 501 …',
		attempts: statuses(500, 501, 505, 507, 508, 511, 525, 530, 599),
		mayBeProcessed: true,
		retried: NEVER,
	},
	{
		outcome: '502, 503, 504, 520 to 524',
		attempts: [...statuses(502, 503, 504, 520, 521, 522, 523, 524), ...pages(502, 520)],
		mayBeProcessed: true,
		retried: ONLY_IF_IDEMPOTENT,
	},
	{
		outcome: 'No response, or no further part of it, within **Timeout**',
		attempts: [{ kind: 'timedOut', timeoutMs: 30_000 }],
		mayBeProcessed: true,
		retried: ONLY_IF_IDEMPOTENT,
	},
	{
		outcome: 'Connection cut (ECONNRESET …)',
		attempts: codes('cut', 'ECONNRESET'),
		mayBeProcessed: true,
		retried: ONLY_IF_IDEMPOTENT,
	},
	{
		outcome: 'Connection refused, DNS not responding (ECONNREFUSED, EAI_AGAIN, EHOSTUNREACH …)',
		attempts: codes('unreachable', 'ECONNREFUSED'),
		mayBeProcessed: false,
		retried: ALWAYS,
	},
	{
		outcome: 'Host unknown, certificate not trusted (ENOTFOUND, ERR_TLS_… , …CERT…)',
		attempts: codes('misaddressed', 'ENOTFOUND'),
		mayBeProcessed: false,
		retried: NEVER,
	},
];
