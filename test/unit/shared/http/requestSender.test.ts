import { RunRedactor } from '../../../../nodes/shared/output/redact';
import type { Attempt, FailedAttempt } from '../../../../nodes/shared/http/attempt';
import { ExecutionStopped } from '../../../../nodes/shared/http/clock';
import { RequestLine } from '../../../../nodes/shared/http/requestLine';
import { Spacing } from '../../../../nodes/shared/http/rateLimiter';
import { RequestSender } from '../../../../nodes/shared/http/requestSender';
import { SharedToken } from '../../../../nodes/shared/http/session';
import type { Transport } from '../../../../nodes/shared/http/transport';
import type { ApiRequest } from '../../../../nodes/shared/operation';
import { RequestError } from '../../../../nodes/shared/output/requestError';
import { VirtualTime } from '../../../support/simulation/virtualTime';
import { CREATE, READ, UPDATE } from '../support/requests';
import { SERVICE } from '../support/service';

const LATENCY_MS = 10;
/** Makes every backoff half of its longest, without jitter. */
const NO_LUCK = () => 0;
const PATIENCE_MS = 300_000;

const DONE: Attempt = { kind: 'success', response: { status: 200, body: { message: 'done' } } };

function refused(status: number, retryAfterMs?: number, text?: string): FailedAttempt {
	const errorBody = text === undefined ? {} : { text };
	return { kind: 'errorResponse', status, errorBody, isWebPage: false, retryAfterMs };
}

const CUT: FailedAttempt = { kind: 'cut', code: 'ECONNRESET' };
const TIMED_OUT: FailedAttempt = { kind: 'timedOut', timeoutMs: 30_000 };
const UNREACHABLE: FailedAttempt = { kind: 'unreachable', code: 'ECONNREFUSED' };
const MISADDRESSED: FailedAttempt = { kind: 'misaddressed', code: 'ENOTFOUND' };

let time: VirtualTime;
/** When each request was sent. */
let sentAt: number[];

beforeEach(() => {
	time = new VirtualTime();
	sentAt = [];
});

afterEach(() => {
	time.end();
});

interface Setup {
	maxRetries?: number;
	secrets?: string[];
	signal?: AbortSignal;
	patienceMs?: number;
	line?: RequestLine;
}

/** A sender whose transport gives these attempts one after the other, the last one for ever. */
function senderOf(attempts: Attempt[], setup: Setup = {}): RequestSender {
	const { maxRetries = 5, secrets = [], signal, patienceMs = PATIENCE_MS } = setup;
	const transport: Transport = {
		async send() {
			const attempt = attempts[Math.min(sentAt.push(time.nowMs), attempts.length) - 1] as Attempt;
			await time.sleep(LATENCY_MS);
			return attempt;
		},
	};
	return new RequestSender({
		service: { ...SERVICE, secrets: () => secrets },
		credential: {},
		transport,
		account: { line: setup.line ?? new RequestLine(NO_LUCK), token: new SharedToken() },
		run: { requestsPerSecond: 0, patienceMs, signal, spacing: new Spacing() },
		rules: { maxRetries, patienceMs, random: NO_LUCK },
		redactor: new RunRedactor(() => secrets),
		origin: 'https://api.example.com',
	});
}

async function failureOf(sender: RequestSender, request: ApiRequest): Promise<RequestError> {
	const error: unknown = await time.run(
		sender.send(request).then(
			() => undefined,
			(caught: unknown) => caught,
		),
	);
	expect(error).toBeInstanceOf(RequestError);
	return error as RequestError;
}

describe('a request', () => {
	it.each([CREATE, UPDATE, READ])('that succeeds is sent once: $method', async (request) => {
		const sender = senderOf([DONE]);
		expect(await time.run(sender.send(request))).toEqual({
			status: 200,
			body: { message: 'done' },
		});
		expect(sentAt).toHaveLength(1);
		expect(sender.counts).toEqual({ rateLimited: 0, retried: 0 });
	});

	it.each([
		['a rate limit', [refused(429), refused(429, 500)], CREATE, { rateLimited: 1, retried: 0 }],
		['an unreachable server', [UNREACHABLE, UNREACHABLE], CREATE, { rateLimited: 0, retried: 1 }],
		['cut connections', [CUT, CUT], UPDATE, { rateLimited: 0, retried: 1 }],
		['a gateway', [refused(502), refused(503)], UPDATE, { rateLimited: 0, retried: 1 }],
		['both', [refused(429), CUT], UPDATE, { rateLimited: 1, retried: 1 }],
	] as Array<[string, FailedAttempt[], ApiRequest, object]>)(
		'is sent again until it succeeds, and counted once, after %s',
		async (_trouble, attempts, request, counts) => {
			const sender = senderOf([...attempts, DONE]);
			expect(await time.run(sender.send(request))).toMatchObject({ status: 200 });
			expect(sentAt).toHaveLength(3);
			expect(sender.counts).toEqual(counts);
		},
	);

	it('goes before others that wait once it was sent', async () => {
		const line = new RequestLine(NO_LUCK);
		const waitForTurn = jest.spyOn(line, 'waitForTurn');
		await time.run(senderOf([CUT, CUT, DONE], { line }).send(UPDATE));
		expect(waitForTurn.mock.calls.map(([, isRetry]) => isRetry)).toEqual([false, true, true]);
	});

	it('waits between its attempts, longer each time', async () => {
		await time.run(senderOf([CUT, CUT, CUT, DONE]).send(UPDATE));
		const pauses = sentAt.slice(1).map((at, index) => at - (sentAt[index] as number) - LATENCY_MS);
		expect(pauses).toEqual([500, 1000, 2000]);
	});

	it.each([0, 1, 3])('is given up after %d retries', async (maxRetries) => {
		const failure = await failureOf(senderOf([refused(503)], { maxRetries }), UPDATE);
		expect(sentAt).toHaveLength(maxRetries + 1);
		expect(failure.facts).toMatchObject({
			status: 503,
			attempts: maxRetries + 1,
			mayBeProcessed: true,
		});
		expect(failure.message.includes(`(tried ${maxRetries + 1} times)`)).toBe(maxRetries > 0);
	});

	it.each([
		CUT,
		TIMED_OUT,
		refused(408),
		refused(500),
		refused(502),
		refused(503),
		refused(504),
		refused(520),
	])(
		'that creates is sent once where it may have been processed, which the error says: %j',
		async (attempt) => {
			const failure = await failureOf(senderOf([attempt, DONE]), CREATE);
			expect(sentAt).toHaveLength(1);
			expect(failure.facts).toMatchObject({ attempts: 1, mayBeProcessed: true });
			expect(failure.message).toMatch(/may have been processed all the same: check before/);
		},
	);

	it.each([refused(400), refused(404), refused(302), MISADDRESSED])(
		'is not sent again where that changes nothing: %j',
		async (attempt) => {
			const failure = await failureOf(senderOf([attempt, DONE]), UPDATE);
			expect(sentAt).toHaveLength(1);
			expect(failure.facts.mayBeProcessed).toBe(false);
			expect(failure.message).not.toMatch(/processed/);
		},
	);

	it('that was refused at last still says that an earlier attempt may have been processed', async () => {
		const failure = await failureOf(senderOf([CUT, refused(409)]), UPDATE);
		expect(failure.facts).toMatchObject({ status: 409, attempts: 2, mayBeProcessed: true });
		expect(failure.message).toMatch(/processed all the same; sending it again does no harm$/);
	});

	it('that only reads is never unclear', async () => {
		const failure = await failureOf(senderOf([CUT], { maxRetries: 1 }), READ);
		expect(failure.facts.mayBeProcessed).toBe(false);
		expect(failure.message).not.toMatch(/processed/);
	});
});

describe('a failure', () => {
	it.each([
		["the credential's", { secrets: ['k3y-of-api'] }, undefined, 'k3y-of-api'],
		["the item's own", {}, ['Pa55-word'], 'Pa55-word'],
	])('hides %s secrets', async (_whose, setup, secrets, secret) => {
		const sender = senderOf([refused(400, undefined, `No such thing as ${secret}!`)], setup);
		const failure = await failureOf(sender, { ...UPDATE, ...(secrets ? { secrets } : {}) });
		expect(failure.message).toContain('No such thing as [hidden]!');
		expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain(secret);
	});

	it('hides them in what n8n says of a request that it did not send, and cuts that', async () => {
		const reason = `No proxy for k3y-of-api ${'x'.repeat(1000)}`;
		const sender = senderOf([{ kind: 'notSent', reason }], { secrets: ['k3y-of-api'] });
		const { message } = await failureOf(sender, UPDATE);
		expect(message).toMatch(/^The request was not sent: No proxy for \[hidden\] x+…$/);
	});

	it("cuts an API's text after hiding, so that no beginning of a secret is left at the end", async () => {
		const secret = 'k3y-of-api';
		for (const before of [480, 490, 495, 499, 500, 501]) {
			const text = `${'x'.repeat(before)}${secret}${'x'.repeat(1000)}`;
			const sender = senderOf([refused(400, undefined, text)], { secrets: [secret] });
			const { errorBody } = (await failureOf(sender, UPDATE)).facts;
			expect(errorBody?.text).toHaveLength(501);
			expect(errorBody?.text).not.toContain('k3');
		}
	});

	it.each(['responded', 'timedOut', 'cut', 'problem', 'ECONNRESET'])(
		'is told even where the password happens to be %j',
		async (secret) => {
			for (const attempt of [refused(400, undefined, 'Wrong.'), CUT, TIMED_OUT]) {
				const failure = await failureOf(senderOf([attempt]), { ...CREATE, secrets: [secret] });
				expect(failure.message).toMatch(/^Service |^The connection to Service/);
				expect(failure.hint).toMatch(/\w/);
			}
		},
	);
});

describe('a rate limit', () => {
	it('holds the whole run for the time the API names', async () => {
		const sender = senderOf([refused(429, 2000), DONE]);
		const first = sender.send(CREATE);
		const second = time.sleep(LATENCY_MS + 100).then(async () => await sender.send(UPDATE));
		await time.run(Promise.all([first, second]));
		expect(sentAt[0]).toBe(0);
		expect(sentAt.slice(1).every((at) => at >= LATENCY_MS + 2000)).toBe(true);
	});

	it('holds the other runs on this account, too', async () => {
		const line = new RequestLine(NO_LUCK);
		const one = senderOf([refused(429, 2000), DONE], { line });
		const other = senderOf([refused(429, 2000), DONE], { line });
		const first = one.send(CREATE);
		const second = time.sleep(LATENCY_MS + 100).then(async () => await other.send(UPDATE));
		await time.run(Promise.all([first, second]));
		expect(sentAt.slice(1).every((at) => at >= LATENCY_MS + 2000)).toBe(true);
	});

	it('does not use up the retries', async () => {
		const limited = Array.from({ length: 30 }, () => refused(429, 1000));
		const sender = senderOf([...limited, DONE], { maxRetries: 0 });
		expect(await time.run(sender.send(CREATE))).toMatchObject({ status: 200 });
		expect(sentAt).toHaveLength(31);
		expect(sender.counts).toEqual({ rateLimited: 1, retried: 0 });
	});

	it('that accepts nothing for five minutes is given up, and no sooner', async () => {
		const { facts } = await failureOf(senderOf([refused(429, 20_000)]), CREATE);
		expect(facts).toMatchObject({ status: 429, mayBeProcessed: false });
		expect(facts.attempts).toBe(sentAt.length);
		expect(time.nowMs).toBeGreaterThan(300_000);
		expect(time.nowMs).toBeLessThan(340_000);
	});

	it('is given up sooner by a run that waits less', async () => {
		await failureOf(senderOf([refused(429, 1000)], { patienceMs: 5000 }), READ);
		expect(time.nowMs).toBeLessThan(7000);
	});

	it('with too long a pause fails all items at once, without sending them, until it is over', async () => {
		const sender = senderOf([refused(429, 3_600_000, 'Slow down, Asha'), DONE]);
		const { message, facts } = await failureOf(sender, CREATE);
		expect(facts).toMatchObject({ status: 429, attempts: 1, mayBeProcessed: false });
		expect(message).toContain('Slow down, Asha');
		expect(message).not.toContain('not sent');
		const later = await failureOf(sender, UPDATE);
		expect(later.facts).toMatchObject({ status: 429, attempts: 0, mayBeProcessed: false });
		// What the API said to another item is not told to this one.
		expect(later.message).toMatch(/\(HTTP 429\), so this was not sent$/);
		expect(later.message).not.toContain('Asha');
		expect(later.hint).toMatch(/asks to wait 60 minutes/);
		expect(sentAt).toHaveLength(1);
		expect(time.nowMs).toBeLessThan(100);
		await time.run(time.sleep(3_601_000));
		await time.run(sender.send(UPDATE));
		expect(sentAt).toHaveLength(2);
	});
});

describe('a server that is gone', () => {
	it('is waited for by one probe at a time, then the items fail unsent', async () => {
		const sender = senderOf([UNREACHABLE], { maxRetries: 10 });
		const errors = await time.run(
			Promise.all(
				Array.from(
					{ length: 20 },
					async () => await sender.send(CREATE).catch((error: unknown) => error as RequestError),
				),
			),
		);
		const later = await failureOf(sender, CREATE);
		const attempts = errors.map((error) => (error as RequestError).facts.attempts);
		expect(attempts.reduce((sum, each) => sum + each)).toBe(sentAt.length);
		expect(Math.min(...attempts)).toBe(1);
		expect(later.facts).toMatchObject({ attempts: 0, mayBeProcessed: false });
		expect(later.message).toMatch(/could not be reached at .*, so this was not sent$/);
		expect(sentAt.length).toBeLessThan(30);
		await time.run(time.sleep(10_000));
		const before = sentAt.length;
		await failureOf(sender, CREATE);
		expect(sentAt.length).toBe(before + 1);
	});

	it('leaves an item that was sent before it was turned away its own last attempt', async () => {
		const sender = senderOf([TIMED_OUT, refused(503)], { maxRetries: 10 });
		const errors = await time.run(
			Promise.all(
				[UPDATE, UPDATE].map(
					async (request) =>
						await sender.send(request).catch((error: unknown) => error as RequestError),
				),
			),
		);
		for (const error of errors) {
			const { facts, message } = error as RequestError;
			expect(facts.attempts).toBeGreaterThan(0);
			expect(facts.mayBeProcessed).toBe(true);
			expect(message).not.toContain('not sent');
		}
	});

	it('is waited for again once it has responded', async () => {
		const silence = Array.from({ length: 4 }, () => UNREACHABLE);
		const sender = senderOf([...silence, DONE, ...silence, DONE]);
		await time.run(sender.send(UPDATE));
		await time.run(sender.send(CREATE));
		expect(sentAt).toHaveLength(10);
	});
});

describe('a pause that a 503 asks for', () => {
	it('holds the run, also where its own request is not sent again', async () => {
		const sender = senderOf([refused(503, 2000), DONE]);
		await failureOf(sender, CREATE);
		const failedAt = time.nowMs;
		await time.run(sender.send(CREATE));
		expect((sentAt[1] as number) - failedAt).toBeGreaterThanOrEqual(2000);
	});
});

describe('trouble of one request', () => {
	it.each([refused(408), { kind: 'unreadable', status: 200 } as const])(
		'%j holds no other',
		async (attempt) => {
			const sender = senderOf([attempt, DONE]);
			const first = sender.send(UPDATE);
			const second = time.sleep(LATENCY_MS + 1).then(async () => await sender.send(CREATE));
			await time.run(Promise.all([first, second]));
			expect(sentAt).toEqual([0, LATENCY_MS + 1, expect.any(Number)]);
			expect(sentAt[2]).toBeGreaterThanOrEqual(LATENCY_MS + 500);
		},
	);

	it.each([UNREACHABLE, CUT, TIMED_OUT, refused(503)])(
		'%j holds all until a probe gets through',
		async (attempt) => {
			const sender = senderOf([attempt, DONE]);
			const first = sender.send(UPDATE);
			const second = time.sleep(LATENCY_MS + 1).then(async () => await sender.send(CREATE));
			await time.run(Promise.all([first, second]));
			expect(sentAt[1]).toBeGreaterThanOrEqual(LATENCY_MS + 500);
			expect(sentAt[2]).toBeGreaterThanOrEqual((sentAt[1] as number) + LATENCY_MS);
		},
	);
});

describe('requests that share a response', () => {
	const lookup: ApiRequest = { ...READ, shareKey: 'plans' };

	it('are sent once', async () => {
		const sender = senderOf([DONE]);
		const responses = await time.run(Promise.all([sender.send(lookup), sender.send(lookup)]));
		expect(responses[0]).toBe(responses[1]);
		expect(await time.run(sender.send(lookup))).toBe(responses[0]);
		expect(sentAt).toHaveLength(1);
	});

	it('do so only where they have the same key', async () => {
		const sender = senderOf([DONE]);
		await time.run(Promise.all([sender.send(lookup), sender.send({ ...lookup, shareKey: 'x' })]));
		await time.run(Promise.all([sender.send(READ), sender.send(READ)]));
		expect(sentAt).toHaveLength(4);
	});

	it('share a failure too, but those that come later try again', async () => {
		const sender = senderOf([refused(400), DONE]);
		const failures = await Promise.all([failureOf(sender, lookup), failureOf(sender, lookup)]);
		expect(failures[0]).toBe(failures[1]);
		expect(sentAt).toHaveLength(1);
		expect(await time.run(sender.send(lookup))).toMatchObject({ status: 200 });
	});
});

describe('a stopped run', () => {
	it.each([
		['a backoff', [refused(502)]],
		['a rate limit', [refused(429, 60_000)]],
	])(
		'ends within a second while it waits for %s, and sends nothing more',
		async (_wait, attempts) => {
			const controller = new AbortController();
			const sender = senderOf(attempts, { signal: controller.signal });
			const sending = sender.send(UPDATE);
			const stopped = time.sleep(300).then(() => {
				controller.abort();
			});
			await expect(time.run(Promise.all([sending, stopped]))).rejects.toBeInstanceOf(
				ExecutionStopped,
			);
			expect(time.nowMs).toBeLessThan(1300);
			expect(sentAt).toHaveLength(1);
		},
	);

	it('reports no failure for what it aborted itself', async () => {
		const controller = new AbortController();
		const line = new RequestLine(NO_LUCK);
		const done = jest.spyOn(line, 'done');
		const sender = senderOf([CUT], { signal: controller.signal, line });
		const sending = sender.send(CREATE);
		await time.run(time.sleep(1));
		expect(sentAt).toHaveLength(1);
		controller.abort();
		await expect(time.run(sending)).rejects.toBeInstanceOf(ExecutionStopped);
		// Neither does the account count it against the server.
		expect(done).toHaveBeenCalledWith(expect.anything(), undefined);
	});

	it('keeps a response that came all the same', async () => {
		const controller = new AbortController();
		const sender = senderOf([DONE], { signal: controller.signal });
		const sending = sender.send(CREATE);
		await time.run(time.sleep(1));
		controller.abort();
		expect(await time.run(sending)).toMatchObject({ status: 200 });
	});

	it('sends nothing where it is stopped before it began', async () => {
		const sending = senderOf([DONE], { signal: AbortSignal.abort() }).send(CREATE);
		await expect(time.run(sending)).rejects.toBeInstanceOf(ExecutionStopped);
		expect(sentAt).toEqual([]);
	});
});

describe('what the user gave under a name that says it is secret', () => {
	it("is hidden like the operation's own secrets", async () => {
		const body = { name: 'Asha', account: { password: 'hunter2-x' } };
		const sender = senderOf([refused(400, undefined, 'hunter2-x is too weak, Asha')]);
		const failure = await failureOf(sender, { ...UPDATE, body });
		expect(failure.message).toContain('[hidden] is too weak, Asha');
	});
});
