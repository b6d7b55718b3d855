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
	rate.rateLimited(500);
	rate.opened(1000);
	return rate;
}

/** After this time a rate is on its plateau. */
const RECOVERY_MS = 5000;

it('has no limit before the first 429', () => {
	const rate = new AdaptiveRate();
	expect(rate.at(0)).toBe(Infinity);
	accept(rate, 1000, 0, 100);
	expect(rate.at(100)).toBe(Infinity);
});

describe('after a first burst', () => {
	it('too small to tell, starts slowly and grows with each accepted request (RFC 5681)', () => {
		const rate = new AdaptiveRate();
		accept(rate, 5, 0, 50);
		rate.rateLimited(50);
		rate.opened(1000);
		expect([rate.at(1000), rate.at(2000)]).toEqual([5, 5]);
		rate.accepted(1000, 1050);
		expect(rate.at(1050)).toBe(6.25);
		rate.accepted(1200, 1250);
		expect(rate.at(1250)).toBe(7.5);
	});

	it.each([
		{ count: 49, perSecond: 49 },
		{ count: 50, perSecond: 0.97 * 0.96 * 50 },
	])('of $count, starts at $perSecond a second', ({ count, perSecond }) => {
		const rate = new AdaptiveRate();
		accept(rate, count, 0, 500);
		rate.rateLimited(500);
		rate.opened(1000);
		expect(rate.at(1000)).toBeCloseTo(perSecond);
	});

	it('of nothing, starts with one request a second', () => {
		const rate = new AdaptiveRate();
		rate.rateLimited(50);
		rate.opened(1000);
		expect(rate.at(1000)).toBe(1);
	});

	it('that tells, starts at 93 % of what was accepted, and is back near it after five seconds', () => {
		const rate = learntAtHundred();
		expect(rate.at(1000)).toBeCloseTo(0.97 * 0.96 * 100);
		expect(rate.at(1000 + RECOVERY_MS)).toBeCloseTo(97);
	});

	it('that lasts longer than a second is measured over its last second', () => {
		const rate = new AdaptiveRate();
		accept(rate, 100, 0, 2000);
		accept(rate, 300, 2000, 3000);
		rate.rateLimited(3000);
		rate.opened(60_000);
		expect(rate.at(60_000 + RECOVERY_MS)).toBeCloseTo(0.97 * 301);
	});
});

describe('what an account did before', () => {
	const HOUR_MS = 3_600_000;

	it.each([0, HOUR_MS])('does not count: the clock stands at %d', (startMs) => {
		const rate = new AdaptiveRate();
		accept(rate, 100, startMs, startMs + 500);
		rate.rateLimited(startMs + 500);
		rate.opened(startMs + 1000);
		expect(rate.at(startMs + 1000 + RECOVERY_MS)).toBeCloseTo(97);
	});

	it.each([30_000, 900, 300])('does not count: a request every %d ms', (everyMs) => {
		const rate = new AdaptiveRate();
		const startMs = 200 * everyMs;
		for (let index = 0; index < 200; index++) rate.accepted(index * everyMs, index * everyMs + 50);
		accept(rate, 60, startMs, startMs + 1000);
		rate.rateLimited(startMs + 1000);
		rate.opened(startMs + 2000);
		expect(rate.at(startMs + 2000 + RECOVERY_MS)).toBeCloseTo(0.97 * 60);
	});

	it.each([
		{ what: 'a plateau', of: learntAtHundred, plateau: 97 },
		{
			what: 'a slow start',
			of: () => {
				const rate = new AdaptiveRate();
				accept(rate, 40, 0, 500);
				rate.rateLimited(500);
				rate.opened(1000);
				return rate;
			},
			plateau: 40 + 1.25,
		},
	])('does not let $what grow beyond all bounds in hours of light use', ({ of, plateau }) => {
		const rate = of();
		for (let at = 1000; at < HOUR_MS; at += 10_000) rate.accepted(at, at + 50);
		const lastAt = HOUR_MS - 10_000 + 1000;
		expect(rate.at(lastAt)).toBeLessThanOrEqual(plateau);
		rate.rateLimited(lastAt + 100);
		rate.opened(lastAt + 1100);
		expect(rate.at(lastAt + 1100)).toBeLessThan(plateau);
	});
});

describe('CUBIC (RFC 9438)', () => {
	it('grows fast, then slowly near the plateau, then ever faster', () => {
		const rate = learntAtHundred();
		const steps = [0, 2, 4, 6, 8, 10, 12].map((s) => rate.at(1000 + s * 1000));
		const growth = steps.slice(1).map((each, index) => each - (steps[index] as number));
		expect(Math.min(...growth)).toBeGreaterThan(0);
		expect(growth.indexOf(Math.min(...growth))).toBe(2);
		expect(growth[5]).toBeGreaterThan(growth[4] as number);
	});

	it('takes ten requests to the plateau where these last longer than five seconds', () => {
		const rate = new AdaptiveRate();
		rate.rateLimited(0);
		rate.opened(0);
		accept(rate, 1, 0, 1000);
		rate.rateLimited(1000);
		rate.opened(2000);
		// One in a second.
		expect(rate.at(2000 + RECOVERY_MS)).toBeLessThan(0.996);
		expect(rate.at(2000 + 10_000)).toBeCloseTo(1, 5);
	});
});

describe('a further 429', () => {
	it('lowers the rate to 97 % of what was accepted since requests were let through again', () => {
		const rate = learntAtHundred();
		accept(rate, 450, 1000, 6000);
		rate.rateLimited(6000);
		rate.opened(7000);
		expect(rate.at(7000 + RECOVERY_MS)).toBeCloseTo(0.97 * 90);
	});

	it('lowers the rate to no less than 70 % at a time', () => {
		const rate = learntAtHundred();
		rate.accepted(1500, 1510);
		rate.rateLimited(7000);
		rate.opened(8000);
		expect(rate.at(8000 + RECOVERY_MS)).toBeCloseTo(0.7 * 97);
	});

	it('within half a second lowers it by 3 %: the pause was too short', () => {
		const rate = learntAtHundred();
		accept(rate, 10, 1000, 1499);
		rate.rateLimited(1499);
		rate.opened(2500);
		expect(rate.at(2500 + RECOVERY_MS)).toBeCloseTo(0.97 * 97);
	});

	it('before anything was accepted tells nothing of the rate', () => {
		const rate = learntAtHundred();
		rate.rateLimited(1100);
		rate.opened(2100);
		expect(rate.at(2100 + RECOVERY_MS)).toBeCloseTo(97);
	});

	/** A slow start from 10 a second. */
	function slowlyStarted(): AdaptiveRate {
		const rate = new AdaptiveRate();
		accept(rate, 10, 0, 100);
		rate.rateLimited(100);
		rate.opened(2000);
		return rate;
	}

	it.each([
		{
			what: 'what was accepted within the last second, or per second in all',
			count: 60,
			ms: 2000,
			plateau: 31,
		},
		{ what: 'what was accepted until then, where it came soon', count: 8, ms: 600, plateau: 8 },
		{ what: '70 % of its beginning at least', count: 1, ms: 800, plateau: 7 },
	])('ends a slow start at $what', ({ count, ms, plateau }) => {
		const rate = slowlyStarted();
		accept(rate, count, 2000, 2000 + ms);
		rate.rateLimited(2000 + ms);
		rate.opened(5000);
		expect(rate.at(5000 + RECOVERY_MS)).toBeCloseTo(plateau, 0);
	});

	it('before anything was accepted starts the slow start anew', () => {
		const rate = slowlyStarted();
		rate.rateLimited(2400);
		rate.opened(3000);
		expect(rate.at(3000)).toBe(10);
	});

	it('counts what was under way at the 429 to the time before', () => {
		const rate = new AdaptiveRate();
		accept(rate, 50, 0, 500);
		rate.rateLimited(500);
		for (let index = 0; index < 30; index++) rate.accepted(490, 700);
		rate.opened(1000);
		expect(rate.at(1000 + RECOVERY_MS)).toBeCloseTo(0.97 * 80);
	});

	it('never stops requests for good, however often it comes', () => {
		const rate = learntAtHundred();
		let now = 1000;
		for (let index = 0; index < 200; index++) {
			rate.accepted(now, now);
			rate.rateLimited(now + 200_000);
			now += 201_000;
			rate.opened(now);
		}
		expect(rate.at(now)).toBeCloseTo(0.96 / 120, 4);
	});
});
