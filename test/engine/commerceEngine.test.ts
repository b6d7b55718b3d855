import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	CUSTOMER_ID,
	EMAIL,
	PASSWORD,
	PHONE,
	STRANGER_ID,
	STRANGE_CUSTOMER_ID,
	USER_IDS,
} from '../server/commerceEngine';
import type { Fault } from '../server';
import { openList, startNode, testCredential } from './harness';
import { ServiceBench } from './support/serviceBench';
import { testFailure } from './support/engineVersion';
import { COMMERCE_ENGINE, commerceEngineCalls } from './support/commerceEngine';
import { skipWaits } from './support/waits';

const bench = new ServiceBench(COMMERCE_ENGINE);

const [OWN_ID] = USER_IDS;
const GET = { resource: 'user', operation: 'get' };
const UPDATE = { resource: 'user', operation: 'update' };
const BY_USER_ID = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const SIGNED_OUT = { sessionToken: '' };

function jsons(output: Array<{ json: IDataObject }>): IDataObject[] {
	return output.map(({ json }) => json);
}

function manyItems(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, n) => ({ id: USER_IDS[n % 3] }));
}

describe('the sign-in', () => {
	afterEach(() => jest.restoreAllMocks());

	it('happens once for many items at a time, and never shows a token or the password', async () => {
		bench.server.control({ latencyMs: 5 });
		const run = await bench.run({
			parameters: { ...GET, userId: BY_USER_ID },
			items: manyItems(20),
			credential: SIGNED_OUT,
			options: { concurrency: 10 },
		});
		expect(run.success).toHaveLength(20);
		expect(bench.server.state.signInsTried).toBe(1);
		expect(commerceEngineCalls(bench.server).slice(0, 2)).toEqual([
			{ method: 'POST', url: '/auth/anonymous' },
			{
				method: 'POST',
				url: '/auth/login/password',
				body: { email: EMAIL, password: PASSWORD },
			},
		]);
		bench.expectNoSecrets(run);
	});

	it('can be by phone', async () => {
		const run = await bench.run({
			parameters: GET,
			items: [{}],
			credential: { ...SIGNED_OUT, signInWith: 'phone', phone: PHONE, countryCode: '+91' },
		});
		expect(run.success[0]?.json).toMatchObject({ id: OWN_ID });
		expect(bench.server.records[1]?.body).toEqual({
			phone: PHONE,
			country_code: '+91',
			password: PASSWORD,
		});
	});

	it('is left out where the token of an earlier run is still good', async () => {
		await bench.run({ parameters: { ...GET, userId: BY_USER_ID }, items: manyItems(5) });
		expect(bench.server.state.signInsTried).toBe(0);
	});

	it('is done once more when that token has ended, once for all items under way', async () => {
		bench.server.control({ latencyMs: 5 });
		const run = await bench.run({
			parameters: { ...GET, userId: BY_USER_ID },
			items: manyItems(20),
			credential: { sessionToken: 'ended.long.ago' },
			options: { concurrency: 10 },
		});
		expect(run.success).toHaveLength(20);
		// None on n8n before 2.37, which takes the refusal for a response.
		expect(bench.server.state.signInsTried).toBeLessThanOrEqual(1);
		bench.expectNoSecrets(run);
	});

	it.each([
		['email', { email: 'somebody.else@shop.example' }],
		['phone', { signInWith: 'phone', countryCode: '+91', phone: '9000000000' }],
	])('is not left out where the kept token is of another %s', async (_what, change) => {
		const run = await bench.run({
			parameters: { ...UPDATE, updateFields: { first_name: 'New' } },
			items: [{}, {}, {}],
			credential: change,
			options: { concurrency: 10 },
			onError: 'continueRegularOutput',
		});
		for (const { json } of run.success) expect(json['error']).toMatch(/did not accept/);
		expect(bench.server.state.signInsTried).toBe(1);
		expect(bench.server.state.users.get(OWN_ID)?.['first_name']).toBe('Asha');
		bench.expectNoSecrets(run);
	});

	it('is left out where only the email address is written in another way', async () => {
		const credential = { email: ` ${EMAIL.toUpperCase()}` };
		const run = await bench.run({ parameters: GET, items: [{}], credential });
		expect(run.success[0]?.json).toMatchObject({ id: OWN_ID });
		expect(bench.server.state.signInsTried).toBe(0);
	});

	it('is renewed when the token ends in mid-run, without a word of it to the items', async () => {
		const match = { operationId: 'getUser' };
		bench.server.control({ faults: [{ kind: 'status', status: 401, match, skip: 4, first: 1 }] });
		const run = await bench.run({
			parameters: { ...GET, userId: BY_USER_ID },
			items: manyItems(12),
			options: { concurrency: 1 },
		});
		expect(run.success).toHaveLength(12);
		expect(bench.server.state.signInsTried).toBe(1);
	});

	it.each([
		[
			'password',
			{ password: 'wrong' },
			/did not accept the email address and the password: Invalid credentials \(HTTP 401\)/,
		],
		[
			'API key',
			{ apiKey: 'wrong' },
			/did not accept the 'Store ID' and the 'API Key': .* \(HTTP 401\)/,
		],
		[
			'store',
			{ storeId: 'another' },
			/The sign-in failed: Commerce Engine did not accept the 'Store ID' and the 'API Key': .* \(HTTP 404\)/,
		],
		['empty store', { storeId: ' ' }, /'Store ID' is empty/],
		['address', { baseUrl: 'http://commerce.example' }, /must begin with https/],
	])('with a wrong %s is tried once, and the message says so', async (_what, change, message) => {
		const run = await bench.run({
			parameters: { ...GET, userId: BY_USER_ID },
			items: manyItems(10),
			credential: { ...SIGNED_OUT, ...change },
			options: { concurrency: 5 },
			onError: 'continueRegularOutput',
		});
		expect(run.success).toHaveLength(10);
		for (const { json } of run.success) expect(json['error']).toMatch(message);
		expect(bench.server.state.signInsTried).toBeLessThanOrEqual(1);
		expect(bench.server.records.length).toBeLessThanOrEqual(2);
		bench.expectNoSecrets(run);
	});

	it.each<[string, Fault]>([
		['a server in trouble', { kind: 'status', status: 503, first: 1 }],
		['a rate limit', { kind: 'status', status: 429, first: 1 }],
		['a cut connection', { kind: 'cutBefore', first: 1 }],
	])('is tried again after %s', async (_what, fault) => {
		skipWaits();
		bench.server.control({ faults: [{ ...fault, match: { operationId: 'signInWithPassword' } }] });
		const run = await bench.run({ parameters: GET, items: [{}], credential: SIGNED_OUT });
		expect(run.success[0]?.json).toMatchObject({ id: OWN_ID });
		bench.expectNoSecrets(run);
	});

	it('that does not come through fails the items, without a secret', async () => {
		bench.server.control({
			faults: [{ kind: 'cutAfter', match: { operationId: 'signInWithPassword' } }],
		});
		const run = await bench.run({
			parameters: GET,
			items: [{}],
			credential: SIGNED_OUT,
			options: { maxRetries: 0 },
		});
		expect(run.error?.message).toMatch(/connection to Commerce Engine was cut/);
		bench.expectNoSecrets(run);
	});
});

describe('what the signed-in user may not do', () => {
	it('fails its items with advice, and is no reason to sign in for each of them', async () => {
		const items = manyItems(12).map((item, n) => (n % 2 === 0 ? { id: STRANGER_ID } : item));
		const run = await bench.run({
			parameters: { ...GET, userId: BY_USER_ID },
			items,
			onError: 'continueErrorOutput',
		});
		expect(run.success).toHaveLength(6);
		expect(run.failed).toHaveLength(6);
		for (const { json } of run.failed) {
			expect(json).toMatchObject({
				error: expect.stringContaining(
					'Not authorized for given operation on the Resource (HTTP 401)',
				),
				details: {
					httpStatus: 401,
					description: expect.stringContaining('may not touch this ID'),
				},
			});
		}
		// Once as the kept token may have ended, once more as a new one may have been revoked.
		expect(bench.server.state.signInsTried).toBe(2);
		bench.expectNoSecrets(run);
	});

	it('is told for a customer, too', async () => {
		const run = await bench.run({
			parameters: {
				resource: 'address',
				operation: 'getAll',
				customerId: { __rl: true, mode: 'id', value: STRANGE_CUSTOMER_ID },
			},
			items: [{}],
		});
		expect(run.error?.message).toContain(
			'Not authorized for given operation on the Resource (HTTP 401)',
		);
	});
});

describe('an update', () => {
	it('changes nothing that it does not name', async () => {
		const before = structuredClone(bench.server.state.users.get(OWN_ID));
		await bench.run({
			parameters: {
				...UPDATE,
				updateFields: {
					last_name: 'Menon',
					login_methods: ['email', 'whatsapp'],
					customer_group_id: 'GROUP',
					business: { value: { name: 'Menon Prints', type: '' } },
					businessAddress: { value: { city: 'Pune', landmark: 'Opposite the post office' } },
					businessMetadata: {
						values: [
							{ key: 'segment', value: 'retail' },
							{ key: 'note', value: '' },
						],
					},
					notificationPreferences: {
						value: {
							promotional_email: 'on',
							transactional_sms: 'off',
							newsletter_sms: 'unchanged',
						},
					},
				},
			},
			items: [{}],
		});
		expect(bench.server.records.at(-1)?.body).toMatchObject({ customer_group_id: 'GROUP' });
		expect(bench.server.state.users.get(OWN_ID)).toEqual({
			...before,
			last_name: 'Menon',
			login_methods: ['email', 'whatsapp'],
			notification_preferences: {
				transactional: { email: true, sms: false, whatsapp: true },
				promotional: { email: true, sms: false, whatsapp: false },
				newsletter: { email: true, sms: false, whatsapp: false },
			},
			business: {
				type: 'proprietorship',
				name: 'Menon Prints',
				metadata: { segment: 'retail', since: '2019', note: '' },
				registered_address: {
					...stripped((before?.['business'] as IDataObject)['registered_address'] as IDataObject),
					city: 'Pune',
					landmark: 'Opposite the post office',
				},
			},
		});
	});

	function stripped({ id, is_phone_verified, is_email_verified, ...rest }: IDataObject) {
		expect([id, is_phone_verified, is_email_verified]).toEqual([null, true, false]);
		return rest;
	}

	it('can take the business away, and set up a new one', async () => {
		const user = () => bench.server.state.users.get(OWN_ID);
		await bench.run({ parameters: { ...UPDATE, clearFields: ['business'] }, items: [{}] });
		expect(user()?.['business']).toBeNull();

		const line = {
			first_name: 'A',
			country_code: '+91',
			phone: '9000000000',
			email: 'a@b.example',
			address_line1: '1',
			city: 'C',
			pincode: '1',
			state: 'S',
		};
		const run = await bench.run({
			parameters: {
				...UPDATE,
				updateFields: {
					business: { value: { name: 'New', type: 'llp' } },
					businessAddress: { value: line },
				},
			},
			items: [{}],
		});
		expect(run.error).toBeUndefined();
		expect(user()?.['business']).toEqual({
			name: 'New',
			type: 'llp',
			registered_address: {
				...line,
				country: 'India',
				last_name: null,
				address_line2: null,
				landmark: null,
				business_name: null,
				tax_identification_number: null,
				nickname: null,
			},
		});
	});

	it.each([
		['nothing at all', {}, /Nothing to update/],
		[
			'only what is unchanged',
			{ updateFields: { notificationPreferences: { value: {} } } },
			/Nothing to update/,
		],
		[
			'a business that is changed and cleared',
			{ updateFields: { business: { value: { name: 'X' } } }, clearFields: ['business'] },
			/changed and cleared/,
		],
	])('is refused with %s, before anything is sent', async (_what, parameters, message) => {
		const run = await bench.run({ parameters: { ...UPDATE, ...parameters }, items: [{}] });
		expect(run.error?.message).toMatch(message);
		expect(bench.server.records).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['who is left open', {}],
		['who is named', { userId: BY_USER_ID }],
	])('merges into what the item before has left, for a user %s', async (_what, user) => {
		bench.server.control({ latencyMs: [0, 20] });
		const plain: IDataObject = {
			first_name: 'F',
			last_name: 'L',
			email: 'new@shop.example',
			phone: '9000000000',
			country_code: '+44',
		};
		const fields = [...Object.entries(plain), ['newsletter', 'on'], ['promotional', 'on']] as const;
		const run = await bench.run({
			parameters: {
				...UPDATE,
				...user,
				updateFields: {
					...Object.fromEntries(Object.keys(plain).map((key) => [key, `={{ $json.${key} }}`])),
					notificationPreferences: {
						value: {
							newsletter_sms: '={{ $json.newsletter }}',
							promotional_email: '={{ $json.promotional }}',
						},
					},
					business: { value: { name: '={{ $json.business }}' } },
					businessAddress: { value: { city: '={{ $json.city }}' } },
					businessMetadata: { values: [{ key: '={{ $json.key }}', value: 'new' }] },
				},
			},
			items: [...fields, ['business', 'New'], ['city', 'Pune'], ['key', 'region']].map(
				([field = '', value]) => ({ [field]: value, id: OWN_ID }),
			),
			options: { concurrency: 10 },
		});
		expect(run.error).toBeUndefined();
		expect(bench.server.state.users.get(OWN_ID)).toMatchObject({
			...plain,
			notification_preferences: {
				newsletter: { email: true, sms: true },
				promotional: { email: true, sms: false },
			},
			business: {
				name: 'New',
				metadata: { segment: 'wholesale', region: 'new' },
				registered_address: { city: 'Pune' },
			},
		});
		expect(bench.server.stats().maxInFlight).toBe(1);
	});

	it('goes on for other users at the same time', async () => {
		bench.server.control({ latencyMs: 50 });
		await bench.run({
			parameters: { ...UPDATE, userId: BY_USER_ID, updateFields: { last_name: 'Menon' } },
			items: manyItems(9),
			options: { concurrency: 10 },
		});
		expect(bench.server.stats().maxInFlight).toBe(3);
	});

	it('keeps to the pace that the user sets, reading included', async () => {
		await bench.run({
			parameters: { ...UPDATE, userId: BY_USER_ID, updateFields: { last_name: 'Menon' } },
			items: manyItems(3),
			options: { concurrency: 10, requestsPerSecond: 10 },
		});
		const times = bench.server.records.map(({ timeMs }) => timeMs);
		expect(times).toHaveLength(6);
		// The first may arrive late on a busy machine, the last may not arrive early.
		expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(400);
	});

	it('shows in a dry run the whole body, for the real ID', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, updateFields: { last_name: 'Menon' } },
			items: [{}],
			options: { dryRun: true },
		});
		expect(jsons(run.success)).toEqual([
			{
				dryRun: true,
				method: 'PUT',
				url: `${bench.server.baseUrl}/auth/user/${OWN_ID}`,
				body: expect.objectContaining({ first_name: 'Asha', last_name: 'Menon' }),
			},
		]);
		expect(commerceEngineCalls(bench.server)).toEqual([
			{ method: 'GET', url: `/auth/user/${OWN_ID}` },
		]);
		bench.expectNoSecrets(run);
	});

	it('tells which field the API refused', async () => {
		const run = await bench.run({
			parameters: { ...UPDATE, updateFields: { email: 'two..dots@shop.example' } },
			items: [{}],
		});
		expect(run.error?.message).toContain(
			'Validation failed; email: must be a valid email address (HTTP 400)',
		);
	});
});

describe('whom an operation is about', () => {
	const BY_CUSTOMER_ID = { ...BY_USER_ID, value: '={{ $json.customer }}' };

	it.each<[string, INodeParameters]>([
		['deactivates', { resource: 'user', operation: 'deactivate', userId: BY_USER_ID }],
		['changes', { ...UPDATE, userId: BY_USER_ID, updateFields: { last_name: 'Menon' } }],
		['reads', { ...GET, userId: BY_USER_ID }],
		[
			'lists the addresses of',
			{ resource: 'address', operation: 'getAll', customerId: BY_CUSTOMER_ID },
		],
	])('%s nobody where an expression gives nothing', async (_what, parameters) => {
		const items = [{}, ...[null, '', '  '].map((id) => ({ id, customer: id }))];
		const run = await bench.run({ parameters, items, onError: 'continueRegularOutput' });
		expect(run.success.map(({ json }) => json['error'])).toEqual(
			items.map(() => expect.stringMatching(/'(User|Customer) ID' is empty/)),
		);
		expect(bench.server.records).toEqual([]);
	});
});

describe('a response that is not what it should be', () => {
	const match = { method: 'GET' };

	it.each([
		[UPDATE, /response holds no user/],
		[{ resource: 'address', operation: 'getAll' }, /response holds no user/],
	])('to %j ends the item before anything is written', async (parameters, message) => {
		bench.server.control({ faults: [{ kind: 'text', text: 'Hello', match }] });
		const run = await bench.run({
			parameters: { ...parameters, updateFields: { last_name: 'Menon' } },
			items: [{}],
		});
		expect(run.error?.message).toMatch(message);
		expect(bench.server.records.map(({ method }) => method)).toEqual(['GET']);
	});
});

describe('a token that names nobody', () => {
	it('is no reason to touch anybody', async () => {
		const run = await bench.run({
			parameters: GET,
			items: [{}],
			credential: { sessionToken: 'no token' },
		});
		expect(run.error?.message).toContain('does not say who is signed in');
		expect(bench.server.records).toEqual([]);
	});
});

describe('the addresses of a customer', () => {
	const LIST = {
		resource: 'address',
		operation: 'getAll',
		customerId: { __rl: true, mode: 'id', value: CUSTOMER_ID },
	};

	function add(count: number): void {
		for (let n = 0; n < count; n++) bench.server.state.addAddress({ city: `City ${n}` });
	}

	it.each([0, 1, 20, 21, 45])('are all %d listed once, whatever a page holds', async (count) => {
		add(count);
		const run = await bench.run({ parameters: { ...LIST, returnAll: true }, items: [{}] });
		expect(jsons(run.success).map(({ city }) => city)).toEqual(
			Array.from({ length: count }, (_, n) => `City ${n}`),
		);
		expect(bench.server.records).toHaveLength(Math.max(1, Math.ceil(count / 20)));
		expect(run.success.every(({ from }) => from === 0)).toBe(true);
	});

	it.each([1, 20, 25, 100])('are listed up to a limit of %d', async (limit) => {
		add(30);
		const run = await bench.run({ parameters: { ...LIST, limit }, items: [{}] });
		expect(run.success).toHaveLength(Math.min(limit, 30));
	});

	it('have all their fields where they are not simplified', async () => {
		add(1);
		const run = await bench.run({ parameters: { ...LIST, simplify: false }, items: [{}] });
		expect(run.success[0]?.json).toMatchObject({ tax_identification_number: '27AAPFU0939F1ZV' });
	});

	it('are looked for once with the signed-in user, for all items', async () => {
		await bench.run({
			parameters: { resource: 'address', operation: 'getAll' },
			items: [{}, {}, {}],
		});
		const calls = commerceEngineCalls(bench.server).filter(({ url }) => url.startsWith('/auth'));
		expect(calls).toEqual([{ method: 'GET', url: `/auth/user/${OWN_ID}` }]);
	});

	it.each<[string, IDataObject]>([
		['named', { customerId: { __rl: true, mode: 'id', value: CUSTOMER_ID } }],
		['named by each item', { customerId: { ...BY_USER_ID, value: '={{ $json.customer }}' } }],
		['left open', {}],
	])(
		'are merged into what the item before has left, for a customer %s',
		async (_what, customer) => {
			bench.server.control({ latencyMs: [0, 20] });
			const { id } = bench.server.state.addAddress({});
			const fields = ['city', 'landmark', 'nickname', 'state', 'pincode', 'address_line1'];
			await bench.run({
				parameters: {
					resource: 'address',
					operation: 'update',
					...customer,
					addressId: { __rl: true, mode: 'id', value: ` ${id} ` },
					updateFields: Object.fromEntries(fields.map((field) => [field, `={{ $json.${field} }}`])),
				},
				items: fields.map((field) => ({ [field]: `new ${field}`, customer: CUSTOMER_ID })),
				options: { concurrency: 10 },
			});
			expect(bench.server.state.addresses.get(id)).toMatchObject(
				Object.fromEntries(fields.map((field) => [field, `new ${field}`])),
			);
			expect(bench.server.stats().maxInFlight).toBe(1);
		},
	);

	it.each(['', '  ', null, 'null', '..'])(
		'are not touched where the Address ID is %j',
		async (value) => {
			for (const operation of ['update', 'delete']) {
				const run = await bench.run({
					parameters: {
						resource: 'address',
						operation,
						customerId: LIST.customerId,
						addressId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
						...(operation === 'update' && { updateFields: { city: 'Pune' } }),
					},
					items: [{ id: value }],
				});
				expect(run.error?.message).toContain("'Address ID'");
			}
			expect(bench.server.records).toEqual([]);
		},
	);

	it('are not created twice where it is not known whether the first was', async () => {
		const line = {
			first_name: 'A',
			country_code: '+91',
			phone: '9000000000',
			email: 'a@b.example',
			address_line1: '1',
			city: 'C',
			pincode: '1',
			state: 'S',
		};
		bench.server.control({ faults: [{ kind: 'cutAfter', match: { method: 'POST' } }] });
		const run = await bench.run({
			parameters: { ...LIST, ...line, operation: 'create' },
			items: [{}],
		});
		expect(run.error?.message).toMatch(/check before you send it again/);
		expect(bench.server.state.addresses.size).toBe(1);
	});
});

describe('the list of addresses in the editor', () => {
	async function open(customer: string, filter?: string, change: IDataObject = {}) {
		const customerId = { __rl: true, mode: 'id', value: customer };
		return await openList({
			type: 'commerceEngine',
			method: 'searchAddresses',
			...(filter === undefined ? {} : { filter }),
			parameters: { resource: 'address', operation: 'update', customerId },
			credentials: {
				commerceEngineApi: { ...bench.credential, ...change } as typeof bench.credential,
			},
		});
	}

	it.each([
		['the customer who is named', CUSTOMER_ID],
		["the signed-in user's customer", ' '],
	])('holds those of %s', async (_what, customer) => {
		const ids = Array.from({ length: 45 }, (_, n) => {
			const nickname = n === 0 ? 'Office' : null;
			return bench.server.state.addAddress({ city: `City ${n}`, nickname }).id;
		});
		const { results } = await open(customer);
		expect(results.map(({ value }) => value)).toEqual(ids);
		expect(results.slice(0, 2).map(({ name }) => name)).toEqual([
			'Office: 20/41 Rambagh, City 0',
			'20/41 Rambagh, City 1',
		]);
		expect((await open(customer, 'city 44')).results).toHaveLength(1);
	});

	it('names each by what there is of it', async () => {
		const { state } = bench.server;
		const nothing = { address_line1: null, city: null, nickname: null };
		const { id } = state.addAddress(nothing);
		state.addAddress({ ...nothing, nickname: 'Office' });
		state.addAddress({ ...nothing, city: 'Agra' });
		const { results } = await open(CUSTOMER_ID);
		expect(results.map(({ name }) => name)).toEqual([id, 'Office', 'Agra']);
	});

	it('signs in once where there is no session yet', async () => {
		bench.server.state.addAddress({});
		expect((await open('', '', SIGNED_OUT)).results).toHaveLength(1);
		expect(bench.server.state.signInsTried).toBe(1);
	});

	it('says what went wrong, without a secret', async () => {
		const failure = await open('', '', { ...SIGNED_OUT, password: 'wrong one' }).then(
			() => new Error('The list was opened'),
			(error: unknown) => error as Error,
		);
		expect(failure.message).toMatch(/did not accept the email address and the password/);
		expect(JSON.stringify(failure)).not.toMatch(/wrong one|not-a-real-signature/);
	});
});

describe("the credential's test", () => {
	async function tested(change: Record<string, string> = {}) {
		const credential = { ...bench.credential, ...SIGNED_OUT, ...change };
		return await testCredential('commerceEngineApi', credential);
	}

	it.each(['', '/', '/api/v1', '/api/v1/some-store/storefront/'])(
		'signs in and reads who is signed in, with "%s" after the address',
		async (ending) => {
			expect(await tested({ baseUrl: `${bench.server.url}${ending}` })).toMatchObject({
				status: 'OK',
			});
			expect(commerceEngineCalls(bench.server).map(({ url }) => url)).toEqual([
				'/auth/anonymous',
				'/auth/login/password',
				`/auth/user/${OWN_ID}`,
			]);
		},
	);

	it.each([
		['password', { password: 'wrong' }, /did not accept the email address and the password/],
		['API key', { apiKey: 'wrong' }, /did not accept the 'Store ID' and the 'API Key'/],
		['address', { baseUrl: 'http://commerce.example' }, /must begin with https/],
		['address, at which nothing responds,', { baseUrl: 'http://127.0.0.1:9' }, /ECONNREFUSED/],
	])('says that the %s is wrong', async (_what, change, message) => {
		const result = await tested(change);
		expect(result).toEqual(testFailure(message));
		expect(JSON.stringify(result)).not.toContain(PASSWORD);
	});
});

it('a stopped execution does not wait for a sign-in that hangs', async () => {
	bench.server.control({
		faults: [{ kind: 'hang', match: { operationId: 'signInWithPassword' } }],
	});
	const running = await startNode({
		type: 'commerceEngine',
		parameters: { resource: 'user', operation: 'get', options: {} },
		items: [{}, {}],
		credentials: { commerceEngineApi: { ...bench.credential, sessionToken: '' } },
	});
	while (!bench.server.records.some(({ url }) => url.includes('/login/password'))) await sleep(5);
	const stoppedAt = performance.now();
	running.cancel();
	await running.finished;

	// A fifth of a second, but more on a busy machine; the sign-in itself would take half a minute.
	expect(performance.now() - stoppedAt).toBeLessThan(5_000);
});
