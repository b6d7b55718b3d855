import type { ConscentServer } from '../../server';
import { SAMPLE_USER_IDS, startConscentServer, userIdOf } from '../../server';
import { RIGHT_KEY, patchUser } from './client';

const [ASHA] = SAMPLE_USER_IDS;

let server: ConscentServer;
beforeAll(async () => {
	server = await startConscentServer({ users: 2 });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

async function control(method: string, path: string, body?: unknown) {
	const response = await fetch(server.url + path, {
		method,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('the settings', () => {
	it('are merged, and stand until they are reset', async () => {
		await control('POST', '/__control', { latencyMs: [1, 2] });
		await control('POST', '/__control', { limit: { perSecond: 3 } });
		const set = {
			latencyMs: [1, 2],
			limit: { perSecond: 3 },
			faults: [],
			recordBodies: true,
			personality: {},
		};
		expect((await control('GET', '/__control')).json).toEqual(set);
		await control('DELETE', '/__control');
		expect((await control('GET', '/__control')).json).toEqual({
			...set,
			latencyMs: 0,
			limit: null,
		});
	});

	it.each([
		[{ latency: 3 }, "settings: Unrecognized key(s) in object: 'latency'"],
		[{ personality: { lists: 'vanish' } }, "personality: Unrecognized key(s) in object: 'lists'"],
		[{ limit: { perSecond: 0 } }, 'limit.perSecond: Number must be greater than 0'],
		[
			{ faults: [{ kind: 'status', status: 200 }] },
			'faults.0.status: Number must be greater than or equal to 400',
		],
	])('%j are refused, and nothing changes', async (settings, problem) => {
		expect(await control('POST', '/__control', settings)).toEqual({
			status: 400,
			json: { problem },
		});
		expect(() => server.control(settings as object)).toThrow(problem);
		expect((await control('GET', '/__control')).json).toMatchObject({ latencyMs: 0, limit: null });
	});

	it('are helped with when the address is wrong', async () => {
		const { status, json } = await control('GET', '/__contol');
		expect(status).toBe(404);
		expect(json['problem']).toContain('GET /__control');
	});
});

describe('the records', () => {
	it('hold what came over the wire, byte for byte, but no key', async () => {
		const text = '{ "name" : "Zoë \\u00e9" }';
		await patchUser(server, ASHA, text);
		const { json } = await control('GET', '/__records');
		expect(json).toEqual([
			expect.objectContaining({
				index: 0,
				method: 'PATCH',
				url: `/api/v2/client/update-user?userId=${ASHA}`,
				query: { userId: ASHA },
				authorization: 'right',
				bodyText: text,
				body: { name: 'Zoë é' },
				operationId: 'updateUser',
				processed: true,
				status: 200,
				specErrors: [],
			}),
		]);
		expect(JSON.stringify(json)).not.toContain(RIGHT_KEY.slice('Basic '.length));
	});

	it('leave bodies and headers out on request', async () => {
		server.control({ recordBodies: false });
		await patchUser(server, ASHA, { name: 'A' });
		expect(server.records[0]).toMatchObject({
			headers: {},
			bodyText: '',
			body: undefined,
			processed: true,
		});
	});

	it('begin anew after a reset', async () => {
		await patchUser(server, ASHA, { name: 'A' });
		server.reset();
		expect(server.records).toEqual([]);
		expect(server.stats()).toMatchObject({ requests: 0, byStatus: {} });
		expect(server.state.users.get(ASHA)?.name).toBe('Asha Rao');
	});
});

describe('the counts', () => {
	it('tell requests, the most at a time, connections and statuses', async () => {
		server.control({ latencyMs: 50 });
		await Promise.all([
			patchUser(server, userIdOf(0), { name: 'A' }),
			patchUser(server, userIdOf(1), { name: 'B' }),
			patchUser(server, 'nobody', { name: 'C' }),
		]);
		const { json } = await control('GET', '/__stats');
		expect(json).toMatchObject({ requests: 3, maxInFlight: 3, byStatus: { 200: 2, 404: 1 } });
		expect(json['connections']).toBeGreaterThanOrEqual(2);
	});
});

describe('the state', () => {
	it('can be read over HTTP', async () => {
		const { json } = await control('GET', '/__state');
		const users = json['users'] as Array<{ userId: string }>;
		expect(users.map(({ userId }) => userId)).toEqual([
			...SAMPLE_USER_IDS,
			userIdOf(0),
			userIdOf(1),
		]);
		expect(json['dashboardUsers']).toHaveLength(2);
	});
});
