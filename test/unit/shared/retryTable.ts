/**
 * The table of docs/reliability.md as data: what becomes of an attempt, and whether the request is sent again.
 * The test holds the rules and the document against it.
 */
import type { Attempt } from '../../../nodes/shared/retry';

export interface RetryRow {
	/** The first cell of the document's row. */
	outcome: string;
	/** The attempts it stands for; none where nothing is left to decide. */
	attempts: Attempt[];
	mayBeProcessed: boolean;
	/** Whether it is repeated, for what is safe to repeat and for what is not. */
	repeats: { safe: boolean; unsafe: boolean };
	/** Whether the whole run waits. */
	holdsRun?: true;
}

const ALWAYS = { safe: true, unsafe: true };
const ONLY_IF_SAFE = { safe: true, unsafe: false };
const NEVER = { safe: false, unsafe: false };

function answered(...statuses: number[]): Attempt[] {
	return statuses.map((status) => ({ kind: 'answered', status }));
}

export const RETRY_TABLE: RetryRow[] = [
	{
		outcome: '2xx, JSON cut off',
		attempts: [{ kind: 'unanswered' }],
		mayBeProcessed: true,
		repeats: ONLY_IF_SAFE,
	},
	{
		outcome: '2xx or 404 with a web page',
		attempts: [{ kind: 'misaddressed' }, ...answered(404)],
		mayBeProcessed: false,
		repeats: NEVER,
	},
	{
		outcome: '3xx',
		attempts: answered(300, 301, 302, 303, 304, 307, 308),
		mayBeProcessed: false,
		repeats: NEVER,
	},
	{
		outcome: '400, 401, 403, 404, 409, 422, other 4xx',
		attempts: answered(
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
		repeats: NEVER,
	},
	{ outcome: '408', attempts: answered(408), mayBeProcessed: true, repeats: ONLY_IF_SAFE },
	{
		outcome: '429',
		attempts: answered(429),
		mayBeProcessed: false,
		repeats: ALWAYS,
		holdsRun: true,
	},
	{
		outcome: '500, 501 …',
		attempts: answered(500, 501, 505, 507, 508, 511, 520, 599),
		mayBeProcessed: true,
		repeats: NEVER,
	},
	{
		outcome: '502, 503, 504',
		attempts: answered(502, 503, 504),
		mayBeProcessed: true,
		repeats: ONLY_IF_SAFE,
	},
	{
		outcome: 'No answer, or no further part of it, within **Timeout**',
		attempts: [{ kind: 'unanswered' }],
		mayBeProcessed: true,
		repeats: ONLY_IF_SAFE,
	},
	{
		outcome: 'Connection cut (ECONNRESET …)',
		attempts: [{ kind: 'unanswered' }],
		mayBeProcessed: true,
		repeats: ONLY_IF_SAFE,
	},
	{
		outcome: 'Connection refused, DNS not answering (ECONNREFUSED, EAI_AGAIN, EHOSTUNREACH …)',
		attempts: [{ kind: 'unreachable' }],
		mayBeProcessed: false,
		repeats: ALWAYS,
		holdsRun: true,
	},
	{
		outcome: 'Host unknown, certificate not trusted (ENOTFOUND, ERR_TLS_… , …CERT…)',
		attempts: [{ kind: 'misaddressed' }],
		mayBeProcessed: false,
		repeats: NEVER,
	},
];
