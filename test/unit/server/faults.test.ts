import { once } from 'node:events';
import type { ConscentServer, Fault } from '../../server';
import { SAMPLE_USER_IDS, startConscentServer } from '../../server';
import { FaultPlan } from '../../server/faults';
import { patchUser, send } from './client';

const [ASHA, BEN] = SAMPLE_USER_IDS;

let server: ConscentServer;
beforeAll(async () => {
	server = await startConscentServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

async function rename(name = 'New') {
	return await patchUser(server, ASHA, { name });
}

function nameNow(): unknown {
	return server.state.users.get(ASHA)?.name;
}

function set(...faults: Fault[]): void {
	server.control({ faults });
}

describe('what goes wrong', () => {
	it.each([429, 500, 502, 503, 504])(
		'status %i comes instead of the response, and nothing is done',
		async (status) => {
			set({ kind: 'status', status });
			const { json } = await rename();
			expect(json).toMatchObject({ statusCode: status });
			expect([nameNow(), server.records[0]?.processed]).toEqual(['Asha Rao', false]);
		},
	);

	it('status can come although all was done', async () => {
		set({ kind: 'status', status: 504, processed: true });
		expect((await rename()).status).toBe(504);
		expect([nameNow(), server.records[0]?.processed]).toEqual(['New', true]);
	});

	it('status can come as a page of HTML, or with nothing', async () => {
		set(
			{ kind: 'status', status: 502, body: 'html', first: 1 },
			{ kind: 'status', status: 503, body: 'empty' },
		);
		const html = await rename();
		expect(html.headers.get('content-type')).toContain('text/html');
		expect(html.text).toContain('<h1>502 Bad Gateway</h1>');
		expect(await rename()).toMatchObject({ status: 503, text: '' });
	});

	it('status can say when to come back', async () => {
		const retryAfter = 'Fri, 31 Dec 2027 23:59:59 GMT';
		set(
			{ kind: 'status', status: 429, retryAfter: 2, first: 1 },
			{ kind: 'status', status: 429, retryAfter },
		);
		expect((await rename()).headers.get('retry-after')).toBe('2');
		expect((await rename()).headers.get('retry-after')).toBe(retryAfter);
	});

	it('cutBefore ends the connection, and nothing is done', async () => {
		set({ kind: 'cutBefore' });
		await expect(rename()).rejects.toThrow('fetch failed');
		expect(nameNow()).toBe('Asha Rao');
		expect(server.records[0]).toMatchObject({ processed: false, status: 'cut' });
		expect(server.stats().byStatus).toEqual({ cut: 1 });
	});

	it('cutAfter ends the connection, although all was done', async () => {
		set({ kind: 'cutAfter' });
		await expect(rename()).rejects.toThrow('fetch failed');
		expect(nameNow()).toBe('New');
		expect(server.records[0]).toMatchObject({ processed: true, status: 'cut' });
	});

	it.each<[Fault, { status: number; text: string }]>([
		[{ kind: 'empty' }, { status: 204, text: '' }],
		[{ kind: 'text' }, { status: 200, text: 'User Details Updated Successfully.' }],
		[
			{ kind: 'text', text: 'done' },
			{ status: 200, text: 'done' },
		],
	])('%j changes the form of the response only', async (fault, response) => {
		set(fault);
		expect(await rename()).toMatchObject({ ...response, json: undefined });
		expect(nameNow()).toBe('New');
	});

	it('brokenJson breaks off within the JSON', async () => {
		set({ kind: 'brokenJson' });
		const { status, headers, text, json } = await rename();
		expect([status, headers.get('content-type'), json]).toEqual([
			200,
			'application/json; charset=utf-8',
			undefined,
		]);
		expect(text).toMatch(/^\{"message"/);
		expect(nameNow()).toBe('New');
	});

	it('cutInBody cuts the connection after the head, and it is done', async () => {
		set({ kind: 'cutInBody' });
		await expect(rename()).rejects.toThrow();
		expect(nameNow()).toBe('New');
		expect(server.records.at(-1)).toMatchObject({ processed: true });
	});

	it('redirect sends elsewhere, and nothing is done', async () => {
		set({ kind: 'redirect', location: 'http://127.0.0.1:9/else', status: 307 });
		const { status, headers } = await rename();
		expect([status, headers.get('location'), nameNow()]).toEqual([
			307,
			'http://127.0.0.1:9/else',
			'Asha Rao',
		]);
	});

	it.each([
		[false, 'Asha Rao'],
		[true, 'New'],
	])('hang never responds (processed: %s)', async (processed, name) => {
		set({ kind: 'hang', processed });
		const leaving = new AbortController();
		const response = fetch(`${server.baseUrl}/v2/client/update-user?userId=${ASHA}`, {
			method: 'PATCH',
			headers: {
				authorization: `Basic ${btoa('test-key:test-secret')}`,
				'content-type': 'application/json',
			},
			body: '{"name":"New"}',
			signal: leaving.signal,
		});
		await eventually(() => server.records[0]?.processed === processed);
		expect(server.records[0]?.status).toBeNull();
		leaving.abort();
		await expect(response).rejects.toThrow('aborted');
		await eventually(() => server.records[0]?.status === 'cut');
		expect(nameNow()).toBe(name);
	});

	it('delay only makes it late', async () => {
		set({ kind: 'delay', ms: 30 }, { kind: 'delay', ms: 30 });
		const startMs = performance.now();
		expect((await rename()).status).toBe(200);
		expect(performance.now() - startMs).toBeGreaterThan(50);
	});
});

async function eventually(isTrue: () => boolean): Promise<void> {
	while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('whom it hits', () => {
	const request = {
		operationId: 'updateUser',
		method: 'PATCH',
		userId: ASHA,
		email: 'A@b.example',
		bodyText: '{"x":1}',
		url: '/api/v2/client/update-user?userId=1',
	};

	function hits(fault: Partial<Fault>, times = 6): number[] {
		const plan = new FaultPlan([{ ...fault, kind: 'cutBefore' } as Fault]);
		return Array.from({ length: times }, (_, index) => index + 1).filter(
			() => plan.troubleFor(request).fault,
		);
	}

	it.each<[Partial<Fault>, number[]]>([
		[{}, [1, 2, 3, 4, 5, 6]],
		[{ first: 2 }, [1, 2]],
		[{ every: 3 }, [3, 6]],
		[{ skip: 4 }, [5, 6]],
		[{ skip: 1, every: 2, first: 2 }, [3, 5]],
		[{ match: { userId: ASHA, method: 'patch', operationId: 'updateUser' } }, [1, 2, 3, 4, 5, 6]],
		[{ match: { email: 'a@B.example', bodyContains: '"x"' } }, [1, 2, 3, 4, 5, 6]],
		[{ match: { urlContains: 'update-user?' } }, [1, 2, 3, 4, 5, 6]],
		[{ match: { urlContains: 'multi-user' } }, []],
		[{ match: { userId: BEN } }, []],
		[{ match: { method: 'POST' } }, []],
		[{ match: { operationId: 'createDashboardUser' } }, []],
		[{ match: { email: 'other@b.example' } }, []],
		[{ match: { bodyContains: 'y' } }, []],
	])('%j hits the requests %j', (fault, turns) => {
		expect(hits(fault)).toEqual(turns);
	});

	it('finds the user in the query, in the path and in the body', async () => {
		set({ kind: 'status', status: 503, match: { userId: 'U1' } });
		const inQuery = await patchUser(server, 'U1', { name: 'A' });
		const inPath = await send(server, 'PATCH', '/v2/client/multi-user/U1', { body: { role: 'A' } });
		const inBody = await send(server, 'POST', '/v2/client/multi-user', { body: { userId: 'U1' } });
		const nobody = await patchUser(server, 'U2', { name: 'A' });
		expect([inQuery, inPath, inBody, nobody].map(({ status }) => status)).toEqual([
			503, 503, 503, 404,
		]);
	});
});

describe('a server that goes off', () => {
	it('cuts what is open, refuses for a while, and comes back at the same address', async () => {
		set({ kind: 'hang' });
		const cut = expect(rename()).rejects.toThrow('fetch failed');
		await eventually(() => server.records.length === 1);
		server.control({ offForMs: 100, faults: [] });
		await cut;
		await expect(rename()).rejects.toThrow('fetch failed');
		await eventuallyDone(async () => (await rename().catch(() => undefined))?.status === 200);
		expect(server.records[0]).toMatchObject({ status: 'cut', processed: false });
	});

	it('can be closed while it is off', async () => {
		const other = await startConscentServer();
		other.control({ offForMs: 60_000 });
		await other.close();
		await expect(fetch(other.url)).rejects.toThrow('fetch failed');
	});

	it('comes back once, after the last of several breakdowns', async () => {
		server.control({ offForMs: 20 });
		server.control({ offForMs: 1_000 });
		await once(AbortSignal.timeout(100), 'abort');
		await expect(fetch(server.url)).rejects.toThrow('fetch failed');
		await eventuallyDone(
			async () => (await fetch(`${server.url}/__stats`).catch(() => undefined))?.ok === true,
		);
	});

	it('forgets the requests that waited', async () => {
		server.control({ latencyMs: 60_000 });
		const cut = expect(rename()).rejects.toThrow('fetch failed');
		await eventually(() => server.records.length === 1);
		server.control({ offForMs: 0 });
		await cut;
		expect(nameNow()).toBe('Asha Rao');
		await eventuallyDone(
			async () => (await fetch(`${server.url}/__stats`).catch(() => undefined))?.ok === true,
		);
	});
});

async function eventuallyDone(isTrue: () => Promise<boolean>): Promise<void> {
	while (!(await isTrue())) await once(AbortSignal.timeout(10), 'abort');
}
