import { RateLimiter, Spacing } from '../../../../nodes/shared/http/rateLimiter';

/** @returns when requests may start, asked every millisecond of a time */
function starts(limiter: RateLimiter, from: number, to: number): number[] {
	const times: number[] = [];
	for (let now = from; now < to; now++) {
		while (limiter.delay(now) <= 0 && times.length < 1e5) {
			limiter.take(now);
			times.push(now);
		}
	}
	return times;
}

function spaced(spacing: Spacing, perSecond: number, from: number, to: number): number[] {
	const times: number[] = [];
	for (let now = from; now < to; now++) {
		while (spacing.delay(now) <= 0) {
			spacing.take(now, perSecond);
			times.push(now);
		}
	}
	return times;
}

/** Without jitter, and with half of the longest backoff. */
function limiterOf(random = 0): RateLimiter {
	return new RateLimiter(() => random);
}

/** Sent, accepted, and then the first 429. */
function rateLimitedAfter(limiter: RateLimiter, count: number, retryAfterMs: number): RateLimiter {
	for (let index = 0; index < count; index++) limiter.take(0);
	for (let index = 0; index < count; index++) limiter.accepted(0, 500);
	limiter.rateLimited(0, 500, retryAfterMs);
	return limiter;
}

describe('spacing', () => {
	it.each([1, 2.5, 10, 40, 100])('spaces %d a second evenly', (perSecond) => {
		const times = spaced(new Spacing(), perSecond, 0, 4000);
		const interval = 1000 / perSecond;
		// The first at once, then one for each full interval.
		expect(times).toHaveLength(Math.ceil(4000 / interval));
		times.forEach((time, index) => {
			expect(Math.abs(time - index * interval)).toBeLessThanOrEqual(1);
		});
	});

	it('says after how long the next slot comes', () => {
		const spacing = new Spacing();
		expect(spacing.delay(0)).toBeLessThanOrEqual(0);
		spacing.take(0, 10);
		expect([spacing.delay(0), spacing.delay(60), spacing.delay(100)]).toEqual([100, 40, 0]);
	});

	it('makes up for a timer that was late by 25 ms, not for time in which nothing was to send', () => {
		const late = new Spacing();
		late.take(0, 100);
		expect(spaced(late, 100, 20, 100)).toHaveLength(9);
		const idle = new Spacing();
		idle.take(0, 100);
		const times = spaced(idle, 100, 10_000, 10_100);
		expect(times.filter((time) => time === 10_000)).toHaveLength(3);
		expect(times.length).toBeLessThanOrEqual(13);
	});

	it('knows no limit where there is none', () => {
		const spacing = new Spacing();
		for (let index = 0; index < 1000; index++) {
			expect(spacing.delay(5)).toBeLessThanOrEqual(0);
			spacing.take(5, Infinity);
		}
	});
});

describe('a limiter that has met no limit', () => {
	it('lets everything through at once', () => {
		const limiter = limiterOf();
		for (let index = 0; index < 1000; index++) {
			expect(limiter.delay(5)).toBeLessThanOrEqual(0);
			limiter.take(5);
		}
	});

	it('goes on without one after a pause that was not about its rate', () => {
		const limiter = limiterOf();
		limiter.take(0);
		limiter.close(0, 500);
		expect(limiter.delay(499)).toBe(1);
		for (let index = 0; index < 1000; index++) {
			expect(limiter.delay(500)).toBeLessThanOrEqual(0);
			limiter.take(500);
		}
	});
});

describe('a 429', () => {
	it('closes until the time the API named; nothing starts before, and the next at once after', () => {
		const limiter = rateLimitedAfter(limiterOf(), 1, 2000);
		expect(limiter.delay(500)).toBe(2000);
		expect(starts(limiter, 501, 2500)).toEqual([]);
		expect(limiter.delay(2500)).toBeLessThanOrEqual(0);
	});

	it('waits up to a tenth and a second longer, so that not all come back at the same moment', () => {
		expect(rateLimitedAfter(limiterOf(0.5), 1, 2000).delay(500)).toBe(2100);
		expect(rateLimitedAfter(limiterOf(1), 1, 60_000).delay(500)).toBe(61_000);
	});

	it('does not open before the latest time named', () => {
		const limiter = rateLimitedAfter(limiterOf(), 1, 5000);
		limiter.rateLimited(0, 510, 1000);
		limiter.close(510, 3000);
		expect(starts(limiter, 520, 5500)).toEqual([]);
		expect(limiter.delay(5500)).toBeLessThanOrEqual(0);
	});

	it.each([
		// Nothing was accepted yet, so that at most one request a second starts.
		[0, [100, 1000, 1000, 1000, 1600, 3200, 5000, 5000]],
		[100, [100, 1000, 1000, 1000, 1600, 3200, 5000, 5000]],
		[3000, [3000, 3000, 3000, 3000, 3000, 3200, 5000, 5000]],
	])(
		'is never followed by less than the backoff, which doubles: Retry-After of %d ms',
		(retryAfterMs, pauses) => {
			const limiter = limiterOf();
			let now = 0;
			const seen = pauses.map(() => {
				limiter.take(now);
				limiter.rateLimited(now, now, retryAfterMs);
				const pauseMs = limiter.delay(now);
				now += pauseMs;
				return pauseMs;
			});
			expect(seen).toEqual(pauses);
		},
	);

	it('after an accepted request starts the backoff anew', () => {
		const limiter = rateLimitedAfter(limiterOf(), 100, 0);
		for (const now of [1000, 2000]) {
			limiter.take(now);
			limiter.rateLimited(now, now, 0);
		}
		expect(limiter.delay(2000)).toBe(400);
		limiter.take(3000);
		limiter.accepted(3000, 3010);
		limiter.take(4000);
		limiter.rateLimited(4000, 4000, 0);
		expect(limiter.delay(4000)).toBe(100);
	});

	it('of requests that were under way at the first is no further step of the backoff', () => {
		const limiter = limiterOf();
		for (let index = 0; index < 200; index++) limiter.take(0);
		for (let index = 0; index < 100; index++) limiter.accepted(0, 5);
		for (let index = 0; index < 50; index++) limiter.rateLimited(0, 10, 0);
		expect(limiter.delay(10)).toBe(100);
		limiter.take(110);
		for (let index = 0; index < 50; index++) limiter.rateLimited(0, 140, 0);
		limiter.rateLimited(110, 160, 0);
		expect(limiter.delay(160)).toBe(200);
	});

	it('is followed by the rate that was accepted, evenly', () => {
		const limiter = rateLimitedAfter(limiterOf(), 100, 1000);
		const times = starts(limiter, 1500, 6500);
		expect(times.length / 5).toBeGreaterThan(90);
		expect(times.length / 5).toBeLessThan(97);
		const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(12);
	});

	it('of a request from before the pause says nothing about the rate since', () => {
		const limiter = rateLimitedAfter(limiterOf(), 100, 1000);
		limiter.take(1500);
		limiter.rateLimited(499, 1600, 500);
		expect(limiter.delay(1600)).toBe(500);
		expect(starts(limiter, 2100, 4100).length / 2).toBeGreaterThan(90);
	});
});

describe('starvation', () => {
	it('is measured from the first rate-limited request, until one is accepted', () => {
		const limiter = limiterOf();
		expect(limiter.starvedMs(5000)).toBe(0);
		limiter.take(1000);
		limiter.rateLimited(1000, 1200, 0);
		limiter.rateLimited(1100, 9000, 0);
		expect(limiter.starvedMs(61_000)).toBe(60_000);
		limiter.accepted(60_000, 61_000);
		expect(limiter.starvedMs(62_000)).toBe(0);
		limiter.rateLimited(62_000, 62_500, 0);
		expect(limiter.starvedMs(63_000)).toBe(1000);
	});
});
