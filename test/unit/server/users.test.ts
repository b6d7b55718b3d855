import type { ConscentServer, User } from '../../server';
import {
	SAMPLE_DASHBOARD_USER_IDS,
	SAMPLE_USER_IDS,
	startConscentServer,
	userIdOf,
} from '../../server';
import { patchUser, send } from './client';

const [ASHA] = SAMPLE_USER_IDS;
const [OWNER, EDITOR] = SAMPLE_DASHBOARD_USER_IDS;

let server: ConscentServer;
beforeAll(async () => {
	server = await startConscentServer({ users: 3 });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

function user(userId: string): User {
	const found = server.state.users.get(userId);
	if (!found) throw new Error(`No user ${userId}`);
	return found;
}

describe('updating a user', () => {
	it('responds in the documented shape and changes what was sent, nothing else', async () => {
		const before = user(ASHA);
		const { status, json } = await patchUser(server, ASHA, {
			name: 'Asha R.',
			enableOffers: false,
		});
		expect(status).toBe(200);
		expect(json).toEqual({ message: 'User Details Updated Successfully.', userData: user(ASHA) });
		const { updatedAt, ...after } = user(ASHA);
		const { updatedAt: updatedBefore, ...expected } = {
			...before,
			name: 'Asha R.',
			enableOffers: false,
		};
		expect(after).toEqual(expected);
		expect(updatedAt > updatedBefore).toBe(true);
	});

	it('clears with null and with an empty list', async () => {
		const body = { dateOfBirth: null, address: null, shippingAddress: [] };
		await patchUser(server, ASHA, body);
		expect(user(ASHA)).toMatchObject(body);
	});

	it('changes an address by its _id and adds one without', async () => {
		const [billing] = user(ASHA).billingAddress;
		await patchUser(server, ASHA, {
			billingAddress: [{ _id: billing?._id, city: 'Delhi' }, { city: 'Pune' }],
		});
		expect(user(ASHA).billingAddress).toEqual([
			{ ...billing, city: 'Delhi' },
			expect.objectContaining({
				city: 'Pune',
				state: '',
				_id: expect.stringMatching(/^[0-9a-f]{24}$/),
			}),
		]);
	});

	it('adds an address again when it is sent again without _id', async () => {
		for (let times = 0; times < 2; times++) {
			await patchUser(server, userIdOf(1), { shippingAddress: [{ city: 'Pune' }] });
		}
		expect(user(userIdOf(1)).shippingAddress).toHaveLength(2);
	});

	it.each([
		[{ firstName: 'Anita' }, 'Anita Rao'],
		[{ lastName: 'Menon' }, 'Asha Menon'],
		[{ firstName: 'Anita', lastName: 'Menon' }, 'Anita Menon'],
		[{ firstName: null, lastName: null }, null],
		[{ name: 'Other', firstName: 'Anita' }, 'Other'],
	])('puts %j into the one name that profiles have', async (body, name) => {
		await patchUser(server, ASHA, body);
		expect(user(ASHA).name).toBe(name);
	});

	it('ignores fields that the API description does not name, or keeps them, and never its own', async () => {
		await patchUser(server, ASHA, { loyaltyTier: 'gold' });
		expect(user(ASHA)).not.toHaveProperty('loyaltyTier');
		server.control({ personality: { unknownKeys: 'stored' } });
		await patchUser(server, ASHA, { loyaltyTier: 'gold', userId: 'x', status: 'DELETED' });
		expect(user(ASHA)).toMatchObject({ loyaltyTier: 'gold', userId: ASHA, status: 'ACTIVE' });
	});

	it('does not let a body reach the prototype', async () => {
		const { status } = await patchUser(server, ASHA, '{"__proto__":{"isAdmin":true}}');
		expect(status).toBe(200);
		expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
		expect(Object.getPrototypeOf(user(ASHA))).toBe(Object.prototype);
	});

	it('knows nobody else', async () => {
		const { status, json } = await patchUser(server, '../x?y#z', { name: 'A' });
		expect(status).toBe(404);
		expect(json).toEqual({ statusCode: 404, message: 'User not found', error: 'Not Found' });
		expect(server.records[0]?.query).toEqual({ userId: '../x?y#z' });
	});
});

describe('dashboard users', () => {
	const NEW = {
		email: 'new@publisher.example',
		password: 'Abc123',
		role: 'ADMIN',
		permissions: { Checkout: true },
	};

	it('are created, without their password being kept', async () => {
		const { status, json } = await send(server, 'POST', '/v2/client/multi-user', { body: NEW });
		expect(status).toBe(201);
		expect(json).toEqual({
			message: 'User created successfully',
			userId: expect.stringMatching(/^[0-9a-f]{24}$/),
		});
		const { password, ...visible } = NEW;
		const stored = server.state.dashboardUsers.get(String(json?.['userId']));
		expect(stored).toMatchObject(visible);
		expect(JSON.stringify([...server.state.dashboardUsers.values()])).not.toContain(password);
	});

	it('need an email address that nobody else has', async () => {
		const taken = { ...NEW, email: 'OWNER@publisher.example' };
		const creating = await send(server, 'POST', '/v2/client/multi-user', { body: taken });
		const updating = await send(server, 'PATCH', `/v2/client/multi-user/${EDITOR}`, {
			body: { email: taken.email },
		});
		const own = await send(server, 'PATCH', `/v2/client/multi-user/${OWNER}`, {
			body: { email: taken.email },
		});
		expect([creating.status, updating.status, own.status]).toEqual([409, 409, 200]);
		expect(creating.json).toMatchObject({ statusCode: 409, error: 'Conflict' });
	});

	it('keep the permissions that an update does not name', async () => {
		const body = { permissions: { journey: true }, password: 'Other1' };
		const { status, json } = await send(server, 'PATCH', `/v2/client/multi-user/${EDITOR}`, {
			body,
		});
		expect([status, json]).toEqual([200, { message: 'User updated successfully' }]);
		expect(server.state.dashboardUsers.get(EDITOR)).toMatchObject({
			permissions: { paywallBuilder: true, journey: true },
			passwordsSet: 2,
		});
	});

	it('are not found by another id', async () => {
		const { status } = await send(server, 'PATCH', '/v2/client/multi-user/..%2Fx', {
			body: { role: 'A' },
		});
		expect(status).toBe(404);
		expect(server.records[0]?.path).toBe('/api/v2/client/multi-user/..%2Fx');
	});
});
