import { RunStopped } from '../../../nodes/shared/gate';
import { SessionKeeper } from '../../../nodes/shared/session';
import type { SendOnce } from '../../../nodes/shared/session';
import type { Sent } from '../../../nodes/shared/sent';

const SESSION = { tokenProperty: 'token', refusedWith: 401 };

/** n8n and an API in one: which tokens are valid, and what was done. */
class World {
	readonly credential = { token: '' };

	readonly valid = new Set<string>();

	signIns = 0;

	sent = 0;

	nowMs = 0;

	readonly stop = new AbortController();

	/** Set to make sign-ins fail: refused for good, or by something that passes. */
	trouble: 'refused' | 'passing' | undefined;

	/** What a user with a valid token may not do. */
	forbidden = false;

	readonly keeper = new SessionKeeper(SESSION, this.credential, this.stop.signal, () => this.nowMs);

	/** As n8n does it: signs in without a token, and once more after a refusal if it is told to. */
	private readonly sendOnce: SendOnce = async (renews) => {
		if (this.credential.token === '' && !(await this.signsIn())) return this.failed();
		const first = await this.answer();
		if (first.attempt.kind !== 'answered' || first.attempt.status !== 401 || !renews) return first;
		return (await this.signsIn()) ? await this.answer() : this.failed();
	};

	async send(): Promise<number | string> {
		const result = await this.keeper.send(this.sendOnce);
		return 'answer' in result ? result.answer.status : result.failure.kind;
	}

	/** Set to make sign-ins take for ever. */
	hangs = false;

	private async signsIn(): Promise<boolean> {
		this.signIns++;
		await (this.hangs ? new Promise(() => {}) : Promise.resolve());
		if (this.trouble) return false;
		this.credential.token = `token ${this.signIns}`;
		this.valid.add(this.credential.token);
		return true;
	}

	private failed(): Sent {
		return this.trouble === 'refused'
			? { attempt: { kind: 'misaddressed' }, failure: { kind: 'notSent', reason: 'refused' } }
			: { attempt: { kind: 'unreachable' }, failure: { kind: 'unreachable', code: 'X' } };
	}

	private async answer(): Promise<Sent> {
		this.sent++;
		const { token } = this.credential;
		await Promise.resolve();
		if (this.valid.has(token) && !this.forbidden) {
			return { attempt: { kind: 'answered', status: 200 }, answer: { status: 200, body: {} } };
		}
		const failure = { kind: 'answered', status: 401, problem: {}, isWebPage: false } as const;
		return { attempt: { kind: 'answered', status: 401 }, failure };
	}
}

let world: World;
beforeEach(() => (world = new World()));

async function sendMany(count: number): Promise<Array<number | string>> {
	return await Promise.all(Array.from({ length: count }, () => world.send()));
}

const TEN_OK = Array.from({ length: 10 }, () => 200);

test('ten requests without a token sign in once between them', async () => {
	expect(await sendMany(10)).toEqual(TEN_OK);
	expect(world.signIns).toBe(1);
});

test('a token that is still there is used', async () => {
	world.credential.token = 'old';
	world.valid.add('old');
	expect(await sendMany(10)).toEqual(TEN_OK);
	expect(world).toMatchObject({ signIns: 0, sent: 10 });
});

test('ten requests with an expired token sign in once between them', async () => {
	world.credential.token = 'old';
	expect(await sendMany(10)).toEqual(TEN_OK);
	expect(world.signIns).toBe(1);
});

test('a token that expires in mid-run is renewed', async () => {
	await sendMany(3);
	world.valid.clear();
	world.nowMs += 60_000;
	expect(await sendMany(10)).toEqual(TEN_OK);
	expect(world.signIns).toBe(2);
});

test('what a signed-in user may not do is no reason to sign in again, for a minute', async () => {
	world.forbidden = true;
	const refused = Array.from({ length: 10 }, () => 'answered');
	expect(await sendMany(10)).toEqual(refused);
	expect(await sendMany(10)).toEqual(refused);
	expect(world.signIns).toBe(1);
	world.nowMs += 60_000;
	expect(await sendMany(10)).toEqual(refused);
	expect(world.signIns).toBe(2);
});

test('a refused sign-in is not tried again in the same run', async () => {
	world.trouble = 'refused';
	expect(await sendMany(10)).toEqual(Array.from({ length: 10 }, () => 'notSent'));
	expect(await world.send()).toBe('notSent');
	expect(world).toMatchObject({ signIns: 1, sent: 0 });
});

test('a sign-in refused in mid-run ends it for all that wait, too', async () => {
	world.credential.token = 'old';
	world.trouble = 'refused';
	expect(await sendMany(10)).toEqual(Array.from({ length: 10 }, () => 'notSent'));
	expect(world.signIns).toBe(1);
});

test('a sign-in that did not come through for another reason is tried again', async () => {
	world.trouble = 'passing';
	expect(await world.send()).toBe('unreachable');
	world.trouble = undefined;
	expect(await sendMany(10)).toEqual(TEN_OK);
	expect(world.signIns).toBe(2);
});

describe('a stopped execution', () => {
	it('waits for no sign-in, neither its own nor that of another request', async () => {
		const world = new World();
		world.hangs = true;
		const sending = Promise.allSettled([world.send(), world.send()]);
		await Promise.resolve();
		world.stop.abort();
		const results = await sending;
		expect(results.map((each) => each.status === 'rejected' && each.reason)).toEqual([
			expect.any(RunStopped),
			expect.any(RunStopped),
		]);
	});

	it('signs in no more', async () => {
		const world = new World();
		world.hangs = true;
		world.stop.abort();
		await expect(world.send()).rejects.toBeInstanceOf(RunStopped);
	});
});
