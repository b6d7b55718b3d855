import { getEventListeners } from 'node:events';
import type { Attempt } from '../../../../nodes/shared/http/attempt';
import { ExecutionStopped } from '../../../../nodes/shared/http/clock';
import { Spacing } from '../../../../nodes/shared/http/rateLimiter';
import type { RunInLine, Turn } from '../../../../nodes/shared/http/requestLine';
import { TurnedAway, RequestLine } from '../../../../nodes/shared/http/requestLine';
import { VirtualTime } from '../../../support/simulation/virtualTime';

const SUCCESS: Attempt = { kind: 'success', response: { status: 200, body: '' } };
const UNREACHABLE: Attempt = { kind: 'unreachable', code: 'ECONNREFUSED' };
const NEVER_SENT: Attempt = { kind: 'notSent', reason: 'no key' };

function refused(status: number, retryAfterMs?: number): Attempt {
	return { kind: 'errorResponse', status, errorBody: {}, isWebPage: false, retryAfterMs };
}

let time: VirtualTime;
let line: RequestLine;
/** One without rules of its own. */
let run: RunInLine;

beforeEach(() => {
	time = new VirtualTime();
	// No jitter, and half of the longest backoff.
	line = new RequestLine(() => 0);
	run = runOf();
});

afterEach(() => {
	time.end();
});

function runOf(rules: Partial<RunInLine> = {}): RunInLine {
	return { requestsPerSecond: 0, patienceMs: 300_000, spacing: new Spacing(), ...rules };
}

/** Waits for its turn and reports at once what came of it. */
async function sendThrough(attempt: Attempt): Promise<void> {
	line.done(await time.run(line.waitForTurn(run, false)), attempt);
}

/** When each of several requests gets its turn; they end at once, with success. */
async function turnTimes(count: number, itsRun: RunInLine): Promise<number[]> {
	return await Promise.all(
		Array.from({ length: count }, async () => {
			const turn = await line.waitForTurn(itsRun, false);
			line.done(turn, SUCCESS);
			return time.nowMs;
		}),
	);
}

/** Why a request left the line, undefined where it got its turn. */
async function reasonOf(waiting: Promise<Turn>): Promise<unknown> {
	return await waiting.then(
		() => undefined,
		(error: unknown) => error,
	);
}

it('sleeps once for all that wait: no timer that is no longer needed begins another', async () => {
	const timers = jest.spyOn(globalThis, 'setTimeout');
	const seldom = turnTimes(2, runOf({ requestsPerSecond: 0.05 }));
	await time.run(turnTimes(100, runOf({ requestsPerSecond: 10 })));
	expect(timers.mock.calls.length).toBeLessThan(120);
	timers.mockRestore();
	await time.run(seldom);
});

describe('order', () => {
	it('is the order in which requests came', async () => {
		const spaced = runOf({ requestsPerSecond: 10 });
		expect(await time.run(turnTimes(4, spaced))).toEqual([0, 100, 200, 300]);
	});

	it('puts retries before requests that were never sent', async () => {
		await sendThrough(refused(429, 2000));
		const order: string[] = [];
		const enter = async (name: string, isRetry: boolean) => {
			line.done(await line.waitForTurn(run, isRetry), SUCCESS);
			order.push(name);
		};
		await time.run(
			Promise.all([enter('new 1', false), enter('retry', true), enter('new 2', false)]),
		);
		expect(order).toEqual(['retry', 'new 1', 'new 2']);
		expect(time.nowMs).toBeGreaterThanOrEqual(2000);
	});
});

describe('two runs on one account', () => {
	it('wait for the same pause', async () => {
		await sendThrough(refused(429, 2000));
		const [first, second] = await time.run(
			Promise.all([turnTimes(1, runOf()), turnTimes(1, runOf())]),
		);
		expect(Math.min(...first, ...second)).toBeGreaterThanOrEqual(2000);
	});

	it('have their own Requests per Second: a slow one does not slow the other', async () => {
		const [slow, fast] = await time.run(
			Promise.all([
				turnTimes(5, runOf({ requestsPerSecond: 2 })),
				turnTimes(5, runOf({ requestsPerSecond: 50 })),
			]),
		);
		expect(slow).toEqual([0, 500, 1000, 1500, 2000]);
		expect(fast).toEqual([0, 20, 40, 60, 80]);
	});

	it('learn one rate together', async () => {
		const turns = await time.run(
			Promise.all(Array.from({ length: 100 }, async () => await line.waitForTurn(run, false))),
		);
		await time.run(time.sleep(500));
		for (const turn of turns) line.done(turn, SUCCESS);
		line.done(turns[0] as Turn, refused(429, 1000));
		const both = await time.run(Promise.all([turnTimes(50, runOf()), turnTimes(50, runOf())]));
		const times = both.flat();
		expect(100_000 / (Math.max(...times) - Math.min(...times))).toBeLessThan(100);
	});
});

describe('a stopped execution', () => {
	it('leaves the line within a second, whatever it waits for; the others stay', async () => {
		await sendThrough(refused(429, 60_000));
		const controller = new AbortController();
		const stopped = Array.from(
			{ length: 9 },
			async () => await reasonOf(line.waitForTurn(runOf({ signal: controller.signal }), false)),
		);
		const others = turnTimes(2, run);
		await time.run(time.sleep(5000));
		const stoppedAt = time.nowMs;
		controller.abort();
		for (const reason of await time.run(Promise.all(stopped))) {
			expect(reason).toBeInstanceOf(ExecutionStopped);
		}
		expect(time.nowMs - stoppedAt).toBeLessThanOrEqual(1000);
		expect(Math.min(...(await time.run(others)))).toBeGreaterThanOrEqual(60_000);
	});

	it('does not get in at all', async () => {
		const signal = AbortSignal.abort();
		expect(await reasonOf(line.waitForTurn(runOf({ signal }), false))).toBeInstanceOf(
			ExecutionStopped,
		);
		expect(line.isIdle).toBe(true);
	});

	it('does not block the line when its probe ends without a word', async () => {
		await sendThrough(UNREACHABLE);
		const probe = await time.run(line.waitForTurn(run, true));
		expect(probe.isProbe).toBe(true);
		const waiting = line.waitForTurn(run, false);
		await time.run(time.sleep(10_000));
		line.done(probe);
		const next = await time.run(waiting);
		expect(next.isProbe).toBe(true);
		expect(time.nowMs).toBeLessThan(12_000);
	});
});

describe('a pause that is longer than a run waits', () => {
	it('turns away those in line and those who come, with the reason', async () => {
		const first = await time.run(line.waitForTurn(run, false));
		await sendThrough(refused(429, 10_000));
		const waiting = [reasonOf(line.waitForTurn(run, false)), reasonOf(line.waitForTurn(run, true))];
		const refusal = refused(429, 300_001);
		line.done(first, refusal);
		const reasons = await time.run(
			Promise.all([...waiting, reasonOf(line.waitForTurn(run, false))]),
		);
		for (const reason of reasons) {
			expect(reason).toBeInstanceOf(TurnedAway);
			expect((reason as TurnedAway).because).toBe(refusal);
		}
		expect(time.nowMs).toBeLessThan(100);
	});

	it('is measured by each run: a list of the editor waits less than a node', async () => {
		await sendThrough(refused(429, 5000));
		expect(await reasonOf(line.waitForTurn(runOf({ patienceMs: 1000 }), false))).toBeInstanceOf(
			TurnedAway,
		);
		expect(await time.run(reasonOf(line.waitForTurn(run, false)))).toBeUndefined();
	});

	it('ends: afterwards requests go again', async () => {
		await sendThrough(refused(429, 3_600_000));
		expect(await reasonOf(line.waitForTurn(run, false))).toBeInstanceOf(TurnedAway);
		await time.run(time.sleep(3_601_000));
		expect(await time.run(reasonOf(line.waitForTurn(run, false)))).toBeUndefined();
	});

	it('also of a 503 holds all', async () => {
		await sendThrough(refused(503, 4000));
		await time.run(line.waitForTurn(run, false));
		expect(time.nowMs).toBeGreaterThanOrEqual(4000);
	});
});

describe('a server that is gone', () => {
	it('is asked by one probe at a time; a response lets all others go', async () => {
		await sendThrough(UNREACHABLE);
		const waiting = Array.from({ length: 5 }, async () => await line.waitForTurn(run, false));
		const probe = await time.run(Promise.race(waiting));
		expect(probe.isProbe).toBe(true);
		let gone = 0;
		for (const each of waiting) void each.then(() => gone++);
		await time.run(time.sleep(5000));
		expect(gone).toBe(1);
		line.done(probe, refused(400));
		const turns = await time.run(Promise.all(waiting));
		expect(turns.filter(({ isProbe }) => isProbe)).toEqual([probe]);
	});

	it('for longer than 20 seconds turns away those in line and those who come', async () => {
		await sendThrough(UNREACHABLE);
		const waiting = Array.from(
			{ length: 5 },
			async () => await reasonOf(line.waitForTurn(run, false)),
		);
		const probing = (async () => {
			for (;;) {
				const turn = await line.waitForTurn(run, true);
				line.done(turn, UNREACHABLE);
			}
		})();
		const reasons = await time.run(Promise.all([...waiting, reasonOf(probing as never)]));
		for (const reason of reasons) expect(reason).toMatchObject({ because: UNREACHABLE });
		expect(time.nowMs).toBeGreaterThanOrEqual(20_000);
		expect(time.nowMs).toBeLessThan(45_000);
		expect(await reasonOf(line.waitForTurn(run, false))).toBeInstanceOf(TurnedAway);
		await time.run(time.sleep(10_000));
		expect((await time.run(line.waitForTurn(run, false))).isProbe).toBe(true);
	});

	it('is not what a request shows that n8n could not send', async () => {
		await sendThrough(NEVER_SENT);
		expect((await time.run(line.waitForTurn(run, false))).isProbe).toBe(false);
		await sendThrough(UNREACHABLE);
		line.done(await time.run(line.waitForTurn(run, false)), NEVER_SENT);
		expect((await time.run(line.waitForTurn(run, false))).isProbe).toBe(true);
	});

	it('is there again once it rate-limits', async () => {
		await sendThrough(UNREACHABLE);
		await sendThrough(refused(429, 1000));
		expect((await time.run(line.waitForTurn(run, false))).isProbe).toBe(false);
	});
});

describe('starvation', () => {
	it('lasts from the first 429 until anything else comes', async () => {
		await sendThrough(refused(429, 1000));
		await time.run(time.sleep(20_000));
		expect(line.starvedMs).toBe(20_000);
		await sendThrough(refused(400));
		expect(line.starvedMs).toBe(0);
	});
});

describe('idle', () => {
	it('is a line in which nobody waits and nothing is closed', async () => {
		expect(line.isIdle).toBe(true);
		await sendThrough(refused(429, 1000));
		expect(line.isIdle).toBe(false);
		await time.run(time.sleep(2000));
		expect(line.isIdle).toBe(true);
		await sendThrough(UNREACHABLE);
		expect(line.isIdle).toBe(false);
		await sendThrough(SUCCESS);
		await time.run(time.sleep(1000));
		expect(line.isIdle).toBe(true);
	});
});

describe('many requests of one run', () => {
	it('listen once for its end, as Node.js warns of more than ten listeners', async () => {
		const warnings: Error[] = [];
		const note = (warning: Error) => warnings.push(warning);
		process.on('warning', note);
		const stop = new AbortController();
		const stopped = runOf({ signal: stop.signal, requestsPerSecond: 1 });
		const waiting = Array.from(
			{ length: 30 },
			async () => await reasonOf(line.waitForTurn(stopped, false)),
		);
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
		await new Promise((resolve) => process.nextTick(resolve));
		process.off('warning', note);
		expect(warnings).toEqual([]);

		stop.abort();
		const reasons = await time.run(Promise.all(waiting));
		expect(reasons.filter((reason) => reason instanceof ExecutionStopped)).toHaveLength(29);
	});
});
