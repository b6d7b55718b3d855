import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import type { FailedAttempt } from '../../../../nodes/shared/http/attempt';
import { isUnavailable, mayBeProcessed, retryAfterOf } from '../../../../nodes/shared/http/attempt';
import type { RetryRules, Situation } from '../../../../nodes/shared/http/retry';
import {
	FIRST_BACKOFF_MS,
	MAX_BACKOFF_MS,
	MAX_PAUSE_MS,
	backoffMs,
	decide,
	parseRetryAfter,
} from '../../../../nodes/shared/http/retry';
import { CREATE, READ } from '../support/requests';
import { RETRY_TABLE } from './retryTable';
import '../support/patience';

const MAX_RETRIES = 5;
const GIVE_UP = { action: 'giveUp' };

function rules(changes: Partial<RetryRules> = {}): RetryRules {
	return {
		maxRetries: MAX_RETRIES,
		patienceMs: MAX_PAUSE_MS,
		random: () => 1,
		...changes,
	};
}

function situation(changes: Partial<Situation> = {}): Situation {
	return { retries: 0, idempotent: false, starvedMs: 0, ...changes };
}

function refused(status: number, retryAfterMs?: number): FailedAttempt {
	return { kind: 'errorResponse', status, errorBody: {}, isWebPage: false, retryAfterMs };
}

const UNREACHABLE: FailedAttempt = { kind: 'unreachable', code: 'ECONNREFUSED' };
const CUT: FailedAttempt = { kind: 'cut', code: 'ECONNRESET' };
const NOT_SENT: FailedAttempt = { kind: 'notSent', reason: 'no key' };

const CASES = RETRY_TABLE.flatMap((row) =>
	row.attempts.flatMap((attempt) =>
		[true, false].map((idempotent) => ({
			outcome: `${row.outcome} (${'status' in attempt ? attempt.status : attempt.kind})`,
			attempt,
			idempotent,
			isRetried: idempotent ? row.retried.idempotent : row.retried.other,
			isCounted: row.isCounted ?? true,
			mayBeProcessed: row.mayBeProcessed,
		})),
	),
);

describe('decide', () => {
	it.each(CASES)(
		'$outcome, idempotent: $idempotent → retried: $isRetried',
		({ attempt, idempotent, isRetried, isCounted }) => {
			const retries = Array.from({ length: MAX_RETRIES + 2 }, (_, index) => index);
			const actions = retries.map(
				(so) => decide(attempt, situation({ retries: so, idempotent }), rules()).action,
			);
			const isOn = (so: number) => isRetried && (!isCounted || so < MAX_RETRIES);
			expect(actions).toEqual(retries.map((so) => (isOn(so) ? 'retry' : 'giveUp')));
		},
	);

	it.each(CASES)('$outcome → may be processed: $mayBeProcessed', (row) => {
		expect(mayBeProcessed(row.attempt, CREATE)).toBe(row.mayBeProcessed);
		expect(mayBeProcessed(row.attempt, READ)).toBe(false);
	});

	it('never sends again what n8n could not send', () => {
		expect(decide(NOT_SENT, situation({ idempotent: true }), rules())).toEqual(GIVE_UP);
		expect(mayBeProcessed(NOT_SENT, CREATE)).toBe(false);
	});

	it('sends nothing again where no retry is wanted, but for a rate limit', () => {
		const none = rules({ maxRetries: 0 });
		expect(decide(UNREACHABLE, situation({ idempotent: true }), none)).toEqual(GIVE_UP);
		expect(decide(refused(429), situation(), none)).toMatchObject({ action: 'retry' });
	});

	it('leaves the wait after a 429 to the rate limiter, for all requests together', () => {
		const decision = { action: 'retry', afterMs: 0 };
		expect(decide(refused(429), situation({ retries: 4 }), rules())).toEqual(decision);
		expect(decide(refused(429, 60_000), situation(), rules())).toEqual(decision);
	});

	it('gives a rate limit up that accepts nothing for five minutes, or asks for more than that', () => {
		expect(MAX_PAUSE_MS).toBe(5 * 60 * 1000);
		const after = (retryAfterMs: number, starvedMs: number) =>
			decide(refused(429, retryAfterMs), situation({ starvedMs }), rules()).action;
		expect(after(MAX_PAUSE_MS, MAX_PAUSE_MS)).toBe('retry');
		expect(after(MAX_PAUSE_MS + 1, 0)).toBe('giveUp');
		expect(after(0, MAX_PAUSE_MS + 1)).toBe('giveUp');
	});

	it('waits less for a rate limit where somebody sits before the screen', () => {
		const impatient = rules({ patienceMs: 5000 });
		expect(decide(refused(429, 5001), situation(), impatient)).toEqual(GIVE_UP);
		expect(decide(refused(429), situation({ starvedMs: 5001 }), impatient)).toEqual(GIVE_UP);
		expect(decide(refused(429, 5000), situation(), impatient)).toMatchObject({ action: 'retry' });
	});

	it('gives up a 503 that asks for a longer pause than somebody waits in front of the editor', () => {
		const rule = rules({ patienceMs: 10_000 });
		const idempotent = situation({ idempotent: true });
		expect(decide(refused(503, 9_000), idempotent, rule).action).toBe('retry');
		expect(decide(refused(503, 200_000), idempotent, rule)).toEqual(GIVE_UP);
	});

	it.each([408, 502, 503, 504])(
		'waits after %d as long as it asks for, up to five minutes',
		(status) => {
			const idempotent = situation({ idempotent: true });
			const attempt = refused(status, 7000);
			expect(decide(attempt, idempotent, rules())).toEqual({ action: 'retry', afterMs: 7000 });
			expect(decide(attempt, situation(), rules())).toEqual(GIVE_UP);
			expect(decide(refused(status, MAX_PAUSE_MS), idempotent, rules()).action).toBe('retry');
			expect(decide(refused(status, MAX_PAUSE_MS + 1), idempotent, rules())).toEqual(GIVE_UP);
		},
	);

	it.each([0, 10, undefined])('never waits less than the backoff: Retry-After of %p ms', (ms) => {
		const decision = decide(refused(503, ms), situation({ idempotent: true, retries: 2 }), rules());
		expect(decision).toEqual({ action: 'retry', afterMs: 4000 });
	});
});

describe('backoff', () => {
	it('outlasts a quarter of a minute with five retries, however the draw goes', () => {
		const waits = [0, 1, 2, 3, 4].map((retries) => backoffMs(retries, () => 0));
		expect(waits.reduce((sum, ms) => sum + ms)).toBeGreaterThan(15_000);
	});

	it('is twice as long each time, up to 30 seconds, anywhere between half of that and all', () => {
		const longest = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
		expect([FIRST_BACKOFF_MS, MAX_BACKOFF_MS]).toEqual([1000, 30_000]);
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
				const waits = longest.map((_, retries) => {
					const so = situation({ idempotent: true, retries });
					const decision = decide(CUT, so, rules({ random: () => random, maxRetries: 20 }));
					return decision.action === 'retry' ? decision.afterMs : undefined;
				});
				expect(waits).toEqual(longest.map((ms) => Math.round((ms * (1 + random)) / 2)));
			}),
		);
	});
});

describe('attempts', () => {
	it.each([
		...[502, 503, 504, 520, 521, 522, 523, 524].map((status) => [refused(status), true] as const),
		...[400, 408, 429, 500, 501, 525].map((status) => [refused(status), false] as const),
		[UNREACHABLE, true] as const,
		[CUT, true] as const,
		[{ kind: 'timedOut', timeoutMs: 1 } as const, true] as const,
		[{ kind: 'unreadable', status: 200 } as const, false] as const,
		[{ kind: 'misaddressed', code: 'ENOTFOUND' } as const, false] as const,
		[NOT_SENT, false] as const,
	])('%j → nobody was there: %p', (attempt, unavailable) => {
		expect(isUnavailable(attempt)).toBe(unavailable);
	});

	it('ask for no time where they say nothing', () => {
		expect([retryAfterOf(refused(503, 5)), retryAfterOf(refused(503)), retryAfterOf(CUT)]).toEqual([
			5, 0, 0,
		]);
	});
});

describe('docs/reliability.md', () => {
	const document = readFileSync(path.join(__dirname, '../../../../docs/reliability.md'), 'utf8');
	const rows = document
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').map((cell) => cell.trim()));

	function told(isRetried: boolean, mayBe: boolean): RegExp {
		if (isRetried) return /^retried$/;
		return mayBe ? /^not retried, "(may have been|probably) processed"$/ : /^not retried$/;
	}

	it.each(RETRY_TABLE)('tells of: $outcome', ({ outcome, retried, mayBeProcessed: mayBe }) => {
		const [, , processed, safe, unsafe] = rows.find(([, first]) => first === outcome) ?? [];
		expect(processed).toMatch(mayBe ? /^(unknown|probably)$/ : /^no$/);
		expect(safe).toMatch(told(retried.idempotent, mayBe));
		expect(unsafe).toMatch(told(retried.other, mayBe));
	});
});

describe('parseRetryAfter', () => {
	const NOW = Date.parse('2026-11-21T12:00:00Z');

	it.each([
		['2', 2000],
		[2, 2000],
		[' 120 ', 120_000],
		['0', 0],
		['0.5', 500],
		['1.0005', 1001],
		['Sat, 21 Nov 2026 12:00:02 GMT', 2000],
		['Saturday, 21-Nov-26 12:00:02 GMT', 2000],
		['Sat Nov 21 12:00:02 2026', 2000],
		['Sat, 21 Nov 2026 11:59:00 GMT', 0],
		['Sun, 06 Nov 1994 08:49:37 GMT', 0],
		['99999999', 99_999_999_000],
	])('reads %p as %p ms', (header, expected) => {
		expect(parseRetryAfter(header, NOW)).toBe(expected);
	});

	it.each([
		undefined,
		null,
		'',
		'soon',
		'soon 5',
		'retry after 10',
		'5 seconds',
		'-1',
		'1e3',
		'0x10',
		'Infinity',
		Number.NaN,
		'Soon, in 00:00:05 GMT',
		'2 GMT',
		'Sat, 21 Nov 2026 12:00:02 GMT+0530',
		'on Sat, 21 Nov 2026 12:00:02 GMT',
		'2026-11-21T12:00:02Z',
		{},
		['1'],
		true,
	])('finds nothing usable in %p', (header) => {
		expect(parseRetryAfter(header, NOW)).toBeUndefined();
	});

	it('reads every moment in the three forms of HTTP, whatever the time zone of this machine', () => {
		const day = fc.date({ min: new Date(NOW), max: new Date('2040-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(day, (date) => {
				const text = date.toUTCString();
				const [, dayName, dayNumber, month, year, time] =
					/^(\w{3}), (\d\d) (\w{3}) (\d{4}) (\S+) GMT$/.exec(text) ?? [];
				const asctime = `${dayName} ${month} ${dayNumber?.replace(/^0/, ' ')} ${time} ${year}`;
				const expected = Math.floor(date.getTime() / 1000) * 1000 - NOW;
				expect(parseRetryAfter(text, NOW)).toBe(expected);
				expect(parseRetryAfter(asctime, NOW)).toBe(expected);
			}),
		);
	});

	it('never gives a time below zero, nor something that is no number', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.anything()), (header) => {
				expect(parseRetryAfter(header, NOW) ?? 0).toBeGreaterThanOrEqual(0);
			}),
		);
	});
});
