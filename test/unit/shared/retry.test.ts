import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import type { Attempt, RetryRules } from '../../../nodes/shared/retry';
import {
	FIRST_BACKOFF_MS,
	LONGEST_BACKOFF_MS,
	LONGEST_RETRY_AFTER_MS,
	decide,
	isUnclear,
	parseRetryAfter,
} from '../../../nodes/shared/retry';
import { RETRY_TABLE } from './retryTable';
import './support/patience';

const MOST_RETRIES = 5;

function rules(random = 1, maxRetries = MOST_RETRIES): RetryRules {
	return { maxRetries, random: () => random };
}

const CASES = RETRY_TABLE.flatMap(({ outcome, attempts, repeats, mayBeProcessed, holdsRun }) =>
	attempts.flatMap((attempt) =>
		[true, false].map((repeatable) => ({
			outcome: `${outcome} (${'status' in attempt ? attempt.status : attempt.kind})`,
			attempt,
			repeatable,
			repeats: repeatable ? repeats.safe : repeats.unsafe,
			holdsRun: holdsRun ?? false,
			mayBeProcessed,
		})),
	),
);

describe('decide', () => {
	it.each(CASES)('$outcome, repeatable: $repeatable → repeats: $repeats', (row) => {
		const number = Array.from({ length: MOST_RETRIES + 2 }, (_, index) => index + 1);
		const actions = number.map((n) => decide(row.attempt, n, row.repeatable, rules()).action);
		const repeated = number.map((n) => (row.repeats && n <= MOST_RETRIES ? 'repeat' : 'giveUp'));
		expect(actions).toEqual(repeated);
	});

	it.each(CASES.filter(({ repeats }) => repeats))(
		'$outcome, repeatable: $repeatable → holds the run: $holdsRun',
		({ attempt, repeatable, holdsRun }) => {
			expect(decide(attempt, 1, repeatable, rules())).toMatchObject({ holdsRun });
		},
	);

	it.each(CASES)('$outcome → may be processed: $mayBeProcessed', ({ attempt, mayBeProcessed }) => {
		expect(isUnclear(attempt)).toBe(mayBeProcessed);
	});

	it('repeats nothing where no repetition is wanted', () => {
		expect(decide({ kind: 'answered', status: 429 }, 1, true, rules(0, 0))).toEqual({
			action: 'giveUp',
		});
	});

	it.each([408, 502, 503, 504])('holds the run after %d with a Retry-After', (status) => {
		const attempt: Attempt = { kind: 'answered', status, retryAfterMs: 2000 };
		const decision = { action: 'repeat', waitMs: 2000, holdsRun: true };
		expect(decide(attempt, 1, true, rules())).toEqual(decision);
		expect(decide(attempt, 1, false, rules())).toEqual({ action: 'giveUp', holdRunMs: 2000 });
	});

	it('waits as long as the server asks for, up to five minutes, whatever the attempt', () => {
		const attempt = (retryAfterMs: number): Attempt => ({
			kind: 'answered',
			status: 429,
			retryAfterMs,
		});
		expect(LONGEST_RETRY_AFTER_MS).toBe(5 * 60 * 1000);
		for (const [waitMs, number] of [
			[1, 1],
			[2000, 5],
			[LONGEST_RETRY_AFTER_MS, 1],
		] as const) {
			expect(decide(attempt(waitMs), number, false, rules(0.5))).toMatchObject({ waitMs });
		}
		expect(decide(attempt(LONGEST_RETRY_AFTER_MS + 1), 1, true, rules())).toEqual({
			action: 'giveUp',
		});
	});

	it('backs off by itself where the server asks for no time at all', () => {
		const attempt: Attempt = { kind: 'answered', status: 429, retryAfterMs: 0 };
		expect(decide(attempt, 3, false, rules(0.5))).toEqual({
			action: 'repeat',
			waitMs: 3000,
			holdsRun: true,
		});
	});

	it('outlasts a quarter of a minute with five retries, however the draw goes', () => {
		const waits = [1, 2, 3, 4, 5].map((number) => {
			const decision = decide({ kind: 'unreachable' }, number, false, rules(0));
			return decision.action === 'repeat' ? decision.waitMs : 0;
		});
		expect(waits.reduce((sum, ms) => sum + ms)).toBeGreaterThan(15_000);
	});

	it('backs off twice as long each time, up to 30 seconds, anywhere between half of that and all', () => {
		const longest = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
		expect([FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS]).toEqual([1000, 30_000]);
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
				const waits = longest.map((_, index) => {
					const decision = decide({ kind: 'unanswered' }, index + 1, true, rules(random, 20));
					return decision.action === 'repeat' ? decision.waitMs : undefined;
				});
				expect(waits).toEqual(longest.map((ms) => Math.round((ms * (1 + random)) / 2)));
			}),
		);
	});
});

describe('docs/reliability.md', () => {
	const document = readFileSync(path.join(__dirname, '../../../docs/reliability.md'), 'utf8');
	const rows = document
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').map((cell) => cell.trim()));

	function told(repeats: boolean, mayBeProcessed: boolean): RegExp {
		if (repeats) return /^repeated$/;
		return mayBeProcessed
			? /^not repeated, "(may have been|probably) processed"$/
			: /^not repeated$/;
	}

	it.each(RETRY_TABLE)('tells of: $outcome', ({ outcome, repeats, mayBeProcessed }) => {
		const [, , processed, safe, unsafe] = rows.find(([, first]) => first === outcome) ?? [];
		expect(processed).toMatch(mayBeProcessed ? /^(unknown|probably)$/ : /^no$/);
		expect(safe).toMatch(told(repeats.safe, mayBeProcessed));
		expect(unsafe).toMatch(told(repeats.unsafe, mayBeProcessed));
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
