import { AdaptiveRate } from '../../../../nodes/shared/http/adaptiveRate';

/** Requests that are accepted one after the other, evenly within a time. */
function accept(rate: AdaptiveRate, count: number, fromMs: number, toMs: number): void {
	const stepMs = (toMs - fromMs) / count;
	for (let index = 0; index < count; index++) {
		rate.accepted(fromMs + stepMs * index, fromMs + stepMs * (index + 1));
	}
}

/** A rate that has met a limit of 100 a second at its first burst, and goes on at 1000 ms. */
function learntAtHundred(): AdaptiveRate {
	const rate = new AdaptiveRate();
	accept(rate, 100, 0, 500);
	rate.rateLimited(500, 1000);
	rate.opened(1000);
	return rate;
}

it('has no limit before the first 429', () => {
	const rate = new AdaptiveRate();
	expect(rate.at(0)).toBe(Infinity);
	accept(rate, 1000, 0, 100);
	expect(rate.at(100)).toBe(Infinity);
});

describe('after a first burst', () => {
	it('too small to tell, starts slowly and doubles every 400 ms (RFC 5681)', () => {
		const rate = new AdaptiveRate();
		accept(rate, 5, 0, 50);
		rate.rateLimited(50, 1000);
		rate.opened(1000);
		expect(rate.at(1000)).toBe(5);
		expect(rate.at(1400)).toBe(10);
		expect(rate.at(1800)).toBe(20);
	});

	it('of nothing, starts with one request a second', () => {
		const rate = new AdaptiveRate();
		rate.rateLimited(50, 1000);
		rate.opened(1000);
		expect([rate.at(1000), rate.at(1400)]).toEqual([1, 2]);
	});

	it('that tells, starts at 93 % of what was accepted, and is back near it after six seconds', () => {
		const rate = learntAtHundred();
		expect(rate.at(1000)).toBeCloseTo(0.97 * 0.96 * 100);
		expect(rate.at(7000)).toBeCloseTo(97);
	});

	it('measures over the pause where it is longer than a second: so long is the window', () => {
		const rate = new AdaptiveRate();
		accept(rate, 600, 0, 2000);
		rate.rateLimited(2000, 58_000);
		rate.opened(60_000);
		// Only the latest second of requests is looked at: 300 of them within 58 s.
		expect(rate.at(66_000)).toBeLessThan(10);
		expect(rate.at(66_000)).toBeGreaterThan(3);
	});
});

describe('what an account did before', () => {
	const HOUR_MS = 3_600_000;

	it.each([0, HOUR_MS])('does not count: the clock stands at %d', (startMs) => {
		const rate = new AdaptiveRate();
		accept(rate, 100, startMs, startMs + 500);
		rate.rateLimited(startMs + 500, 1000);
		rate.opened(startMs + 1000);
		expect(rate.at(startMs + 7000)).toBeCloseTo(97);
	});

	it.each([30_000, 900])('does not count: a request every %d ms', (everyMs) => {
		const rate = new AdaptiveRate();
		const startMs = 200 * everyMs;
		for (let index = 0; index < 200; index++) rate.accepted(index * everyMs, index * everyMs + 50);
		accept(rate, 60, startMs, startMs + 1000);
		rate.rateLimited(startMs + 1000, 1000);
		rate.opened(startMs + 2000);
		expect(rate.at(startMs + 8000)).toBeGreaterThan(50);
		expect(rate.at(startMs + 8000)).toBeLessThan(65);
	});
});

describe('CUBIC (RFC 9438)', () => {
	it('grows fast, then slowly near the plateau, then ever faster', () => {
		const rate = learntAtHundred();
		const steps = [0, 2, 4, 6, 8, 10, 12].map((s) => rate.at(1000 + s * 1000));
		const growth = steps.slice(1).map((each, index) => each - (steps[index] as number));
		expect(Math.min(...growth)).toBeGreaterThan(0);
		expect(growth.indexOf(Math.min(...growth))).toBeGreaterThanOrEqual(2);
		expect(growth.indexOf(Math.min(...growth))).toBeLessThanOrEqual(3);
		expect(growth[5]).toBeGreaterThan(growth[4] as number);
	});

	it('takes ten requests to the plateau where these last longer than six seconds', () => {
		const rate = new AdaptiveRate();
		accept(rate, 120, 0, 120_000);
		rate.rateLimited(120_000, 1000);
		rate.opened(121_000);
		// 120 in two minutes, and 97 % of that.
		const plateau = 0.97;
		expect(rate.at(124_000)).toBeLessThan(0.99 * plateau);
		expect(rate.at(121_000 + (10 / plateau) * 1000)).toBeCloseTo(plateau, 5);
	});
});

describe('a further 429', () => {
	it('lowers the rate to what was accepted from one 429 to the next', () => {
		const rate = learntAtHundred();
		accept(rate, 450, 1000, 6000);
		rate.rateLimited(6000, 1000);
		rate.opened(7000);
		// 450 requests in the 5.5 seconds from one 429 to the next, or 90 a second while they were sent.
		expect(rate.at(13_000)).toBeGreaterThan(75);
		expect(rate.at(13_000)).toBeLessThan(90);
	});

	it('lowers the rate to no less than half at a time (RFC 5681)', () => {
		const rate = learntAtHundred();
		const before = rate.at(7000);
		rate.accepted(1500, 1510);
		rate.rateLimited(7000, 1000);
		rate.opened(8000);
		expect(rate.at(14_000)).toBeCloseTo(before / 2);
		// Nothing was accepted meanwhile, so nothing more is known.
		rate.rateLimited(30_000, 1000);
		rate.opened(31_000);
		expect(rate.at(37_000)).toBeCloseTo(before / 2);
	});

	it('halves the rate each time, as long as something was accepted in between', () => {
		const rate = learntAtHundred();
		let now = 1000;
		const plateaus = [1, 2, 3].map(() => {
			rate.accepted(now + 500, now + 510);
			rate.rateLimited(now + 6000, 1000);
			now += 7000;
			rate.opened(now);
			return rate.at(now + 6000);
		});
		expect(plateaus).toEqual(
			[97 / 2, 97 / 4, 97 / 8].map((each) => expect.closeTo(each) as number),
		);
	});

	it('takes the response to a request from before the pause for no proof of the new rate', () => {
		const rate = learntAtHundred();
		rate.accepted(999, 1001);
		rate.rateLimited(1100, 1000);
		rate.opened(2100);
		expect(rate.at(8100)).toBeCloseTo((0.97 * 101) / 1.1);
	});

	it('right after the first one ends the slow start', () => {
		const rate = new AdaptiveRate();
		accept(rate, 4, 0, 1000);
		rate.rateLimited(1000, 1000);
		rate.opened(2000);
		rate.rateLimited(2001, 1000);
		rate.opened(3001);
		// Four requests until then, in two seconds.
		expect(rate.at(9001)).toBeCloseTo(2, 2);
	});

	it('never raises it', () => {
		const rate = learntAtHundred();
		const before = rate.at(1100);
		accept(rate, 500, 1000, 1100);
		rate.rateLimited(1100, 1000);
		rate.opened(2100);
		expect(rate.at(8100)).toBeLessThanOrEqual(before);
	});

	it('before anything was accepted adds the pause to the time of what was: it was too short', () => {
		const rate = learntAtHundred();
		rate.rateLimited(1100, 1000);
		rate.opened(2100);
		expect(rate.at(8100)).toBeCloseTo((0.97 * 100) / 1.1);
	});

	it('counts what was under way at the 429 to the time before', () => {
		const rate = learntAtHundred();
		for (let index = 0; index < 50; index++) rate.accepted(490, 1010);
		rate.rateLimited(1100, 1000);
		rate.opened(2100);
		expect(rate.at(8100)).toBeGreaterThan(70);
	});

	it.each([100, 1000])('never stops requests for good, however often (%d ms)', (stepMs) => {
		const rate = learntAtHundred();
		let now = 1000;
		for (let index = 0; index < 200; index++) {
			rate.accepted(now, now);
			rate.rateLimited(now + 1, stepMs);
			now += stepMs;
			rate.opened(now);
		}
		expect(rate.at(now)).toBeGreaterThanOrEqual(0.96 / 120);
	});
});
