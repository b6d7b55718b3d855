import { RunRedactor } from '../../../../nodes/shared/output/redact';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ResponseError } from '../../../../nodes/shared/input/validationError';
import { path } from '../../../../nodes/shared/input/path';
import type { Account } from '../../../../nodes/shared/http/account';
import type { Attempt, FailedAttempt } from '../../../../nodes/shared/http/attempt';
import { ExecutionStopped } from '../../../../nodes/shared/http/clock';
import { Spacing } from '../../../../nodes/shared/http/rateLimiter';
import { RequestLine } from '../../../../nodes/shared/http/requestLine';
import { RequestSender } from '../../../../nodes/shared/http/requestSender';
import { SharedToken } from '../../../../nodes/shared/http/session';
import type { ApiRequest, ApiResponse } from '../../../../nodes/shared/operation';
import { RequestError } from '../../../../nodes/shared/output/requestError';
import type { Service } from '../../../../nodes/shared/service';
import { VirtualTime } from '../../../support/simulation/virtualTime';
import { CREATE, UPDATE } from '../support/requests';
import { SERVICE } from '../support/service';

const LATENCY_MS = 10;
const SUCCESS: Attempt = { kind: 'success', response: { status: 200, body: '' } };
const CUT: FailedAttempt = { kind: 'cut', code: 'ECONNRESET' };

function refused(status: number, text?: string): FailedAttempt {
	const errorBody = text === undefined ? {} : { text };
	return { kind: 'errorResponse', status, errorBody, isWebPage: false };
}

function* signIn(): Generator<ApiRequest, ICredentialDataDecryptedObject, ApiResponse> {
	const { body } = yield {
		method: 'POST',
		path: path`/sign-in`,
		idempotent: true,
		signIn: { headers: {}, shows: 'the email address' },
	};
	if (typeof body !== 'string') throw new ResponseError('No sign-in is here', 'Check it.');
	return { token: body };
}

/** An API with a sign-in, and the executions of one process that use it. */
class World {
	readonly account: Account = { line: new RequestLine(() => 0), token: new SharedToken() };

	readonly valid = new Set<string>();

	/** What comes of the sign-ins, one after the other; a token once there is nothing left here. */
	signInAttempts: Attempt[] = [];

	/** What comes of the other requests; by the token once there is nothing left here. */
	attempts: Attempt[] = [];

	/** What a user with a valid token may not do. */
	isForbidden = false;

	lifetimeMs = Infinity;

	signIns = 0;

	sent = 0;

	/** Set to keep sign-ins from ending. */
	hangs = false;

	run(token = '', signal?: AbortSignal): RequestSender {
		const credential = { token };
		const service: Service = {
			...SERVICE,
			session: {
				tokenProperty: 'token',
				hidden: ['token'],
				refusedWith: 401,
				isUsable: (kept) => kept['token'] !== '',
				lifetimeMs: () => this.lifetimeMs,
				signIn,
			},
		};
		return new RequestSender({
			service,
			credential,
			transport: {
				send: async (request) => {
					await time.sleep(LATENCY_MS);
					return request.signIn
						? await this.signedIn(signal)
						: this.processed(String(credential.token));
				},
			},
			account: this.account,
			run: { requestsPerSecond: 0, patienceMs: 300_000, signal, spacing: new Spacing() },
			rules: { maxRetries: 1, patienceMs: 300_000, random: () => 0 },
			redactor: new RunRedactor(() => []),
			origin: 'https://api.example.com',
		});
	}

	private async signedIn(signal?: AbortSignal): Promise<Attempt> {
		this.signIns++;
		if (this.hangs) {
			await new Promise<void>((resolve) => {
				signal?.addEventListener('abort', () => resolve());
			});
			return { kind: 'cut', code: 'ERR_CANCELED' };
		}
		const attempt = this.signInAttempts.shift();
		if (attempt) return attempt;
		const token = `token ${this.signIns}`;
		this.valid.add(token);
		return { kind: 'success', response: { status: 200, body: token } };
	}

	private processed(token: string): Attempt {
		this.sent++;
		const attempt = this.attempts.shift();
		if (attempt) return attempt;
		return this.valid.has(token) && !this.isForbidden ? SUCCESS : refused(401);
	}
}

let time: VirtualTime;
let world: World;

beforeEach(() => {
	time = new VirtualTime();
	world = new World();
});

afterEach(() => {
	time.end();
});

/** The status of each request, or the error. */
async function sendMany(
	count: number,
	run: RequestSender,
	request: ApiRequest = UPDATE,
): Promise<Array<number | RequestError>> {
	return await Promise.all(
		Array.from({ length: count }, async () => {
			return await run.send(request).then(
				({ status }) => status,
				(error: unknown) => error as RequestError,
			);
		}),
	);
}

async function errorOf(run: RequestSender, request: ApiRequest = UPDATE): Promise<RequestError> {
	const [error] = await time.run(sendMany(1, run, request));
	expect(error).toBeInstanceOf(RequestError);
	return error as RequestError;
}

const FIVE_OK = [200, 200, 200, 200, 200];

describe('a sign-in', () => {
	it('is made once between all requests of two runs', async () => {
		const runs = [world.run(), world.run()];
		const results = await time.run(Promise.all(runs.map(async (run) => await sendMany(5, run))));
		expect(results).toEqual([FIVE_OK, FIVE_OK]);
		expect(world).toMatchObject({ signIns: 1, sent: 10 });
	});

	it('is not made where n8n has kept a token that is good', async () => {
		world.valid.add('kept');
		expect(await time.run(sendMany(5, world.run('kept')))).toEqual(FIVE_OK);
		expect(world).toMatchObject({ signIns: 0, sent: 5 });
	});

	it('replaces a kept token that the API refuses, once between all', async () => {
		expect(await time.run(sendMany(5, world.run('kept')))).toEqual(FIVE_OK);
		expect(world).toMatchObject({ signIns: 1, sent: 10 });
	});

	it('serves the runs that come later', async () => {
		await time.run(sendMany(1, world.run()));
		expect(await time.run(sendMany(5, world.run()))).toEqual(FIVE_OK);
		expect(world.signIns).toBe(1);
	});
});

describe('a token that ends', () => {
	it('is renewed half a minute before its own end', async () => {
		world.lifetimeMs = 120_000;
		const run = world.run();
		await time.run(sendMany(1, run));
		await time.run(time.sleep(89_900));
		await time.run(sendMany(1, run));
		expect(world).toMatchObject({ signIns: 1, sent: 2 });
		await time.run(time.sleep(200));
		await time.run(sendMany(5, run));
		expect(world).toMatchObject({ signIns: 2, sent: 7 });
	});

	it('is used for half of its life where that is short', async () => {
		world.lifetimeMs = 10_000;
		const run = world.run();
		await time.run(sendMany(1, run));
		await time.run(time.sleep(4900));
		await time.run(sendMany(1, run));
		expect(world.signIns).toBe(1);
		await time.run(time.sleep(200));
		await time.run(sendMany(1, run));
		expect(world).toMatchObject({ signIns: 2, sent: 3 });
	});

	it('before the API said so is renewed, once between all', async () => {
		const run = world.run();
		await time.run(sendMany(5, run));
		world.valid.clear();
		await time.run(time.sleep(60_000));
		expect(await time.run(sendMany(5, run))).toEqual(FIVE_OK);
		expect(world.signIns).toBe(2);
	});

	it('in its first minute costs one more sign-in in a run, and no item', async () => {
		const run = world.run();
		await time.run(sendMany(5, run));
		world.valid.clear();
		expect(await time.run(sendMany(5, run))).toEqual(FIVE_OK);
		expect(world.signIns).toBe(2);
	});
});

describe('what the signed-in user may not do', () => {
	it('costs one more sign-in for all items of a run, not one each', async () => {
		world.isForbidden = true;
		const run = world.run();
		const errors = await time.run(sendMany(10, run));
		errors.push(...(await time.run(sendMany(20, run))));
		for (const error of errors) {
			expect(error).toMatchObject({ facts: { status: 401, mayBeProcessed: false } });
		}
		expect(world.signIns).toBe(2);
		expect(world.sent).toBeLessThanOrEqual(40);
	});

	it('costs one more a minute later', async () => {
		world.isForbidden = true;
		const run = world.run();
		await time.run(sendMany(10, run));
		await time.run(time.sleep(60_000));
		await time.run(sendMany(10, run));
		expect(world.signIns).toBe(3);
	});
});

describe('a sign-in that is refused', () => {
	beforeEach(() => {
		world.signInAttempts = [refused(404, 'No user with this email'), refused(404, 'Still none')];
	});

	it('is tried once per run, and the error says that it was the sign-in, in the API’s words', async () => {
		const run = world.run();
		const errors = await time.run(sendMany(5, run, CREATE));
		errors.push(await errorOf(run, CREATE));
		for (const error of errors) {
			const { message, hint, facts } = error as RequestError;
			expect(message).toMatch(/^The sign-in failed: .*No user with this email/);
			expect(hint).toMatch(/^Check the email address in the credential/);
			expect(facts).toMatchObject({ status: 404, mayBeProcessed: false });
		}
		expect(world).toMatchObject({ signIns: 1, sent: 0 });
	});

	it('is tried again by the next run', async () => {
		await errorOf(world.run());
		expect((await errorOf(world.run())).message).toContain('Still none');
		expect(await time.run(sendMany(5, world.run()))).toEqual(FIVE_OK);
		expect(world.signIns).toBe(3);
	});

	it('in the middle of a run ends it for all that wait, too', async () => {
		const errors = await time.run(sendMany(5, world.run('kept')));
		for (const error of errors) expect(error).toMatchObject({ facts: { status: 404 } });
		expect(world).toMatchObject({ signIns: 1, sent: 5 });
	});
});

describe('a sign-in that does not come through', () => {
	it('is retried like any request', async () => {
		world.signInAttempts = [refused(503), refused(429), CUT];
		expect(await time.run(sendMany(5, world.run(), CREATE))).toEqual([
			expect.any(RequestError),
			expect.any(RequestError),
			expect.any(RequestError),
			expect.any(RequestError),
			expect.any(RequestError),
		]);
		expect(world).toMatchObject({ signIns: 3, sent: 0 });
	});

	it.each([CUT, refused(500), { kind: 'timedOut', timeoutMs: 1000 } as const])(
		'%j never lets a create look as if it may have been processed; a later item tries again',
		async (attempt) => {
			world.signInAttempts = [attempt, attempt];
			const run = world.run();
			const { message, facts } = await errorOf(run, CREATE);
			expect(message).toMatch(/^The sign-in failed: /);
			expect(message).not.toMatch(/processed/);
			expect(facts.mayBeProcessed).toBe(false);
			world.signInAttempts = [];
			await time.run(time.sleep(1000));
			expect(await time.run(sendMany(5, run))).toEqual(FIVE_OK);
		},
	);

	it('keeps what an earlier attempt of the same item may have done', async () => {
		world.valid.add('kept');
		world.attempts = [CUT, refused(401)];
		world.signInAttempts = [refused(404, 'No user with this email')];
		const { message, facts } = await errorOf(world.run('kept'), UPDATE);
		expect(message).toMatch(/^The sign-in failed: .*No user with this email/);
		expect(message).toMatch(/An earlier attempt may have been processed all the same$/);
		expect(facts).toMatchObject({ status: 404, mayBeProcessed: true });
	});

	it('as the address is another website’s says so, once', async () => {
		world.signInAttempts = [SUCCESS, SUCCESS].map(() => ({
			kind: 'success',
			response: { status: 200, body: {} },
		}));
		const run = world.run();
		const errors = await time.run(sendMany(5, run));
		for (const error of errors) expect(error).toBeInstanceOf(ResponseError);
		expect(world).toMatchObject({ signIns: 1, sent: 0 });
	});
});

describe('a stopped execution', () => {
	it('waits for no sign-in, and a run that waited for the same one takes it over', async () => {
		const controller = new AbortController();
		world.hangs = true;
		const stopped = world.run('', controller.signal);
		const other = world.run();
		const waiting = time.run(Promise.allSettled([stopped.send(UPDATE), stopped.send(CREATE)]));
		const taken = sendMany(5, other);
		void time.sleep(5000).then(() => {
			world.hangs = false;
			controller.abort();
		});
		const reasons = (await waiting).map((each) => each.status === 'rejected' && each.reason);
		expect(reasons).toEqual([expect.any(ExecutionStopped), expect.any(ExecutionStopped)]);
		expect(time.nowMs).toBeLessThan(6000);
		expect(await time.run(taken)).toEqual(FIVE_OK);
		expect(world.signIns).toBe(2);
	});

	it('signs in no more', async () => {
		const run = world.run('', AbortSignal.abort());
		await expect(time.run(run.send(UPDATE))).rejects.toBeInstanceOf(ExecutionStopped);
		expect(world.signIns).toBe(0);
	});
});
