import { CircuitBreaker, PATIENCE_MS } from '../../../../nodes/shared/http/circuitBreaker';

/** Backoffs of half their longest: 500, 1000, 2000 … ms. */
function breakerOf(): CircuitBreaker {
	return new CircuitBreaker(() => 0);
}

/** Sends a probe whenever one may be sent, all of which fail at once. @returns when each was sent */
function failUntil(breaker: CircuitBreaker, from: number, to: number): number[] {
	const probes: number[] = [];
	for (let now = from; now < to; now += 10) {
		if (breaker.state(now) === 'open' || breaker.delay(now) > 0) continue;
		probes.push(now);
		breaker.failed(now, breaker.sent(now));
	}
	return probes;
}

/** A breaker whose server has been gone for so long that it has just opened. */
function opened(): { breaker: CircuitBreaker; openedAt: number } {
	const breaker = breakerOf();
	const probes = failUntil(breaker, 0, 40_000);
	const openedAt = probes.find((at) => at >= PATIENCE_MS) as number;
	const fresh = breakerOf();
	failUntil(fresh, 0, openedAt + 10);
	return { breaker: fresh, openedAt };
}

describe('closed', () => {
	it('lets every request go, and none is a probe', () => {
		const breaker = breakerOf();
		for (const now of [0, 0, 0, 10]) {
			expect(breaker.state(now)).toBe('closed');
			expect(breaker.delay(now)).toBe(0);
			expect(breaker.sent(now)).toBe(false);
		}
	});
});

describe('half-open', () => {
	it('it is from the first failure on; the first probe waits', () => {
		const breaker = breakerOf();
		breaker.failed(1000, breaker.sent(900));
		expect(breaker.state(1000)).toBe('halfOpen');
		expect(breaker.delay(1000)).toBe(500);
		expect(breaker.delay(1500)).toBe(0);
	});

	it('lets one probe go at a time', () => {
		const breaker = breakerOf();
		breaker.failed(0, false);
		expect(breaker.sent(500)).toBe(true);
		expect(breaker.delay(500)).toBe(Infinity);
		expect(breaker.delay(30_000)).toBe(Infinity);
		breaker.failed(600, true);
		expect(breaker.delay(600)).toBe(1000);
	});

	it('doubles the pause with each failed probe, not with what was under way before', () => {
		const breaker = breakerOf();
		const probes = failUntil(breaker, 0, 10_000);
		expect(probes).toEqual([0, 500, 1500, 3500, 7500]);

		const busy = breakerOf();
		for (const now of [0, 10, 20, 30]) busy.failed(now, false);
		expect(busy.delay(30)).toBe(470);
	});

	it('closes on any other response, and begins anew with the next failure', () => {
		const breaker = breakerOf();
		failUntil(breaker, 0, 5000);
		expect(breaker.state(5000)).toBe('halfOpen');
		breaker.succeeded();
		expect(breaker.state(5000)).toBe('closed');
		expect(breaker.delay(5000)).toBe(0);
		breaker.failed(30_000, false);
		expect(breaker.state(30_000)).toBe('halfOpen');
		expect(breaker.delay(30_000)).toBe(500);
	});

	it('lets another probe go where one was abandoned', () => {
		const breaker = breakerOf();
		breaker.failed(0, false);
		expect(breaker.sent(500)).toBe(true);
		breaker.abandoned(false);
		expect(breaker.delay(600)).toBe(Infinity);
		breaker.abandoned(true);
		expect(breaker.state(600)).toBe('halfOpen');
		expect(breaker.delay(600)).toBeLessThanOrEqual(0);
	});
});

describe('open', () => {
	it('it is once failures have lasted 20 seconds, no sooner', () => {
		const early = breakerOf();
		early.failed(0, false);
		early.failed(PATIENCE_MS - 1, early.sent(500));
		expect(early.state(PATIENCE_MS - 1)).toBe('halfOpen');

		const late = breakerOf();
		late.failed(0, false);
		late.failed(PATIENCE_MS, late.sent(500));
		expect(late.state(PATIENCE_MS)).toBe('open');
		expect(PATIENCE_MS).toBe(20_000);
	});

	it('it is for ten seconds, then it is half-open for one probe', () => {
		const { breaker, openedAt } = opened();
		expect(breaker.state(openedAt + 9_999)).toBe('open');
		expect(breaker.delay(openedAt)).toBe(10_000);
		expect(breaker.state(openedAt + 10_000)).toBe('halfOpen');
		expect(breaker.sent(openedAt + 10_000)).toBe(true);
		breaker.failed(openedAt + 10_020, true);
		expect(breaker.state(openedAt + 20_019)).toBe('open');
		expect(breaker.state(openedAt + 20_020)).toBe('halfOpen');
	});

	it('closes when a probe succeeds', () => {
		const { breaker, openedAt } = opened();
		breaker.sent(openedAt + 10_000);
		breaker.succeeded();
		expect(breaker.state(openedAt + 10_001)).toBe('closed');
		breaker.failed(openedAt + 10_002, false);
		expect(breaker.state(openedAt + 10_002)).toBe('halfOpen');
	});

	it('a server that is gone for good gets a probe each ten seconds', () => {
		const { breaker, openedAt } = opened();
		const probes = failUntil(breaker, openedAt + 10, openedAt + 60_000);
		expect(probes).toHaveLength(5);
	});
});

describe('a failure of long ago', () => {
	it('says nothing of today: after a minute without a probe it is closed', () => {
		const breaker = breakerOf();
		breaker.failed(0, false);
		expect(breaker.state(60_500)).toBe('halfOpen');
		expect(breaker.state(60_501)).toBe('closed');
		expect(breaker.sent(60_501)).toBe(false);
		breaker.failed(60_600, false);
		expect(breaker.state(60_600)).toBe('halfOpen');
		expect(breaker.delay(60_600)).toBe(500);
	});

	it('is not forgotten while a probe is under way, however long it takes', () => {
		const breaker = breakerOf();
		breaker.failed(0, false);
		breaker.sent(500);
		expect(breaker.state(300_000)).toBe('halfOpen');
		breaker.failed(300_000, true);
		expect(breaker.state(300_000)).toBe('open');
	});
});
