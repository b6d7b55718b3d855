import { Gate, RunStopped } from '../../../nodes/shared/gate';
import { RequestFailure } from '../../../nodes/shared/failure';
import type { ApiRequest } from '../../../nodes/shared/operation';
import { Pace } from '../../../nodes/shared/pace';
import { path } from '../../../nodes/shared/path';
import { Sender } from '../../../nodes/shared/sender';
import type { Sent, Transport } from '../../../nodes/shared/transport';
import { VirtualTime } from './support/virtualTime';

const LATENCY_MS = 10;
/** Makes every backoff half of its longest. */
const HALF_OF_LONGEST = 0;

const CREATE: ApiRequest = { method: 'POST', path: path`/things`, repeatable: false };
const UPDATE: ApiRequest = { method: 'PATCH', path: path`/things/${'1'}`, repeatable: true };
const READ: ApiRequest = { method: 'GET', path: path`/things`, repeatable: true };

const DONE: Sent = {
	attempt: { kind: 'answered', status: 200 },
	answer: { status: 200, body: { message: 'done' } },
};

function refused(status: number, retryAfterMs?: number, text?: string): Sent {
	return {
		attempt: { kind: 'answered', status, retryAfterMs },
		failure: { kind: 'answered', status, problem: text ? { text } : {}, isWebPage: false },
	};
}

const CUT: Sent = { attempt: { kind: 'unanswered' }, failure: { kind: 'cut', code: 'ECONNRESET' } };
const TIMED_OUT: Sent = {
	attempt: { kind: 'unanswered' },
	failure: { kind: 'timedOut', timeoutMs: 30_000 },
};
const UNREACHABLE: Sent = {
	attempt: { kind: 'unreachable' },
	failure: { kind: 'unreachable', code: 'ECONNREFUSED' },
};
const MISADDRESSED: Sent = {
	attempt: { kind: 'misaddressed' },
	failure: { kind: 'misaddressed', code: 'ENOTFOUND' },
};

let time: VirtualTime;
/** When each request was sent. */
let sentAt: number[];

beforeEach(() => {
	time = new VirtualTime();
	sentAt = [];
});

afterEach(() => {
	jest.restoreAllMocks();
});

interface Setup {
	maxRetries?: number;
	secrets?: string[];
	signal?: AbortSignal;
}

/** A sender whose transport gives these answers one after the other, the last one for ever. */
function senderOf(answers: Sent[], { maxRetries = 5, secrets = [], signal }: Setup = {}): Sender {
	const transport: Transport = {
		async send() {
			const answer = answers[Math.min(sentAt.push(time.nowMs), answers.length) - 1] as Sent;
			await time.sleep(LATENCY_MS);
			return answer;
		},
	};
	const pace = new Pace(0);
	return new Sender({
		transport,
		gate: new Gate(pace, signal),
		pace,
		rules: { maxRetries, random: () => HALF_OF_LONGEST },
		signal,
		secrets,
		failureContext: { serviceName: 'Service', origin: 'https://api.example.com', advice: {} },
	});
}

async function failureOf(sender: Sender, request: ApiRequest): Promise<RequestFailure> {
	const error: unknown = await time.run(
		sender.send(request).then(
			() => undefined,
			(caught: unknown) => caught,
		),
	);
	expect(error).toBeInstanceOf(RequestFailure);
	return error as RequestFailure;
}

describe('a request', () => {
	it.each([CREATE, UPDATE, READ])('that succeeds is sent once: $method', async (request) => {
		const sender = senderOf([DONE]);
		expect(await time.run(sender.send(request))).toEqual({
			status: 200,
			body: { message: 'done' },
		});
		expect(sentAt).toHaveLength(1);
		expect(sender.counts).toEqual({ rateLimited: 0, repeated: 0 });
	});

	it.each([
		['a rate limit', [refused(429), refused(429, 500)], CREATE, { rateLimited: 1, repeated: 0 }],
		['an unreachable server', [UNREACHABLE, UNREACHABLE], CREATE, { rateLimited: 0, repeated: 1 }],
		['cut connections', [CUT, CUT], UPDATE, { rateLimited: 0, repeated: 1 }],
		['a gateway', [refused(502), refused(503)], UPDATE, { rateLimited: 0, repeated: 1 }],
		['both', [refused(429), CUT], UPDATE, { rateLimited: 1, repeated: 1 }],
	] as Array<[string, Sent[], ApiRequest, object]>)(
		'is repeated until it succeeds, and counted once, after %s',
		async (_trouble, answers, request, counts) => {
			const sender = senderOf([...answers, DONE]);
			expect(await time.run(sender.send(request))).toMatchObject({ status: 200 });
			expect(sentAt).toHaveLength(3);
			expect(sender.counts).toEqual(counts);
		},
	);

	it('waits between its attempts, longer each time', async () => {
		await time.run(senderOf([CUT, CUT, CUT, DONE]).send(UPDATE));
		const pauses = sentAt.slice(1).map((at, index) => at - (sentAt[index] as number) - LATENCY_MS);
		expect(pauses).toEqual([500, 1000, 2000]);
	});

	it.each([0, 1, 3])('is given up after %d repetitions', async (maxRetries) => {
		const failure = await failureOf(senderOf([refused(503)], { maxRetries }), UPDATE);
		expect(sentAt).toHaveLength(maxRetries + 1);
		expect(failure.facts).toMatchObject({
			status: 503,
			attempts: maxRetries + 1,
			mayBeProcessed: true,
		});
		expect(failure.message.includes(`(tried ${maxRetries + 1} times)`)).toBe(maxRetries > 0);
	});

	it.each([CUT, TIMED_OUT, refused(408), refused(500), refused(502), refused(503), refused(504)])(
		'that creates is sent once where it may have been processed, which the failure says: $failure',
		async (answer) => {
			const failure = await failureOf(senderOf([answer, DONE]), CREATE);
			expect(sentAt).toHaveLength(1);
			expect(failure.facts).toMatchObject({ attempts: 1, mayBeProcessed: true });
			expect(failure.message).toMatch(/may have been processed all the same: check before/);
		},
	);

	it.each([refused(400), refused(404), refused(302), MISADDRESSED])(
		'is not repeated where that changes nothing: $failure',
		async (answer) => {
			const failure = await failureOf(senderOf([answer, DONE]), UPDATE);
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

	it("cuts an API's text after hiding, so that no beginning of a secret is left at the end", async () => {
		const secret = 'k3y-of-api';
		for (const before of [480, 490, 495, 499, 500, 501]) {
			const text = `${'x'.repeat(before)}${secret}${'x'.repeat(1000)}`;
			const sender = senderOf([refused(400, undefined, text)], { secrets: [secret] });
			const { problem } = (await failureOf(sender, UPDATE)).facts;
			expect(problem?.text).toHaveLength(501);
			expect(problem?.text).not.toContain('k3');
		}
	});

	it.each(['answered', 'timedOut', 'cut', 'problem', 'ECONNRESET'])(
		'is told even where the password happens to be %j',
		async (secret) => {
			for (const answer of [refused(400, undefined, 'Wrong.'), CUT, TIMED_OUT]) {
				const failure = await failureOf(senderOf([answer]), { ...CREATE, secrets: [secret] });
				expect(failure.message).toMatch(/^Service |^The connection to Service/);
				expect(failure.hint).toMatch(/\w/);
			}
		},
	);
});

describe('a rate limit', () => {
	it('holds the whole run for the time the server names', async () => {
		const sender = senderOf([refused(429, 2000), DONE]);
		const first = sender.send(CREATE);
		const second = time.sleep(LATENCY_MS + 100).then(async () => await sender.send(UPDATE));
		await time.run(Promise.all([first, second]));
		expect(sentAt[0]).toBe(0);
		expect(sentAt.slice(1).every((at) => at >= LATENCY_MS + 2000)).toBe(true);
	});

	it('with too long a pause fails all items at once, without sending them, until it is over', async () => {
		const sender = senderOf([refused(429, 3_600_000), DONE]);
		const { message, facts } = await failureOf(sender, CREATE);
		expect(facts).toMatchObject({ status: 429, attempts: 1, mayBeProcessed: false });
		expect(message).not.toContain('not sent');
		const later = await failureOf(sender, UPDATE);
		expect(later.facts).toMatchObject({ status: 429, attempts: 0, mayBeProcessed: false });
		expect(later.message).toMatch(/HTTP 429\).*, so this was not sent$/);
		expect(sentAt).toHaveLength(1);
		expect(time.nowMs).toBeLessThan(100);
		await time.run(time.sleep(3_600_000));
		await time.run(sender.send(UPDATE));
		expect(sentAt).toHaveLength(2);
	});
});

describe('a server that is away', () => {
	it('for longer than a restart takes is waited for by one request, not by each of a run', async () => {
		const sender = senderOf([UNREACHABLE], { maxRetries: 6 });
		expect((await failureOf(sender, UPDATE)).facts.attempts).toBe(7);
		expect(time.nowMs).toBeGreaterThan(15_000);
		expect((await failureOf(sender, UPDATE)).facts.attempts).toBe(1);
		expect((await failureOf(sender, CREATE)).facts.attempts).toBe(1);
	});

	it('for less than that is waited for by each, however few retries one has', async () => {
		const sender = senderOf([UNREACHABLE], { maxRetries: 1 });
		for (const request of [UPDATE, CREATE, UPDATE]) {
			expect((await failureOf(sender, request)).facts.attempts).toBe(2);
		}
	});

	it('is waited for again once it has answered', async () => {
		const silence = Array.from({ length: 7 }, () => UNREACHABLE);
		const sender = senderOf([...silence, DONE, UNREACHABLE], { maxRetries: 6 });
		expect((await failureOf(sender, UPDATE)).facts.attempts).toBe(7);
		await time.run(sender.send(UPDATE));
		expect((await failureOf(sender, UPDATE)).facts.attempts).toBe(7);
	});

	it('is not what a create shows that got no answer: nobody waited for more', async () => {
		const sender = senderOf([TIMED_OUT, UNREACHABLE, UNREACHABLE, DONE]);
		expect((await failureOf(sender, CREATE)).facts.attempts).toBe(1);
		await time.run(time.sleep(20_000));
		expect(await time.run(sender.send(CREATE))).toMatchObject({ status: 200 });
	});
});

describe('a pause that the server asks for', () => {
	it('holds the run, also where its own request is not sent again', async () => {
		const sender = senderOf([refused(503, 2000), DONE]);
		const first = failureOf(sender, CREATE);
		await first;
		const failedAt = time.nowMs;
		await time.run(sender.send(CREATE));
		expect((sentAt[1] as number) - failedAt).toBeGreaterThanOrEqual(2000 - LATENCY_MS);
	});
});

describe('trouble of one request', () => {
	it('holds no other', async () => {
		const sender = senderOf([CUT, DONE]);
		const first = sender.send(UPDATE);
		const second = time.sleep(LATENCY_MS + 1).then(async () => await sender.send(CREATE));
		await time.run(Promise.all([first, second]));
		expect(sentAt).toEqual([0, LATENCY_MS + 1, LATENCY_MS + 500]);
	});

	it('of a server that cannot be reached holds all', async () => {
		const sender = senderOf([UNREACHABLE, DONE]);
		const first = sender.send(UPDATE);
		const second = time.sleep(LATENCY_MS + 1).then(async () => await sender.send(CREATE));
		await time.run(Promise.all([first, second]));
		expect(sentAt.slice(1)).toEqual([LATENCY_MS + 500, LATENCY_MS + 500]);
	});
});

describe('requests that share an answer', () => {
	const lookup: ApiRequest = { ...READ, shareKey: 'plans' };

	it('are sent once', async () => {
		const sender = senderOf([DONE]);
		const answers = await time.run(Promise.all([sender.send(lookup), sender.send(lookup)]));
		expect(answers[0]).toBe(answers[1]);
		expect(await time.run(sender.send(lookup))).toBe(answers[0]);
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
		async (_wait, answers) => {
			const controller = new AbortController();
			const sender = senderOf(answers, { signal: controller.signal });
			const sending = sender.send(UPDATE);
			const stopped = time.sleep(300).then(() => {
				controller.abort();
			});
			await expect(time.run(Promise.all([sending, stopped]))).rejects.toBeInstanceOf(RunStopped);
			expect(time.nowMs).toBeLessThan(1300);
			expect(sentAt).toHaveLength(1);
		},
	);

	it('reports no failure for what it aborted itself', async () => {
		const controller = new AbortController();
		const sender = senderOf([CUT], { signal: controller.signal });
		const sending = sender.send(CREATE);
		await time.run(time.sleep(1));
		expect(sentAt).toHaveLength(1);
		controller.abort();
		await expect(time.run(sending)).rejects.toBeInstanceOf(RunStopped);
	});

	it('keeps an answer that came all the same', async () => {
		const controller = new AbortController();
		const sender = senderOf([DONE], { signal: controller.signal });
		const sending = sender.send(CREATE);
		await time.run(time.sleep(1));
		controller.abort();
		expect(await time.run(sending)).toMatchObject({ status: 200 });
	});

	it('sends nothing where it is stopped before it began', async () => {
		const sending = senderOf([DONE], { signal: AbortSignal.abort() }).send(CREATE);
		await expect(time.run(sending)).rejects.toBeInstanceOf(RunStopped);
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
