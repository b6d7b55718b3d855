/** All code for sending, against simulated servers: rate limits lose nothing, a server that is gone ends soon. */
import type { FailedAttempt } from '../../../../nodes/shared/http/attempt';
import { readResponse } from '../../../../nodes/shared/http/transport';
import type { RequestError } from '../../../../nodes/shared/output/requestError';
import type { RetryAfterStyle } from '../../../support/simulation/limitedServers';
import {
	fixedWindow,
	slidingWindow,
	tokenBucket,
} from '../../../support/simulation/limitedServers';
import type { Load, Report, SimulatedServer } from '../../../support/simulation/simulation';
import { CREATE, UPDATE, seededRandom, simulate } from '../../../support/simulation/simulation';
import '../support/patience';
import { SERVICE } from '../support/service';

const MINUTE_MS = 60_000;

type Kind = (requests: number, windowMs: number, style: RetryAfterStyle) => SimulatedServer;

function bucketOf(burst: number): Kind {
	return (requests, windowMs, style) => tokenBucket((requests * 1000) / windowMs, burst, style);
}

const KINDS: Record<string, Kind> = {
	'fixed window': fixedWindow,
	'sliding window': slidingWindow,
	'bucket of 1': bucketOf(1),
	'bucket of 10': bucketOf(10),
	'bucket of 100': bucketOf(100),
};

/** Tells the time in dates, by a clock that is ahead of this machine's: n8n's is slow. */
function datedServer(server: SimulatedServer, aheadMs: number): SimulatedServer {
	const startedAt = Date.now() + aheadMs;
	return (now) => {
		const { attempt } = server(now);
		if (attempt.kind !== 'errorResponse') return { attempt };
		const date = (ms: number) => new Date(startedAt + now + ms).toUTCString();
		const headers = { date: date(0), 'retry-after': date(attempt.retryAfterMs ?? 0) };
		return { attempt: readResponse({ statusCode: 429, body: '', headers }, SERVICE) };
	};
}

/** Once, an account's earlier use lowered what was thought to be the limit: to a hundredth, and less by the hour. */
describe('what came before a run does not slow it down', () => {
	const SERVERS: Record<string, [perSecond: number, server: () => SimulatedServer]> = {
		'fixed window, 100 a second': [100, () => fixedWindow(100)],
		'sliding window, 60 a minute': [1, () => slidingWindow(60, MINUTE_MS)],
		'bucket of 10, 20 a second': [20, () => tokenBucket(20, 10)],
	};

	it.each(
		Object.keys(SERVERS).flatMap((name) => [
			{ name, executions: 0, everyMs: 0 },
			{ name, executions: 120, everyMs: 30_000 },
			{ name, executions: 300, everyMs: 900 },
		]),
	)('$name, after $executions executions, $everyMs ms apart', async ({ name, ...before }) => {
		const [perSecond, server] = SERVERS[name] as [number, () => SimulatedServer];
		const load = { items: 300, concurrency: 10, latencyMs: 40, before };
		const { lost, seconds } = await simulate(server(), load);

		expect(lost).toBe(0);
		expect(seconds).toBeLessThan((2 * load.items) / perSecond);
	});
});

describe('no item is lost to a rate limit', () => {
	/** What is known to be hard: each of these once lost items. */
	it.each<[string, () => SimulatedServer, Load]>([
		[
			'100 executions of an item each, 10 a second',
			() => slidingWindow(10),
			{ items: 1, executions: 100, concurrency: 5, latencyMs: 50 },
		],
		[
			'four runs of 40, bucket of 20 a minute',
			() => tokenBucket(20 / 60, 20),
			{ items: 40, executions: 4, concurrency: 5, latencyMs: 100 },
		],
		[
			'1 a minute, concurrency 2',
			() => fixedWindow(1, MINUTE_MS),
			{ items: 10, concurrency: 2, latencyMs: 100 },
		],
		[
			'2 a minute, concurrency 3',
			() => slidingWindow(2, MINUTE_MS),
			{ items: 20, concurrency: 3, latencyMs: 100 },
		],
		[
			'4 a minute, concurrency 5',
			() => slidingWindow(4, MINUTE_MS),
			{ items: 40, concurrency: 5, latencyMs: 100 },
		],
		[
			'bucket of 60 a minute',
			() => tokenBucket(1, 60),
			{ items: 200, concurrency: 5, latencyMs: 100 },
		],
		[
			'bucket of 100 a minute',
			() => tokenBucket(100 / 60, 100),
			{ items: 300, concurrency: 5, latencyMs: 100 },
		],
		[
			'Retry-After as a date, n8n 6 minutes slow',
			() => datedServer(fixedWindow(20, MINUTE_MS), 6 * MINUTE_MS),
			{ items: 100, concurrency: 5, latencyMs: 50 },
		],
		[
			'Retry-After as a date, n8n 6 minutes fast',
			() => datedServer(fixedWindow(20, MINUTE_MS), -6 * MINUTE_MS),
			{ items: 100, concurrency: 5, latencyMs: 50 },
		],
		[
			'four processes, 20 a second',
			() => slidingWindow(20),
			{ items: 100, processes: 4, concurrency: 5, latencyMs: 50 },
		],
	])('%s', async (_what, server, load) => {
		for (const seed of [1, 2, 3]) {
			const report = await simulate(server(), { ...load, seed });
			expect(report.lost).toBe(0);
		}
	});

	/** Drawn once and for all: the same cases each time. */
	const random = seededRandom(11);
	const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
	const SAMPLE = Array.from({ length: 64 }, (_, index) => {
		const [requests, windowMs, most] = oneOf([
			[1, MINUTE_MS, 15],
			[7, MINUTE_MS, 30],
			[60, MINUTE_MS, 100],
			[1, 1000, 100],
			[10, 1000, 200],
			[100, 1000, 400],
			[1000, 1000, 1500],
		] as const);
		const executions = oneOf([1, 1, 4, 100]);
		return {
			kind: oneOf(Object.keys(KINDS)),
			requests,
			windowMs,
			style: oneOf<RetryAfterStyle>(['roundedUp', 'cut', 'absent']),
			items: Math.ceil(most / executions),
			executions,
			concurrency: oneOf([1, 2, 5, 25, 100]),
			latencyMs: oneOf([1, 20, 100, 500]),
			seed: index,
		};
	});

	it.each(SAMPLE)(
		'$kind, $requests in $windowMs ms, Retry-After $style: $executions × $items, $concurrency at a time, $latencyMs ms',
		async ({ kind, requests, windowMs, style, ...load }) => {
			const server = (KINDS[kind] as Kind)(requests, windowMs, style);
			expect((await simulate(server, load)).lost).toBe(0);
		},
	);
});

describe('a limit is used well', () => {
	const TYPICAL = [
		{ concurrency: 5, latencyMs: 20 },
		{ concurrency: 25, latencyMs: 50 },
	];

	it.each(
		TYPICAL.flatMap((load) => [
			{ ...load, kind: 'fixed window', most: 1.2 },
			{ ...load, kind: 'sliding window', most: 1.2 },
			{ ...load, kind: 'bucket of 100', most: 1.2 },
			{ ...load, kind: 'bucket of 10', most: 1.5 },
		]),
	)(
		'$kind, 100 a second, $concurrency at a time, $latencyMs ms: at most $most × the time',
		async ({ kind, most, ...load }) => {
			const items = 1000;
			for (const style of ['roundedUp', 'cut', 'absent'] as const) {
				const server = (KINDS[kind] as Kind)(100, 1000, style);
				const { lost, seconds } = await simulate(server, { ...load, items });
				expect(lost).toBe(0);
				expect(seconds).toBeLessThanOrEqual((most * items) / 100);
			}
		},
	);

	it.each(['fixed window', 'sliding window', 'bucket of 10'])(
		'%s, 10 a second, 100 executions of an item each: at most twice the time',
		async (kind) => {
			const server = (KINDS[kind] as Kind)(10, 1000, 'roundedUp');
			const load = { items: 1, executions: 100, concurrency: 5, latencyMs: 50 };
			const { lost, seconds } = await simulate(server, load);
			expect(lost).toBe(0);
			expect(seconds).toBeLessThanOrEqual(20);
		},
	);
});

const TIMED_OUT: FailedAttempt = { kind: 'timedOut', timeoutMs: 30_000 };
const REFUSES: FailedAttempt = { kind: 'unreachable', code: 'ECONNREFUSED' };

function status(code: number): FailedAttempt {
	return { kind: 'errorResponse', status: code, errorBody: {}, isWebPage: false };
}

/** How a server is gone, and after how long that is noticed. */
const GONE = [
	{ how: 'refuses connections', attempt: REFUSES, afterMs: 0, isUnclear: false },
	{ how: 'hangs', attempt: TIMED_OUT, afterMs: 30_000, isUnclear: true },
	...[502, 503, 504].map((code) => ({
		how: `responds with ${code}`,
		attempt: status(code),
		afterMs: 0,
		isUnclear: true,
	})),
];

describe('a server that is gone', () => {
	const CASES = GONE.flatMap((gone) => [
		{ ...gone, what: 'updates', request: UPDATE },
		{ ...gone, what: 'creates', request: CREATE },
	]);

	it.each(CASES)(
		'and $how for ever: 10,000 $what end within ten minutes, each told truly',
		async ({ attempt, afterMs, isUnclear, request }) => {
			const load = { items: 10_000, concurrency: 5, latencyMs: 20, request };
			const report = await simulate(() => ({ attempt, afterMs }), load);
			expect(report.lost).toBe(10_000);
			expect(report.seconds).toBeLessThan(600);
			const facts = report.errors.map((error) => (error as RequestError).facts);
			expect(facts.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(report.sent);
			const untrue = facts.filter(
				({ attempts, mayBeProcessed }) => mayBeProcessed !== (isUnclear && attempts > 0),
			);
			expect(untrue).toEqual([]);
		},
	);

	/** Works, but for a time. */
	function broken(fromMs: number, forMs: number, gone: (typeof GONE)[number]): SimulatedServer {
		return (now) => {
			const isBroken = now >= fromMs && now < fromMs + forMs;
			return isBroken
				? gone
				: { attempt: { kind: 'success', response: { status: 200, body: '' } } };
		};
	}

	it.each(GONE)('and $how for 15 seconds: none of 1,000 updates is lost', async (gone) => {
		for (const seed of [1, 2, 3, 4, 5]) {
			const load = { items: 1000, concurrency: 5, latencyMs: 50, seed };
			const report = await simulate(broken(3000, 15_000, gone), load);
			expect(report.lost).toBe(0);
		}
	});

	it('and responds with 503 for 10 seconds: only a handful of 1,000 creates is lost', async () => {
		for (const seed of [1, 2, 3, 4, 5]) {
			const load = { items: 1000, concurrency: 5, latencyMs: 50, seed, request: CREATE };
			const gone = GONE[3] as (typeof GONE)[number];
			const report: Report = await simulate(broken(3000, 10_000, gone), load);
			expect(report.lost).toBeLessThanOrEqual(15);
			expect(report.lost).toBeGreaterThan(0);
		}
	});
});
