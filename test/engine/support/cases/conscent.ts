import type { IDataObject } from 'n8n-workflow';
import type { ConscentState } from '../../../server';
import {
	CLIENT_ID,
	SAMPLE_CONTENT_IDS,
	SAMPLE_PLAN_IDS,
	SAMPLE_PURCHASE_IDS,
	SAMPLE_TIER_IDS,
	SAMPLE_USER_IDS,
} from '../../../server';
import type { ExpectedCall, OperationCase } from './operationCase';
import { THREE, byId } from './operationCase';

type ConscentCase = OperationCase<ConscentState>;

const [ASHA, BEN] = SAMPLE_USER_IDS;

function items(more: (n: number) => IDataObject): IDataObject[] {
	return THREE.map((n) => ({ note: `item ${n}`, ...more(n) }));
}

function each<T>(make: (n: number) => T): T[] {
	return THREE.map(make);
}

/** One request for each item. */
function oneEach(make: (n: number) => ExpectedCall): ExpectedCall[][] {
	return THREE.map((n) => [make(n)]);
}

/** The middle item's request, where each item has one. */
function at(operationId: string): ConscentCase['faulty'] {
	return { call: 0, match: { operationId }, skip: 1 };
}

const READS = { changes: false, idempotent: true };
const CREATES = { changes: true, idempotent: false };
const UPDATES = { changes: true, idempotent: true };

const DAY = '2025-05-08';
const FROM = { from: '={{ $json.from }}' };
const DATES = {
	items: items((n) => ({ from: `${DAY}T0${n}:00:00+05:30` })),
	badInput: { item: { from: '2025-13-40' }, message: /'From' is not a real date/ },
};
const FROM_QUERIES = [
	'from=2025-05-07T18%3A30%3A00.000Z',
	'from=2025-05-07T19%3A30%3A00.000Z',
	'from=2025-05-07T20%3A30%3A00.000Z',
];

function fromUrls(path: string, rest = ''): ExpectedCall[][] {
	return FROM_QUERIES.map((query) => [{ method: 'GET', url: `${path}?${query}${rest}` }]);
}

const USER_CASES: ConscentCase[] = [
	{
		name: 'user: register',
		faulty: at('registerUser'),
		...CREATES,
		parameters: {
			resource: 'user',
			operation: 'register',
			firstName: 'Dev',
			email: '={{ $json.mail }}',
			profileFields: { lastName: 'Shah', enableOffers: false, gender: 'MALE' },
		},
		items: items((n) => ({ mail: `dev${n}@example.com` })),
		badInput: { item: { mail: null }, message: /'Email' and 'Phone' are both empty/ },
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v2/client/register-user',
			body: {
				email: `dev${n}@example.com`,
				firstName: 'Dev',
				enableOffers: false,
				gender: 'MALE',
				lastName: 'Shah',
			},
		})),
		outputs: each(() => [
			{ message: 'Account created successfully', userId: expect.any(String) as unknown as string },
		]),
	},
	{
		name: 'user: get details with subscriptions',
		faulty: at('getUserAndSubscriptions'),
		...READS,
		parameters: {
			resource: 'user',
			operation: 'getDetails',
			userId: { __rl: true, mode: 'email', value: '={{ $json.mail }}' },
			clientId: CLIENT_ID,
		},
		items: items((n) => ({
			mail: ['asha.rao@example.com', 'Ben.Okafor@Example.com ', 'asha.rao@example.com'][n] ?? '',
		})),
		badInput: { item: { mail: 'nobody' }, message: /'User' is not an email address/ },
		calls: oneEach((n) => ({
			method: 'GET',
			url: `/v1/user/user-and-subscription-details?clientId=${CLIENT_ID}&email=${['asha.rao%40example', 'Ben.Okafor%40Example', 'asha.rao%40example'][n]}.com`,
		})),
		outputs: each((n) => [{ name: ['Asha Rao', 'Ben Okafor', 'Asha Rao'][n] ?? '' }]),
	},
	{
		name: 'user: get details with purchases',
		faulty: at('getUserAndPurchases'),
		...READS,
		parameters: {
			resource: 'user',
			operation: 'getDetails',
			userId: byId('={{ $json.id }}'),
			clientId: CLIENT_ID,
			details: 'purchases',
			limit: 1,
			simplify: false,
		},
		items: items((n) => ({ id: [ASHA, BEN, ASHA][n] ?? '' })),
		badInput: { item: { id: '' }, message: /'User' is empty/ },
		calls: oneEach((n) => ({
			method: 'GET',
			url: `/v1/user/user-and-purchase-details?clientId=${CLIENT_ID}&userId=${[ASHA, BEN, ASHA][n]}&pageNumber=1&pageSize=1`,
		})),
		outputs: each(() => [
			{
				userdetails: expect.any(Object) as IDataObject,
				passes: expect.any(Array) as IDataObject[],
			},
		]),
	},
	{
		name: 'user: create login token',
		faulty: at('generateLoginToken'),
		...CREATES,
		parameters: {
			resource: 'user',
			operation: 'createLoginToken',
			userId: { __rl: true, mode: 'phone', value: '={{ $json.phone }}' },
		},
		items: items(() => ({ phone: '98679 79689' })),
		badInput: { item: { phone: 'none' }, message: /'User' is not a phone number/ },
		calls: oneEach(() => ({
			method: 'POST',
			url: '/v1/client/generate-temp-token',
			body: { phoneNumber: '9867979689' },
		})),
		// The token is what is asked for: it comes out.
		outputs: each(() => [
			{ $exact: { tempAuthToken: expect.stringMatching(/^[0-9a-f]{24}$/) as unknown as string } },
		]),
	},
];

const SUBSCRIPTION_CASES: ConscentCase[] = [
	{
		name: 'subscription: add',
		faulty: at('addSubscription'),
		...CREATES,
		parameters: {
			resource: 'subscription',
			operation: 'add',
			userId: byId('={{ $json.id }}'),
			subscriptionId: { __rl: true, mode: 'list', value: SAMPLE_PLAN_IDS[0] },
			tierId: { __rl: true, mode: 'id', value: SAMPLE_TIER_IDS[0] },
			subscriptionFields: {
				subscriptionStartDate: '2026-01-01',
				subscriptionEndDate: '2027-01-01',
			},
		},
		items: items((n) => ({ id: SAMPLE_USER_IDS[n] ?? '' })),
		badInput: { item: { id: null }, message: /'User' is empty/ },
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v2/client/add-subscription',
			body: {
				userId: SAMPLE_USER_IDS[n] ?? '',
				subscriptionId: SAMPLE_PLAN_IDS[0],
				tierId: SAMPLE_TIER_IDS[0],
				subscriptionEndDate: '2026-12-31T18:30:00.000Z',
				subscriptionStartDate: '2025-12-31T18:30:00.000Z',
			},
		})),
		outputs: each((n) => [
			{ userId: SAMPLE_USER_IDS[n] ?? '', subscriptionId: SAMPLE_PLAN_IDS[0] },
		]),
	},
	{
		name: 'subscription: update',
		faulty: at('updateSubscription'),
		...UPDATES,
		parameters: {
			resource: 'subscription',
			operation: 'update',
			purchaseId: SAMPLE_PURCHASE_IDS[0],
			updateFields: { price: '={{ $json.price }}', currency: 'INR', userCountry: '' },
		},
		// A price of 0 is sent, an empty country is not.
		items: items((n) => ({ price: n * 100.5 })),
		badInput: { item: { price: 'free' }, message: /'Price' must be a number from 0/ },
		calls: oneEach((n) => ({
			method: 'PATCH',
			url: `/v2/client/update-subscription/${SAMPLE_PURCHASE_IDS[0]}`,
			body: { currency: 'INR', price: n * 100.5 },
		})),
		outputs: each(() => [{ message: 'Subscription Details Updated Successfully.' }]),
	},
	{
		name: 'subscription: cancel all',
		faulty: at('cancelSubscriptions'),
		...UPDATES,
		parameters: {
			resource: 'subscription',
			operation: 'cancelAll',
			userId: byId('={{ $json.id }}'),
		},
		items: items((n) => ({ id: SAMPLE_USER_IDS[n] ?? '' })),
		badInput: { item: { id: '   ' }, message: /'User' is empty/ },
		calls: oneEach((n) => ({
			method: 'POST',
			url: `/v1/client/cancel-subscriptions/${SAMPLE_USER_IDS[n]}`,
		})),
		// A dry run shows the subscriptions that would end.
		dryRunCalls: each((n) =>
			// Only Asha has some; their short page may be followed by another.
			(SAMPLE_USER_IDS[n] === ASHA ? [1, 2] : [1]).map((page) => ({
				method: 'GET',
				url: `/v2/client/purchases/subscriptions?userId=${SAMPLE_USER_IDS[n]}&status=ACTIVE&pageNumber=${page}&pageSize=500`,
			})),
		).flat(),
		outputs: each((n) => [
			{
				userAccountId: SAMPLE_USER_IDS[n] ?? '',
				message: 'Subscriptions Cancelled Successfully',
			},
		]),
	},
	{
		name: 'subscription: migrate',
		faulty: at('migrateSubscription'),
		...CREATES,
		parameters: {
			resource: 'subscription',
			operation: 'migrate',
			userPrimaryEmail: '={{ $json.mail }}',
			purchaseDate: '2026-01-01',
			expiryDate: '2026-12-31',
			country: 'IN',
			subscriptionTypes: ['digital', 'physical'],
			migrationFields: {
				title: 'Digital Yearly',
				price: 0,
				currency: 'INR',
				userAddress: { value: { city: 'Agra', postcode: '282006' } },
				utm_source: 'letter',
			},
		},
		items: items((n) => ({ mail: `eve${n}@example.com` })),
		badInput: { item: { mail: 'eve' }, message: /'Email' is not an email address/ },
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v1/subscription/migrate',
			body: {
				userPrimaryEmail: `eve${n}@example.com`,
				purchaseDate: '2025-12-31T18:30:00.000Z',
				expiryDate: '2026-12-30T18:30:00.000Z',
				country: 'IN',
				subscriptionDetails: {
					title: 'Digital Yearly',
					priceDetails: { price: 0, currency: 'INR' },
					subscriptionType: { physical: true, digital: true },
				},
				userAddress: { city: 'Agra', postcode: '282006' },
				utmParameters: { utm_source: 'letter' },
			},
		})),
		outputs: each(() => [{ message: 'Subscription migrated successfully' }]),
	},
	{
		name: 'subscription: get many subscribers',
		faulty: at('getSubscribers'),
		...READS,
		parameters: {
			resource: 'subscription',
			operation: 'getManySubscribers',
			limit: '={{ $json.most }}',
		},
		items: items(() => ({ most: 1 })),
		badInput: { item: { most: 0 }, message: /'Limit' must be a whole number from 1/ },
		calls: oneEach(() => ({ method: 'GET', url: '/v1/subscription/client/list' })),
		outputs: each(() => [
			{
				_id: SAMPLE_PURCHASE_IDS[0],
				name: 'Asha Rao',
				email: 'asha.rao@example.com',
				subscriptionTitle: 'Digital Monthly',
			},
		]),
	},
];

const LIST_CASES: ConscentCase[] = [
	{
		name: 'purchase: get many subscriptions',
		faulty: at('getSubscriptionPurchases'),
		...READS,
		parameters: {
			resource: 'purchase',
			operation: 'getMany',
			limit: 1,
			filters: {
				status: '={{ $json.status }}',
				subscriptionId: { __rl: true, mode: 'id', value: SAMPLE_PLAN_IDS[0] },
				tierId: SAMPLE_TIER_IDS[0],
				email: 'asha.rao@example.com',
				phoneNumber: '9867979689',
				userId: ASHA,
				updatedAtFrom: '2025-01-01',
				updatedAtTo: '2026-01-01',
			},
		},
		items: items((n) => ({ status: ['ACTIVE', 'CHURNED', 'ACTIVE'][n] ?? '' })),
		badInput: { item: { status: 'running' }, message: /'Status' cannot be 'running'/ },
		calls: oneEach((n) => ({
			method: 'GET',
			url:
				`/v2/client/purchases/subscriptions?email=asha.rao%40example.com&phoneNumber=9867979689&userId=${ASHA}` +
				`&status=${['ACTIVE', 'CHURNED', 'ACTIVE'][n]}&subscriptionID=${SAMPLE_PLAN_IDS[0]}&tierId=${SAMPLE_TIER_IDS[0]}` +
				'&updatedAtFrom=2024-12-31T18%3A30%3A00.000Z&updatedAtTo=2025-12-31T18%3A30%3A00.000Z&pageNumber=1&pageSize=1',
		})),
		outputs: each((n) =>
			n === 1 ? [] : [{ purchaseId: SAMPLE_PURCHASE_IDS[0], userId: ASHA, status: 'ACTIVE' }],
		),
	},
	{
		name: 'purchase: get many passes',
		faulty: at('getPasses'),
		...READS,
		parameters: {
			resource: 'purchase',
			operation: 'getMany',
			purchaseType: 'passes',
			limit: 1,
			filters: { userId: '={{ $json.id }}' },
		},
		items: items((n) => ({ id: [BEN, ASHA, BEN][n] ?? '' })),
		badInput: { item: { id: {} }, message: /'User ID' must be text/ },
		calls: oneEach((n) => ({
			method: 'GET',
			url: `/v1/client/purchases/passes?userId=${[BEN, ASHA, BEN][n]}&pageNumber=1&pageSize=1`,
		})),
		outputs: each((n) => (n === 1 ? [] : [{ userId: BEN, clientContentId: 'Day Pass' }])),
	},
	{
		name: 'purchase: get many micropayments',
		faulty: at('getMicropayments'),
		...READS,
		parameters: {
			resource: 'purchase',
			operation: 'getMany',
			purchaseType: 'micropayments',
			limit: 1,
			filters: { phoneNumber: '={{ $json.phone }}' },
			simplify: false,
		},
		items: items(() => ({ phone: '9867979689' })),
		badInput: { item: { phone: '12' }, message: /'Phone Number' is not a phone number/ },
		calls: oneEach(() => ({
			method: 'GET',
			url: '/v1/client/purchases/micropayments?phoneNumber=9867979689&pageNumber=1&pageSize=1',
		})),
		outputs: each(() => [{ userId: ASHA, sectionsInclude: [] }]),
	},
	{
		name: 'purchase: get many of all types',
		faulty: at('getPurchases'),
		...READS,
		parameters: {
			resource: 'purchase',
			operation: 'getMany',
			purchaseType: 'all',
			filters: { ...FROM, to: '2027-01-01' },
			limit: 1,
		},
		...DATES,
		calls: fromUrls(
			'/v1/client/purchases',
			'&to=2027-01-01T18%3A29%3A59.999Z&pageNumber=1&pageSize=1',
		),
		outputs: each(() => [{ _id: SAMPLE_PURCHASE_IDS[0], type: 'SUBSCRIPTION' }]),
	},
	{
		name: 'transaction: get many',
		faulty: at('getTransactions'),
		...READS,
		parameters: {
			resource: 'transaction',
			operation: 'getMany',
			filters: { email: '={{ $json.mail }}', from: '2025-01-01', to: '2026-01-01' },
			limit: 1,
		},
		items: items((n) => ({
			mail: ['asha.rao@example.com', 'ben.okafor@example.com', 'asha.rao@example.com'][n] ?? '',
		})),
		badInput: { item: { mail: 'asha' }, message: /'Email' is not an email address/ },
		calls: oneEach((n) => ({
			method: 'GET',
			url:
				`/v2/client/get-all-transactions?email=${n === 1 ? 'ben.okafor' : 'asha.rao'}%40example.com` +
				'&from=2024-12-31T18%3A30%3A00.000Z&to=2026-01-01T18%3A29%3A59.999Z&skip=0&limit=1',
		})),
		outputs: each((n) => [{ userId: n === 1 ? BEN : ASHA }]),
	},
	{
		name: 'subscription plan: get many',
		faulty: at('getSubscriptionPlans'),
		...READS,
		parameters: {
			resource: 'subscriptionPlan',
			operation: 'getMany',
			filters: { subscriptionId: { __rl: true, mode: 'id', value: '={{ $json.plan }}' } },
			limit: 1,
		},
		items: items((n) => ({ plan: SAMPLE_PLAN_IDS[n % 2] ?? '' })),
		badInput: { item: { plan: 'undefined' }, message: /an expression without a value/ },
		calls: oneEach((n) => ({
			method: 'GET',
			url: `/v2/client/subscription-plans?subscriptionId=${SAMPLE_PLAN_IDS[n % 2]}&pageNumber=1&showRecords=1`,
		})),
		outputs: each((n) => [
			{ _id: SAMPLE_PLAN_IDS[n % 2] ?? '', tiers: expect.any(Array) as IDataObject[] },
		]),
	},
];

const CONTENT = { url: 'https://news.example.com/monsoon', title: 'Monsoon' };

function contentCase(
	name: string,
	operationId: string,
	more: Pick<ConscentCase, 'parameters' | 'calls' | 'outputs'> & Partial<ConscentCase>,
): ConscentCase {
	return {
		name,
		faulty: at(operationId),
		...UPDATES,
		items: items((n) => ({ id: `story ${n}/a` })),
		badInput: { item: { id: '..' }, message: /'Content ID' cannot be '\.\.'/ },
		prepare: ({ state }) => {
			for (const n of THREE) {
				const content = { contentId: `story ${n}/a`, ...CONTENT };
				state.contents.set(content.contentId, content);
				state.bundles.set(content.contentId, content);
			}
		},
		...more,
	};
}

const ID = { contentId: '={{ $json.id }}' };

const CONTENT_CASES: ConscentCase[] = [
	contentCase('content: create', 'createContent', {
		...CREATES,
		parameters: {
			resource: 'content',
			operation: 'create',
			...ID,
			...CONTENT,
			contentFields: {
				categories: 'politics, weather',
				contentType: 'PREMIUM CONTENT',
				price: 0,
				priceOverrides: {
					values: [
						{ name: 'US', price: 2.5 },
						{ name: 'GL', price: 0 },
					],
				},
				download: { value: { url: 'https://news.example.com/m.pdf', fileName: 'm.pdf' } },
				pixels: '{"google": {"trackingId": "G-1"}}',
			},
		},
		prepare: () => {},
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v1/content',
			body: {
				contentId: `story ${n}/a`,
				title: 'Monsoon',
				url: CONTENT.url,
				categories: ['politics', 'weather'],
				contentType: 'PREMIUM CONTENT',
				download: {
					fileName: 'm.pdf',
					url: 'https://news.example.com/m.pdf',
					fileType: 'PDF',
				},
				pixels: { google: { trackingId: 'G-1' } },
				price: 0,
				priceOverrides: {
					country: [
						{ name: 'US', price: 2.5 },
						{ name: 'GL', price: 0 },
					],
				},
			},
		})),
		outputs: each((n) => [{ contentId: `story ${n}/a`, price: 0 }]),
	}),
	contentCase('content: update', 'updateContent', {
		parameters: {
			resource: 'content',
			operation: 'update',
			...ID,
			updateFields: { title: 'Rain' },
			clearFields: ['price', 'tags'],
			simplify: false,
		},
		calls: oneEach((n) => ({
			method: 'PATCH',
			url: `/v1/content/story%20${n}%2Fa`,
			body: { title: 'Rain', price: null, tags: [] },
		})),
		outputs: each(() => [
			{
				message: 'Content Edited Successfully',
				editedContent: expect.objectContaining({ title: 'Rain', price: null }) as IDataObject,
			},
		]),
	}),
	contentCase('content: get', 'getContent', {
		...READS,
		parameters: { resource: 'content', operation: 'get', ...ID },
		calls: oneEach((n) => ({ method: 'GET', url: `/v1/content/client/story%20${n}%2Fa` })),
		outputs: each((n) => [{ contentId: `story ${n}/a`, title: 'Monsoon' }]),
	}),
	{
		...contentCase('content: get many', 'getContents', {
			...READS,
			parameters: { resource: 'content', operation: 'getMany', limit: '={{ $json.most }}' },
			calls: oneEach(() => ({ method: 'GET', url: '/v1/content/client?pageNumber=1&pageSize=1' })),
			outputs: each(() => [{ contentId: SAMPLE_CONTENT_IDS[0] }]),
		}),
		items: items(() => ({ most: 1 })),
		badInput: { item: { most: 1.5 }, message: /'Limit' must be a whole number/ },
	},
	contentCase('content: create bundle', 'createBundle', {
		...CREATES,
		parameters: {
			resource: 'content',
			operation: 'createBundle',
			...ID,
			...CONTENT,
			bundleContentIds: 'story-1, story-2',
		},
		prepare: () => {},
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v1/content/bundle',
			body: {
				contentId: `story ${n}/a`,
				title: 'Monsoon',
				url: CONTENT.url,
				bundleContentIds: ['story-1', 'story-2'],
			},
		})),
		outputs: each((n) => [{ contentId: `story ${n}/a`, bundleContentIds: ['story-1', 'story-2'] }]),
	}),
	contentCase('content: update bundle', 'updateBundle', {
		parameters: {
			resource: 'content',
			operation: 'updateBundle',
			...ID,
			updateFields: { bundleContentIds: "={{ ['story-2'] }}" },
		},
		calls: oneEach((n) => ({
			method: 'PATCH',
			url: `/v1/content/bundle/story%20${n}%2Fa`,
			body: { bundleContentIds: ['story-2'] },
		})),
		outputs: each(() => [{ bundleContentIds: ['story-2'] }]),
	}),
	{
		...contentCase('content: get many bundles', 'getBundles', {
			...READS,
			parameters: { resource: 'content', operation: 'getManyBundles', limit: '={{ $json.most }}' },
			calls: oneEach(() => ({ method: 'GET', url: '/v1/content/bundles?pageNumber=1&pageSize=2' })),
			outputs: each(() => [{ contentId: 'story 0/a' }, { contentId: 'story 1/a' }]),
		}),
		items: items(() => ({ most: 2 })),
		badInput: { item: { most: -1 }, message: /'Limit' must be a whole number/ },
	},
];

const OTHER_CASES: ConscentCase[] = [
	{
		name: 'coupon: generate',
		faulty: at('generateCoupons'),
		...CREATES,
		parameters: {
			resource: 'coupon',
			operation: 'generate',
			couponName: 'WELCOME',
			clientId: CLIENT_ID,
			quantity: '={{ $json.count }}',
		},
		items: items((n) => ({ count: n + 1 })),
		badInput: { item: { count: 0 }, message: /'Quantity' must be a whole number from 1/ },
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v1/subscription/discount-coupon-template/generate-user-coupon',
			body: { couponName: 'WELCOME', clientId: CLIENT_ID, quantity: n + 1 },
		})),
		outputs: each((n) =>
			Array.from({ length: n + 1 }, () => ({
				couponCode: expect.any(String) as unknown as string,
				couponName: 'WELCOME',
			})),
		),
	},
	{
		name: 'coupon: generate from own codes',
		faulty: at('generateCoupons'),
		...CREATES,
		parameters: {
			resource: 'coupon',
			operation: 'generate',
			couponName: 'WELCOME',
			clientId: CLIENT_ID,
			codesMode: 'autoAccept',
			couponCodes: '={{ $json.codes }}',
		},
		items: items((n) => ({ codes: [['A1', 'B1'], 'A2, B2', 'A3\nB3\n'][n] ?? '' })),
		badInput: { item: { codes: ' , ' }, message: /'Coupon Codes' is empty/ },
		calls: oneEach((n) => ({
			method: 'POST',
			url: '/v1/subscription/discount-coupon-template/generate-user-coupon',
			body: {
				couponName: 'WELCOME',
				clientId: CLIENT_ID,
				couponCodes: [`A${n + 1}`, `B${n + 1}`],
			},
		})),
		outputs: each((n) => ['A', 'B'].map((letter) => ({ couponCode: `${letter}${n + 1}` }))),
	},
	{
		name: 'statistics: get for content',
		faulty: at('getContentStatistics'),
		...READS,
		parameters: {
			resource: 'statistics',
			operation: 'getForContent',
			contentId: SAMPLE_CONTENT_IDS[0],
			filters: FROM,
		},
		...DATES,
		calls: fromUrls(`/v1/client/stats/content/${SAMPLE_CONTENT_IDS[0]}`),
		outputs: each(() => [{ $exact: { count: 0, amount: 0, currency: 'INR' } }]),
	},
	{
		name: 'statistics: get daily',
		faulty: at('getDailyStatistics'),
		...READS,
		parameters: { resource: 'statistics', operation: 'getDaily', filters: FROM },
		...DATES,
		calls: fromUrls('/v1/client/stats/daily'),
		outputs: each(() => [{ totalContentConsumed: expect.any(Number) as unknown as number }]),
	},
];

/** All operations beside the main ones. */
const CASES: ConscentCase[] = [
	...USER_CASES,
	...SUBSCRIPTION_CASES,
	...LIST_CASES,
	...CONTENT_CASES,
	...OTHER_CASES,
];

/** One list, one create: every outcome of these is tested, of the others a sample. */
const FULLY_TESTED = ['transaction: get many', 'user: register'];

export const FULL_CASES = CASES.filter(({ name }) => FULLY_TESTED.includes(name));

export const SAMPLED_CASES = CASES.filter(({ name }) => !FULLY_TESTED.includes(name));
