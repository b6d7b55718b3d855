import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { API_KEY, OWN_USER_ID, otherUserId } from '../server/insighto';
import { testCredential } from './harness';
import { ServiceBench } from './support/serviceBench';
import { testFailure } from './support/engineVersion';
import { INSIGHTO, insightoCalls } from './support/insighto';
import { skipWaits } from './support/waits';

const bench = new ServiceBench(INSIGHTO);

const UPDATE = { resource: 'user', operation: 'update' };
const BY_ID = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const FIRST_NAME = { first_name: '={{ $json.name }}' };

function jsons(output: Array<{ json: IDataObject }>): IDataObject[] {
	return output.map(({ json }) => json);
}

describe('a dry run', () => {
	const options = { dryRun: true };

	it('shows what would be sent, without the key', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
			items: [{ id: otherUserId(0), name: 'New' }],
			options,
		});
		expect(jsons(run.success)).toEqual([
			{
				dryRun: true,
				method: 'PUT',
				url: `${bench.server.url}/api/v1/user/${otherUserId(0)}`,
				body: { first_name: 'New' },
			},
		]);
		expect(bench.server.records).toEqual([]);
		bench.expectNoSecrets(run);
	});

	it('looks the own user up once, and sends nothing else', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, profileFields: FIRST_NAME },
			items: [{ name: 'A' }, { name: 'B' }],
			options,
		});
		const url = `${bench.server.url}/api/v1/user/${OWN_USER_ID}`;
		expect(jsons(run.success)).toEqual(
			['A', 'B'].map((name) => ({ dryRun: true, method: 'PUT', url, body: { first_name: name } })),
		);
		expect(insightoCalls(bench.server)).toEqual([{ method: 'GET', url: '/api/v1/user' }]);
		bench.expectNoSecrets(run);
	});

	it('shows the merged body where the rest is kept', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, mode: 'keepTheRest', profileFields: FIRST_NAME },
			items: [{ name: 'New' }],
			options,
		});
		expect(run.success[0]?.json).toMatchObject({
			body: { first_name: 'New', last_name: 'Rao', is_paying: true },
		});
		expect(run.success[0]?.json['body']).not.toHaveProperty('id');
		expect(run.success[0]?.json['body']).not.toHaveProperty('follower_count');
	});
});

describe('what Insighto does to fields that are left out', () => {
	beforeEach(() => (bench.server.state.resetsOmitted = true));

	it('is harmless where the rest is kept', async () => {
		const before = { ...bench.server.state.owner };
		await bench.run({
			parameters: { ...UPDATE, mode: 'keepTheRest', profileFields: FIRST_NAME },
			items: [{ name: 'New' }],
		});
		expect(bench.server.state.owner).toEqual({ ...before, first_name: 'New' });
	});

	it("is told to be unknown, as 'Keep the Rest' is refused for other users", async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, mode: 'keepTheRest', profileFields: FIRST_NAME },
			items: [
				{ id: otherUserId(0), name: 'Other' },
				{ id: OWN_USER_ID.toUpperCase(), name: 'Own' },
			],
			onError: 'continueRegularOutput',
		});
		expect(run.success[0]?.json).toMatchObject({
			error: expect.stringContaining("'Keep the Rest' is possible for the API key's own user only"),
			details: { description: expect.stringContaining('Send Only These Fields') },
		});
		expect(run.success[1]?.json).toMatchObject({ id: OWN_USER_ID, first_name: 'Own' });
		expect(bench.server.records.filter(({ method }) => method === 'PUT')).toHaveLength(1);
	});
});

describe('whom an update is about', () => {
	it.each([[undefined], [null], [''], ['  ']])(
		'is never the own user where an expression gives %j',
		async (id) => {
			const run = await bench.run({
				parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
				items: [id === undefined ? { name: 'New' } : { id, name: 'New' }],
			});
			expect(run.error?.message).toMatch(/'User ID' is empty/);
			expect(bench.server.records).toEqual([]);
		},
	);

	it('needs at least one field', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: { first_name: '={{ $json.none }}' } },
			items: [{ id: otherUserId(0) }],
		});
		expect(run.error?.message).toMatch(
			/Nothing to update: no field of 'Profile Fields' or 'Administrative and Billing Fields' has a value/,
		);
		expect(bench.server.records).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['names the own user', { userId: BY_ID }],
		['leaves the user open', {}],
	])('keeps the order of items where the field %s', async (_what, user) => {
		bench.server.control({ faults: [{ kind: 'delay', ms: 80, match: { bodyContains: 'slow' } }] });
		const names = ['slow 0', 'quick 1', 'slow 2', 'quick 3', 'slow 4', 'quick 5'];
		await bench.run({
			parameters: { ...UPDATE, ...user, profileFields: FIRST_NAME },
			items: names.map((name) => ({ name, id: OWN_USER_ID })),
			options: { concurrency: 6 },
		});
		const puts = bench.server.records.filter(({ method }) => method === 'PUT');
		expect(puts.map(({ body }) => (body as IDataObject)['first_name'])).toEqual(names);
		expect(bench.server.state.owner['first_name']).toBe('quick 5');
	});

	const OWN_USER_IN_EVERY_WAY = [
		{ id: OWN_USER_ID, mode: 'keepTheRest' },
		{ id: OWN_USER_ID, mode: 'onlyThese' },
		{ id: OWN_USER_ID.toUpperCase(), mode: 'keepTheRest' },
		{ id: OWN_USER_ID.toUpperCase(), mode: 'onlyThese' },
	];

	it.each<[string, IDataObject, IDataObject[]]>([
		['the own user left open', {}, [{ mode: 'keepTheRest' }]],
		['left open, with and without a merge', {}, [{ mode: 'keepTheRest' }, { mode: 'onlyThese' }]],
		['the own user named', { userId: BY_ID }, OWN_USER_IN_EVERY_WAY.slice(0, 1)],
		['named in every way, with and without a merge', { userId: BY_ID }, OWN_USER_IN_EVERY_WAY],
	])('merges into what the item before has left: %s', async (_what, user, ways) => {
		bench.server.control({ latencyMs: [0, 20] });
		const texts = ['first_name', 'last_name', 'state', 'phone', 'address', 'country'];
		const plans = ['stripe_customer_id', 'stripe_subscription_id', 'stripe_subscription_status'];
		const fields = [...texts, ...plans];
		const expressions = (names: string[]) =>
			Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`]));
		const run = await bench.run({
			parameters: {
				...UPDATE,
				...user,
				mode: '={{ $json.mode }}',
				profileFields: expressions(texts),
				administrativeFields: expressions(plans),
			},
			items: fields.map((field, n) => ({ ...ways[n % ways.length], [field]: `new ${field}` })),
			options: { concurrency: 10 },
		});
		expect(run.error).toBeUndefined();
		expect(bench.server.state.owner).toMatchObject(
			Object.fromEntries(fields.map((field) => [field, `new ${field}`])),
		);
		expect(bench.server.stats().maxInFlight).toBe(1);
	});

	it('lets items for other users go at the same time', async () => {
		bench.server.control({ latencyMs: 50 });
		const items = Array.from({ length: 9 }, (_, n) => ({ id: otherUserId(n % 3), name: `N${n}` }));
		await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
			items,
			options: { concurrency: 10 },
		});
		expect(bench.server.stats().maxInFlight).toBe(3);
	});

	it('is one segment of the path, whatever the id holds', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
			items: [{ id: '../x?y#z', name: 'New' }],
			onError: 'continueRegularOutput',
		});
		expect(bench.server.records[0]?.path).toBe('/api/v1/user/..%2Fx%3Fy%23z');
		expect(run.success[0]?.json).toMatchObject({
			error: expect.stringContaining('user_id: value is not a valid UUID'),
		});
	});
});

describe('an own user that the response does not name', () => {
	it('ends the item before anything is written', async () => {
		bench.server.control({
			faults: [{ kind: 'text', text: 'Hello', match: { method: 'GET' } }],
		});
		const run = await bench.run({
			parameters: { ...UPDATE, profileFields: FIRST_NAME },
			items: [{ name: 'New' }],
		});
		expect(run.error?.message).toContain("does not say who the API key's own user is");
		expect(bench.server.records.map(({ method }) => method)).toEqual(['GET']);
	});
});

describe('what Insighto says of a refusal', () => {
	it('names the field', async () => {
		const run = await bench.run({
			parameters: {
				...UPDATE,
				userId: BY_ID,
				profileFields: { email: '={{ $json.mail }}' },
			},
			items: [{ id: otherUserId(0), mail: 'two..dots@agency.example' }],
			onError: 'continueRegularOutput',
		});
		expect(run.success[0]?.json).toMatchObject({
			error: expect.stringContaining('email: value is not a valid email address (HTTP 422)'),
			details: { field: 'email', httpStatus: 422, mayBeProcessed: false },
		});
	});

	it('is told for an unknown user', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
			items: [{ id: otherUserId(99), name: 'New' }],
		});
		expect(run.error?.message).toContain('User not found (HTTP 404)');
	});

	it('is told for a wrong key, without the key', async () => {
		const wrong = `${API_KEY}-but-wrong`;
		const run = await bench.run({
			parameters: { resource: 'user', operation: 'getMyProfile' },
			items: [{}],
			credential: { apiKey: wrong },
		});
		expect(run.error?.message).toContain('Could not validate credentials (HTTP 401)');
		expect(run.error?.description).toContain("Check 'API Key'");
		bench.expectNoSecrets(run);
	});
});

describe('the key', () => {
	let echo: Server;
	beforeAll(async () => {
		// Proxies and frameworks quote the address of a request in their responses.
		echo = createServer((request, response) => {
			const detail = `No route for ${request.url} with ${API_KEY}`;
			const status = request.url?.includes('elsewhere') ? 500 : 404;
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ detail, [API_KEY]: encodeURIComponent(API_KEY) }));
		});
		await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => await new Promise((resolve) => echo.close(resolve)));

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'is hidden where the response quotes the address: %s',
		async (onError) => {
			const run = await bench.run({
				parameters: { resource: 'user', operation: 'getMyProfile' },
				items: [{}],
				credential: { baseUrl: `http://127.0.0.1:${(echo.address() as AddressInfo).port}` },
				onError,
			});
			const text = JSON.stringify([run.error?.message, run.success, run.failed]);
			expect(text).toContain('No route for /api/v1/user?api_key=[hidden] with [hidden]');
			bench.expectNoSecrets(run);
		},
	);

	it('is hidden where nothing responds, and where the address is none', async () => {
		for (const baseUrl of ['http://127.0.0.1:9', 'http://insighto.example', 'nonsense']) {
			const run = await bench.run({
				parameters: { resource: 'user', operation: 'getMyProfile' },
				items: [{}],
				credential: { baseUrl },
				options: { maxRetries: 0 },
			});
			expect(run.error?.message).toMatch(/could not be reached|Base URL/);
			bench.expectNoSecrets(run);
		}
	});
});

describe('many items', () => {
	afterEach(() => jest.restoreAllMocks());

	it('keep to a rate limit nobody told of, and each is done once', async () => {
		bench.server.control({ limit: { perSecond: 20 } });
		const items = Array.from({ length: 30 }, (_, n) => ({ id: otherUserId(n % 3), name: `N${n}` }));
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
			items,
		});
		expect(run.success.map(({ from, json }) => [from, json['first_name']])).toEqual(
			items.map(({ name }, n) => [n, name]),
		);
		const done = bench.server.records.filter(({ processed }) => processed);
		expect(done).toHaveLength(items.length);
		expect(bench.server.stats().maxInFlight).toBeLessThanOrEqual(5);
	});

	it('keep to the pace that the user sets, look-ups included', async () => {
		await bench.run({
			parameters: { ...UPDATE, profileFields: FIRST_NAME },
			items: Array.from({ length: 4 }, (_, n) => ({ name: `N${n}` })),
			options: { concurrency: 10, requestsPerSecond: 10 },
		});
		const times = bench.server.records.map(({ timeMs }) => timeMs);
		expect(times).toHaveLength(5);
		// The first may arrive late on a busy machine, the last may not arrive early.
		expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(300);
	});

	it('are sent again after a passing failure, and only then', async () => {
		skipWaits();
		bench.server.control({ faults: [{ kind: 'status', status: 503, every: 3, processed: true }] });
		const items = Array.from({ length: 9 }, (_, n) => ({ id: otherUserId(n % 3), name: `N${n}` }));
		const run = await bench.run({
			parameters: { ...UPDATE, userId: BY_ID, profileFields: FIRST_NAME },
			items,
		});
		expect(run.success).toHaveLength(items.length);
		expect(run.hints.map(({ message }) => message).join()).toMatch(/had to be sent again/);
	});
});

describe("the credential's test", () => {
	async function tested(change: Record<string, string> = {}) {
		return await testCredential('insightoApi', { ...bench.credential, ...change });
	}

	it.each(['', '/', '/api', '/api/v1', '/api/v1/'])(
		'succeeds with "%s" after the address',
		async (end) => {
			expect(await tested({ baseUrl: `${bench.server.url}${end}` })).toMatchObject({
				status: 'OK',
			});
			expect(insightoCalls(bench.server)).toEqual([{ method: 'GET', url: '/api/v1/user' }]);
		},
	);

	it('says that the key was not accepted', async () => {
		const result = await tested({ apiKey: 'in-wrong' });
		expect(result).toEqual(testFailure(/Insighto did not accept this API key/));
	});

	it.each([
		['a page that is not there', { kind: 'status', status: 404 }, /Base URL/],
		['a web page', { kind: 'text', text: '<html>' }, /web page/],
		['a redirect', { kind: 'redirect', location: 'https://x.example' }, /redirects/],
		['a server in trouble', { kind: 'status', status: 503 }, /trouble of its own/],
	] as const)('says what to check at %s', async (_what, fault, message) => {
		bench.server.control({ faults: [fault] });
		const result = await tested();
		expect(result).toEqual(testFailure(message));
		expect(JSON.stringify(result)).not.toContain(encodeURIComponent(API_KEY));
	});

	it('says that nothing responds there', async () => {
		const result = await tested({ baseUrl: 'http://127.0.0.1:9' });
		expect(result).toEqual(testFailure(/ECONNREFUSED/));
	});

	it('never sends the key over plain http to another machine', async () => {
		const result = await tested({ baseUrl: 'http://insighto.example' });
		expect(result).toEqual({ status: 'Error', message: expect.stringContaining('https://') });
	});
});
