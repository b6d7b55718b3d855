import { Pace } from '../../../nodes/shared/pace';
import type { LimitedServer, RetryAfterStyle } from './support/limitedServers';
import { fixedWindow, slidingWindow, tokenBucket } from './support/limitedServers';
import type { Load } from './support/simulation';
import { simulate } from './support/simulation';
import './support/patience';

afterEach(() => {
	jest.restoreAllMocks();
});

/** @returns how many requests may start, asked every millisecond of a time */
function starts(pace: Pace, from: number, to: number): number[] {
	const times: number[] = [];
	for (let now = from; now < to; now++)
		while (pace.claim(now) === 0 && times.length < 1e5) times.push(now);
	return times;
}

describe('a pace without limits', () => {
	it('lets everything through at once', () => {
		const pace = new Pace(0);
		expect(Array.from({ length: 1000 }, () => pace.claim(5))).toEqual(Array(1000).fill(0));
	});

	it('goes on without a limit after a pause that was not about its rate', () => {
		const pace = new Pace(0);
		pace.claim(0);
		pace.close(500);
		expect(pace.claim(499)).toBe(1);
		expect(Array.from({ length: 1000 }, () => pace.claim(500))).toEqual(Array(1000).fill(0));
	});
});

describe('requests per second', () => {
	it.each([1, 2.5, 10, 40, 100])('spaces %d evenly', (perSecond) => {
		const times = starts(new Pace(perSecond), 0, 4000);
		const interval = 1000 / perSecond;
		// The first at once, then one for each full interval.
		expect(times).toHaveLength(Math.ceil(4000 / interval));
		times.forEach((time, index) => {
			expect(Math.abs(time - index * interval)).toBeLessThanOrEqual(1);
		});
	});

	it('says after how long to ask again', () => {
		const pace = new Pace(10);
		expect(pace.claim(0)).toBe(0);
		expect(pace.claim(0)).toBe(100);
		expect(pace.claim(60)).toBe(40);
		expect(pace.claim(100)).toBe(0);
	});

	it('makes up for a timer that was late by 25 ms, not for time in which nothing was to send', () => {
		const late = new Pace(100);
		late.claim(0);
		expect(starts(late, 20, 100)).toHaveLength(9);
		const idle = new Pace(100);
		idle.claim(0);
		const times = starts(idle, 10_000, 10_100);
		expect(times.filter((time) => time === 10_000)).toHaveLength(3);
		expect(times.length).toBeLessThanOrEqual(13);
	});

	it('is never exceeded, whatever the server allows', async () => {
		const { arrivals, lost } = await simulate(fixedWindow(30), {
			items: 300,
			concurrency: 25,
			latencyMs: 20,
			requestsPerSecond: 50,
		});
		expect(lost).toBe(0);
		const busiest = arrivals.map(
			(start) => arrivals.filter((time) => time >= start && time < start + 1000).length,
		);
		// What was under way at the end of a pause may arrive together with what comes after it.
		expect(Math.max(...busiest)).toBeLessThanOrEqual(53);
	});
});

describe('a refusal', () => {
	it('closes until the time the server named; nothing starts before, and the next at once after', () => {
		const pace = new Pace(0);
		pace.claim(0);
		pace.refused(0, 100, 2100);
		expect(pace.claim(100)).toBe(2000);
		expect(starts(pace, 101, 2100)).toEqual([]);
		expect(pace.claim(2100)).toBe(0);
	});

	it('does not open before the latest time named', () => {
		const pace = new Pace(0);
		pace.claim(0);
		pace.refused(0, 100, 5000);
		pace.refused(0, 110, 1000);
		pace.close(3000);
		expect(starts(pace, 120, 5000)).toEqual([]);
		expect(pace.claim(5000)).toBe(0);
	});

	it('is followed by 96 % of the rate that was accepted', () => {
		const pace = new Pace(0);
		for (let index = 0; index < 50; index++) pace.claim(0);
		for (let index = 0; index < 50; index++) pace.accepted();
		pace.refused(0, 600, 1000);
		const times = starts(pace, 1000, 6000);
		expect(times.length / 5).toBeGreaterThan(47);
		expect(times.length / 5).toBeLessThan(50);
	});

	it('measures over the pause where that is longer: so long is the window of the limit', () => {
		const pace = new Pace(0);
		for (let index = 0; index < 600; index++) pace.claim(0);
		for (let index = 0; index < 600; index++) pace.accepted();
		pace.refused(0, 2000, 62_000);
		expect(starts(pace, 62_000, 72_000).length / 10).toBeCloseTo(9.6, 0);
	});

	it('of a request from before the pause closes, but says nothing about the rate since', () => {
		const pace = new Pace(0);
		for (let index = 0; index < 50; index++) pace.claim(0);
		for (let index = 0; index < 50; index++) pace.accepted();
		pace.refused(0, 600, 1000);
		pace.claim(1000);
		pace.refused(599, 1100, 1500);
		expect(pace.claim(1100)).toBe(400);
		expect(starts(pace, 1500, 3500).length / 2).toBeGreaterThan(47);
	});

	it('soon after a pause halves the rate; later it lowers it a little', () => {
		const soon = learntAtFifty();
		for (let index = 0; index < 10; index++) soon.accepted();
		soon.refused(1000, 1200, 2000);
		expect(starts(soon, 2000, 6000).length / 4).toBeCloseTo(24, 0);

		const later = learntAtFifty();
		for (let index = 0; index < 250; index++) later.accepted();
		later.refused(1000, 6000, 7000);
		const rate = starts(later, 7000, 11_000).length / 4;
		expect(rate).toBeGreaterThan(45);
		expect(rate).toBeLessThan(49);
	});

	it('of everything since the last pause is no word on the rate: the pause was too short', () => {
		const pace = learntAtFifty();
		pace.refused(1000, 1100, 2000);
		pace.claim(2000);
		pace.refused(2000, 2100, 3000);
		expect(starts(pace, 3000, 5000).length / 2).toBeGreaterThan(47);
	});

	it('of the very first requests teaches nothing: others had used the limit up', () => {
		const pace = new Pace(0);
		for (let index = 0; index < 5; index++) pace.claim(0);
		for (let index = 0; index < 5; index++) pace.refused(0, 10, 1000);
		expect(Array.from({ length: 100 }, () => pace.claim(1000))).toEqual(Array(100).fill(0));
	});

	it('never stops a run for good', () => {
		const pace = new Pace(0);
		let now = 0;
		for (let refusals = 0; refusals < 50; refusals++) {
			now += pace.claim(now);
			pace.claim(now);
			pace.accepted();
			pace.refused(now, now + 10, now + 1000);
			now += 1000;
		}
		expect(starts(pace, now, now + 20_000).length).toBeGreaterThanOrEqual(4);
	});

	it('before anything was sent only closes', () => {
		const pace = new Pace(0);
		pace.accepted();
		pace.refused(0, 10, 100);
		expect(pace.claim(10)).toBe(90);
		expect(pace.claim(100)).toBe(0);
		expect(pace.claim(100)).toBe(0);
	});
});

/** A pace that has learnt 48 requests a second and goes on at 1000 ms. */
function learntAtFifty(): Pace {
	const pace = new Pace(0);
	for (let index = 0; index < 50; index++) pace.claim(0);
	for (let index = 0; index < 50; index++) pace.accepted();
	pace.refused(0, 600, 1000);
	pace.claim(1000);
	return pace;
}

describe('growth', () => {
	it('is slow for ten seconds after a guess, then quickens', () => {
		const times = starts(learntAtFifty(), 1000, 21_000);
		const rate = (from: number) => times.filter((t) => t >= from && t < from + 1000).length;
		expect(rate(10_000)).toBeLessThan(50);
		expect(rate(20_000)).toBeGreaterThan(150);
	});
});

interface Scenario {
	name: string;
	server(style: RetryAfterStyle): LimitedServer;
	items: number;
	/** The seconds that the limit itself takes for so many items. */
	allowedSeconds: number;
	/** Most of that time. */
	factor: number;
	styles?: RetryAfterStyle[];
}

const SCENARIOS: Scenario[] = [
	{
		name: '100 in each second of the clock',
		server: (style) => fixedWindow(100, 1000, style),
		items: 1000,
		allowedSeconds: 10,
		factor: 1.15,
	},
	{
		name: '100 within any second',
		server: (style) => slidingWindow(100, 1000, style),
		items: 1000,
		allowedSeconds: 10,
		factor: 1.15,
	},
	{
		name: 'a bucket of 100 tokens, 100 a second',
		server: (style) => tokenBucket(100, 100, style),
		items: 1000,
		allowedSeconds: 10,
		factor: 1.15,
	},
	{
		name: '10 in each second of the clock',
		server: (style) => fixedWindow(10, 1000, style),
		items: 200,
		allowedSeconds: 20,
		factor: 1.2,
	},
	{
		name: '600 in each minute of the clock',
		server: (style) => fixedWindow(600, 60_000, style),
		items: 1500,
		allowedSeconds: 150,
		factor: 1.1,
		// Without a word from the server nobody waits out a minute.
		styles: ['roundedUp', 'cut'],
	},
	{
		name: '60 within any minute',
		server: (style) => slidingWindow(60, 60_000, style),
		items: 200,
		allowedSeconds: 200,
		factor: 1.15,
		styles: ['roundedUp', 'cut'],
	},
	{
		// A burst says little about a rate: a bucket that is nearly empty is learnt slowly, but nothing is lost.
		name: 'a bucket of 10 tokens, 100 a second',
		server: (style) => tokenBucket(100, 10, style),
		items: 1000,
		allowedSeconds: 10,
		factor: 4,
	},
	{
		name: 'a bucket of 1 token, 10 a second',
		server: (style) => tokenBucket(10, 1, style),
		items: 200,
		allowedSeconds: 20,
		factor: 4.5,
	},
];

const LOADS: Array<Pick<Load, 'concurrency' | 'latencyMs'>> = [
	{ concurrency: 5, latencyMs: 20 },
	{ concurrency: 25, latencyMs: 50 },
	{ concurrency: 100, latencyMs: 20 },
];

const RUNS = SCENARIOS.flatMap((scenario) =>
	(scenario.styles ?? ['roundedUp', 'cut', 'absent']).flatMap((style) =>
		LOADS.flatMap((load) => [1, 2].map((seed) => ({ ...scenario, ...load, style, seed }))),
	),
);

describe('a run against a server that allows', () => {
	it.each(RUNS)(
		'$name (Retry-After $style), $concurrency at a time, $latencyMs ms, seed $seed: all done in time',
		async ({ server, style, allowedSeconds, factor, ...load }) => {
			const report = await simulate(server(style), load);
			expect(report.lost).toBe(0);
			expect(report.seconds).toBeLessThan(allowedSeconds * factor);
			// Those under way at the first refusal, and a few more with each time the rate is probed.
			expect(report.refused).toBeLessThanOrEqual(load.concurrency + 0.05 * load.items + 15);
			expect(report.mostAttempts).toBeLessThanOrEqual(5);
		},
	);

	it.each(LOADS)(
		'100 within any second, of which others had used all when it began ($concurrency at a time)',
		async (load) => {
			const server = slidingWindow(100);
			for (let index = 0; index < 100; index++) server(0);
			const report = await simulate(server, { items: 1000, ...load });
			expect(report.lost).toBe(0);
			expect(report.seconds).toBeLessThan(12.5);
		},
	);

	it('100 in each second: 10,000 items in 1.1 × the time, with few refusals', async () => {
		const load = { items: 10_000, concurrency: 25, latencyMs: 50 };
		const report = await simulate(fixedWindow(100), load);
		expect(report.lost).toBe(0);
		expect(report.seconds).toBeLessThan(110);
		expect(report.refused).toBeLessThan(60);
	});
});
