import type { ConscentServer } from '../../server';
import {
	SAMPLE_PLAN_IDS,
	SAMPLE_PURCHASE_IDS,
	SAMPLE_TIER_IDS,
	SAMPLE_USER_IDS,
	purchaseIdOf,
	startConscentServer,
	transactionIdOf,
	userIdOf,
} from '../../server';
import { send } from './client';

const [ASHA, BEN] = SAMPLE_USER_IDS;
const GENERATED = 1200;

type Row = Record<string, unknown>;

let server: ConscentServer;
beforeAll(async () => {
	server = await startConscentServer({
		users: 10,
		purchases: GENERATED,
		transactions: 25,
		plans: 21,
		contents: 40,
	});
});
afterAll(() => server.close());

async function get(path: string): Promise<Record<string, unknown>> {
	const { status, json } = await send(server, 'GET', path);
	expect(status).toBe(200);
	return json ?? {};
}

async function rows(path: string, key: string): Promise<Row[]> {
	return (await get(path))[key] as Row[];
}

async function ids(query: string): Promise<unknown[]> {
	return (await rows(`/v2/client/purchases/subscriptions?${query}`, 'purchases')).map(
		(row) => row['purchaseId'],
	);
}

describe('pages', () => {
	it('of purchased subscriptions hold 500 unless told, and up to 2000', async () => {
		const first = await get('/v2/client/purchases/subscriptions');
		expect(first['paginationInfo']).toEqual({ pageNumber: 1, pageSize: 500, recordsReturned: 500 });
		const last = await get('/v2/client/purchases/subscriptions?pageNumber=3');
		expect(last['paginationInfo']).toMatchObject({ recordsReturned: GENERATED + 2 - 1000 });
		expect(await ids('pageSize=2000')).toHaveLength(GENERATED + 2);
		expect(await ids('pageNumber=4')).toEqual([]);
	});

	it('together hold each purchase once', async () => {
		const pages = await Promise.all(
			[1, 2, 3, 4].map((page) => ids(`pageSize=400&pageNumber=${page}`)),
		);
		const all = pages.flat();
		expect(new Set(all).size).toBe(GENERATED + 2);
		expect(all.at(-1)).toBe(purchaseIdOf(GENERATED - 1));
	});

	it('of all purchases tell the total', async () => {
		const { pagination } = await get('/v1/client/purchases?pageNumber=2');
		const totalRecords = GENERATED + SAMPLE_PURCHASE_IDS.length;
		expect(pagination).toEqual({
			pageNumber: 2,
			pageSize: 10,
			totalRecords,
			totalPages: Math.ceil(totalRecords / 10),
		});
	});

	it('of plans are sized by showRecords, 10 unless told', async () => {
		expect(await rows('/v2/client/subscription-plans', 'subscriptionPlans')).toHaveLength(10);
		const last = await rows(
			'/v2/client/subscription-plans?showRecords=20&pageNumber=2',
			'subscriptionPlans',
		);
		expect(last.map(({ title }) => title)).toEqual(['Plan 18', 'Plan 19', 'Plan 20']);
	});

	it('of transactions go by skip and limit', async () => {
		const path = '/v2/client/get-all-transactions?skip=20&limit=100';
		expect((await rows(path, 'data')).map((row) => row['_id'])).toEqual(
			[18, 19, 20, 21, 22, 23, 24].map(transactionIdOf),
		);
		expect(await rows('/v2/client/get-all-transactions', 'data')).toHaveLength(10);
	});

	it('of contents hold 20 unless told', async () => {
		const { content, pagination } = await get('/v1/content/client?pageNumber=3');
		expect(content).toHaveLength(3);
		expect(pagination).toEqual({ pageNumber: 3, pageSize: 20, totalRecords: 43, totalPages: 3 });
	});
});

describe('filters', () => {
	it.each([
		['the user', `userId=${ASHA}`, [SAMPLE_PURCHASE_IDS[0], SAMPLE_PURCHASE_IDS[1]]],
		[
			'the email address, whatever its case',
			'email=ASHA.Rao@example.com&status=ACTIVE',
			[SAMPLE_PURCHASE_IDS[0]],
		],
		['the phone number', 'phoneNumber=9867979689&status=INACTIVE', [SAMPLE_PURCHASE_IDS[1]]],
		['two names that are not the same person', `userId=${ASHA}&email=ben.okafor@example.com`, []],
		['somebody who bought no subscription', `userId=${BEN}`, []],
		['somebody unknown', 'email=nobody@example.com', []],
		['the plan', `subscriptionID=${SAMPLE_PLAN_IDS[1]}`, [SAMPLE_PURCHASE_IDS[1]]],
		['the tier', `tierId=${SAMPLE_TIER_IDS[1]}`, [SAMPLE_PURCHASE_IDS[1]]],
		['the time', 'from=2025-01-01&to=2025-12-31T00:00:00.000Z', [SAMPLE_PURCHASE_IDS[0]]],
		['the time of the last change', 'updatedAtFrom=2025-01-01T00:00:00Z', [SAMPLE_PURCHASE_IDS[0]]],
		[
			'the time up to the last change',
			`updatedAtTo=2024-01-02T00:00:00Z&userId=${userIdOf(0)}`,
			[purchaseIdOf(0)],
		],
	])('%s', async (_what, query, expected) => {
		expect(await ids(query)).toEqual(expected);
	});

	it('every status comes up among many purchases', async () => {
		for (const status of [
			'ACTIVE',
			'INACTIVE',
			'CHURNED',
			'REVOKED',
			'REFUND_INITIATED',
			'DELETED',
		]) {
			expect((await ids(`status=${status}&pageSize=2000`)).length).toBeGreaterThan(100);
		}
	});

	it.each([
		['/v1/client/purchases/passes', [BEN]],
		['/v1/client/purchases/micropayments', [ASHA]],
		[`/v1/client/purchases/subscriptions?email=reader3@example.com&pageSize=1`, [userIdOf(3)]],
	])('%s lists its own kind', async (path, users) => {
		expect((await rows(path, 'purchases')).map(({ userId }) => userId)).toEqual(users);
	});

	it('transactions of one user', async () => {
		const path = '/v2/client/get-all-transactions?email=ben.okafor@example.com';
		expect((await rows(path, 'data')).map(({ userId }) => userId)).toEqual([BEN]);
	});

	it('can be made to be ignored, as by an API that does not know them', async () => {
		server.state.ignoresUserFilters = true;
		expect(await ids('email=nobody@example.com&pageSize=3')).toHaveLength(3);
		server.state.ignoresUserFilters = false;
		expect(await ids('email=nobody@example.com&pageSize=3')).toEqual([]);
	});

	it('one plan by its id', async () => {
		const path = `/v2/client/subscription-plans?subscriptionId=${SAMPLE_PLAN_IDS[1]}`;
		expect(await rows(path, 'subscriptionPlans')).toEqual([
			expect.objectContaining({ title: 'Digital Yearly' }),
		]);
	});
});

describe('what one call changes, another shows', () => {
	beforeEach(() => server.reset());

	it('a subscription that is added, changed and cancelled', async () => {
		const body = {
			userId: BEN,
			subscriptionId: SAMPLE_PLAN_IDS[1],
			subscriptionEndDate: '2030-01-01',
		};
		const { json: added } = await send(server, 'POST', '/v2/client/add-subscription', { body });
		const path = `/v2/client/update-subscription/${String(added?.['purchaseId'])}`;
		await send(server, 'PATCH', path, { body: { price: 4000, subscriptionEndDate: '2031-01-01' } });
		expect(await rows(`/v2/client/purchases/subscriptions?userId=${BEN}`, 'purchases')).toEqual([
			expect.objectContaining({
				price: 4000,
				tierId: SAMPLE_TIER_IDS[1],
				expiryDate: '2031-01-01T00:00:00.000Z',
			}),
		]);
		const cancelled = await send(server, 'POST', `/v1/client/cancel-subscriptions/${BEN}`);
		expect(cancelled.json?.['purchases']).toHaveLength(1);
		const again = await send(server, 'POST', `/v1/client/cancel-subscriptions/${BEN}`);
		expect([again.status, again.json?.['purchases']]).toEqual([200, []]);
	});

	it('a user who is registered', async () => {
		const body = {
			firstName: 'Dev',
			lastName: 'Shah',
			email: 'dev@example.com',
			billingAddress: [{ city: 'Pune' }],
		};
		const { json } = await send(server, 'POST', '/v2/client/register-user', { body });
		const user = server.state.users.get(String(json?.['userId']));
		expect(user).toMatchObject({
			name: 'Dev Shah',
			email: 'dev@example.com',
			billingAddress: [{ city: 'Pune' }],
		});
	});

	it('a subscription that is migrated makes its user known', async () => {
		const body = {
			userPrimaryEmail: 'eve@example.com',
			expiryDate: '2030-01-01',
			purchaseDate: '2025-01-01',
			country: 'IN',
			subscriptionDetails: {
				title: 'Old plan',
				priceDetails: { price: 9, currency: 'EUR' },
				subscriptionType: { digital: true },
			},
		};
		expect((await send(server, 'POST', '/v1/subscription/migrate', { body })).status).toBe(201);
		expect(
			await rows('/v2/client/purchases/subscriptions?email=eve@example.com', 'purchases'),
		).toEqual([
			expect.objectContaining({
				priceDetails: { price: 9, currency: 'EUR' },
				userEmail: 'eve@example.com',
			}),
		]);
	});

	it('a content that is registered and changed, whatever characters its id has', async () => {
		const contentId = 'Story 1/ü?';
		const path = encodeURIComponent(contentId);
		await send(server, 'POST', '/v1/content', {
			body: { contentId, title: 'A', url: 'https://publisher.example' },
		});
		await send(server, 'PATCH', `/v1/content/${path}`, {
			body: { title: 'B', contentId: 'other' },
		});
		expect(await get(`/v1/content/client/${path}`)).toMatchObject({
			contentId,
			title: 'B',
			currency: 'INR',
		});
	});

	it('a bundle stands in its own list', async () => {
		const body = {
			contentId: 'b1',
			title: 'B',
			url: 'https://publisher.example',
			bundleContentIds: ['story-1'],
		};
		await send(server, 'POST', '/v1/content/bundle', { body });
		await send(server, 'PATCH', '/v1/content/bundle/b1', {
			body: { bundleContentIds: ['story-2'] },
		});
		expect(await rows('/v1/content/bundles', 'bundles')).toEqual([
			{ ...body, currency: 'INR', duration: 1, bundleContentIds: ['story-2'] },
		]);
	});

	it('figures follow the purchases', async () => {
		expect(await get('/v1/client/stats/content/story-1')).toEqual({
			count: 1,
			amount: 5,
			currency: 'INR',
		});
		expect(await get('/v1/client/stats/content/story-1?from=2030-01-01')).toMatchObject({
			count: 0,
			amount: 0,
		});
		expect(await get('/v1/client/stats/daily?from=2025-05-08&to=2025-05-09')).toEqual({
			totalContentConsumed: 0,
			totalRevenueGenerated: 500,
		});
		expect(await get('/v1/client/stats/daily')).toEqual({
			totalContentConsumed: 0,
			totalRevenueGenerated: 0,
		});
	});

	it('coupons have the given codes, or as many new ones as wanted', async () => {
		const path = '/v1/subscription/discount-coupon-template/generate-user-coupon';
		const template = { couponName: 'WELCOME', clientId: '5f92a62013332e0f667794dc' };
		const made = await send(server, 'POST', path, { body: { ...template, quantity: 3 } });
		const given = await send(server, 'POST', path, {
			body: { ...template, couponCodes: ['A', 'B'] },
		});
		const codes = (coupons: unknown) => (coupons as Row[]).map(({ couponCode }) => couponCode);
		expect(new Set(codes(made.json?.['coupons'])).size).toBe(3);
		expect(codes(given.json?.['coupons'])).toEqual(['A', 'B']);
	});
});

describe('many purchases', () => {
	it('100,000 are there at once and paged quickly enough to walk through', async () => {
		const large = await startConscentServer({ users: 1000, purchases: 100_000 });
		const path = '/v2/client/purchases/subscriptions?pageSize=2000&pageNumber=50';
		const { json } = await send(large, 'GET', path);
		expect((json?.['purchases'] as Row[])[0]).toMatchObject({
			purchaseId: purchaseIdOf(98_000 - 2),
		});
		await large.close();
	});
});
