import { objectId } from './ids';
import { newPurchase } from './purchases';
import type { Purchase, Transaction } from './purchases';
import type { Content, DashboardUser, Plan, User } from './state';

const SEEDED_AT = '2025-05-08T09:09:08.369Z';
const SEEDED_MS = Date.parse(SEEDED_AT);
const GENERATED_USER_PREFIX = '5eed';
const GENERATED_PLAN_PREFIX = '91a0';
const GENERATED_TIER_PREFIX = '71e4';

/** The publisher whose key the server knows. */
export const CLIENT_ID = '5f92a62013332e0f667794dc';

/** The users every fresh server knows: the first has bought much, the second no subscription, the third nothing. */
export const SAMPLE_USER_IDS = [
	'681c74b2333e169d16a7e58b',
	'681c74b2333e169d16a7e58c',
	'681c74b2333e169d16a7e58d',
] as const;

/** The dashboard users every fresh server knows. */
export const SAMPLE_DASHBOARD_USER_IDS = [
	'66f2a1b3c4d5e6f708192a3b',
	'66f2a1b3c4d5e6f708192a3c',
] as const;

/** The plans every fresh server knows: a monthly and a yearly one. */
export const SAMPLE_PLAN_IDS = ['66052fa93d9bc90560386b94', '66052fa93d9bc90560386b95'] as const;

/** Their tiers. */
export const SAMPLE_TIER_IDS = ['668665db404fa5123f1943cb', '668665db404fa5123f1943cc'] as const;

/** The purchases every fresh server knows; all but the third, a pass, are the first user's. */
export const SAMPLE_PURCHASE_IDS = [
	'6769b11d4440b23f3702cfdc',
	'6769b11d4440b23f3702cfdd',
	'6769b11d4440b23f3702cfde',
	'6769b11d4440b23f3702cfdf',
] as const;

/** The contents every fresh server knows. */
export const SAMPLE_CONTENT_IDS = ['story-1', 'story-2', 'podcast-1'] as const;

/** The id of the n-th generated user (from 0), see the option `users`. */
export function userIdOf(n: number): string {
	return objectId(GENERATED_USER_PREFIX, n);
}

export const EMPTY_ADDRESS = {
	name: '',
	apartment: '',
	area: '',
	pincode: '',
	landmark: '',
	city: '',
	state: '',
	country: '',
} as const;

export function newUser(values: Partial<User> & { userId: string }): User {
	return {
		status: 'ACTIVE',
		name: null,
		email: null,
		countryCode: null,
		phone: null,
		gender: null,
		dateOfBirth: null,
		address: { ...EMPTY_ADDRESS },
		usedCoupons: [],
		clientSpecificIds: [],
		migrated: false,
		isPhoneVerified: false,
		isEmailVerified: false,
		shippingAddress: [],
		billingAddress: [],
		createdAt: SEEDED_AT,
		updatedAt: SEEDED_AT,
		...values,
	};
}

const AGRA = {
	...EMPTY_ADDRESS,
	apartment: '20/41 Rambagh',
	city: 'Agra',
	state: 'UP',
	country: 'INDIA',
};

export const SAMPLE_USERS: readonly User[] = [
	newUser({
		userId: SAMPLE_USER_IDS[0],
		name: 'Asha Rao',
		email: 'asha.rao@example.com',
		countryCode: '+91',
		phone: '9867979689',
		gender: 'FEMALE',
		dateOfBirth: '1990-05-13T00:00:00.000Z',
		isPhoneVerified: true,
		isEmailVerified: true,
		shippingAddress: [{ ...AGRA, pincode: '282006', _id: '681c94453b8e51752d8b55d9' }],
		billingAddress: [{ ...AGRA, pincode: '282008', _id: '681c94453b8e51752d8b55d8' }],
	}),
	newUser({
		userId: SAMPLE_USER_IDS[1],
		name: 'Ben Okafor',
		email: 'ben.okafor@example.com',
		isEmailVerified: true,
	}),
	newUser({
		userId: SAMPLE_USER_IDS[2],
		name: 'Chitra Nair',
		countryCode: '+91',
		phone: '9000000003',
	}),
];

export function generatedUser(n: number): User {
	return newUser({
		userId: userIdOf(n),
		name: `Reader ${n}`,
		email: `reader${n}@example.com`,
		countryCode: '+91',
		phone: String(7_000_000_000 + n),
	});
}

export const DASHBOARD_USERS: readonly DashboardUser[] = [
	{
		userId: SAMPLE_DASHBOARD_USER_IDS[0],
		email: 'owner@publisher.example',
		role: 'ADMIN',
		permissions: { ignite: true, export: true, webhooks: true },
		passwordsSet: 1,
	},
	{
		userId: SAMPLE_DASHBOARD_USER_IDS[1],
		email: 'editor@publisher.example',
		role: 'ADMIN',
		permissions: { paywallBuilder: true, journey: false },
		passwordsSet: 1,
	},
];

function newPlan(
	_id: string,
	tierId: string,
	title: string,
	price: number,
	duration: number,
): Plan {
	const tier = {
		priceOverrides: { country: [] },
		tierName: null,
		price,
		currency: 'INR',
		duration,
		basePrice: 0,
		offers: [],
		_id: tierId,
	};
	return {
		freeTrial: { enabled: false, duration: null },
		_id,
		benefits: 'All stories, No advertisements',
		physical: false,
		digital: true,
		adFree: true,
		couponsEnabled: true,
		partialAccess: false,
		sectionsInclude: [],
		authorsInclude: [],
		sectionsExclude: [],
		authorsExclude: [],
		tagsInclude: [],
		tagsExclude: [],
		title,
		tiers: [tier],
		billingCycleType: 'ONE_TIME',
		createdMs: SEEDED_MS,
	};
}

export const PLANS: readonly Plan[] = [
	newPlan(SAMPLE_PLAN_IDS[0], SAMPLE_TIER_IDS[0], 'Digital Monthly', 500, 1),
	newPlan(SAMPLE_PLAN_IDS[1], SAMPLE_TIER_IDS[1], 'Digital Yearly', 4800, 12),
];

export function generatedPlan(n: number): Plan {
	const [planId, tierId] = [objectId(GENERATED_PLAN_PREFIX, n), objectId(GENERATED_TIER_PREFIX, n)];
	return newPlan(planId, tierId, `Plan ${n}`, 100 + n, 1);
}

const [ASHA, BEN] = SAMPLE_USER_IDS;
const [MONTHLY, YEARLY] = SAMPLE_PLAN_IDS;
const [MONTH, YEAR] = SAMPLE_TIER_IDS;

export const PURCHASES: readonly Purchase[] = [
	newPurchase({
		id: SAMPLE_PURCHASE_IDS[0],
		userId: ASHA,
		itemId: MONTHLY,
		tierId: MONTH,
		createdMs: SEEDED_MS,
	}),
	newPurchase({
		id: SAMPLE_PURCHASE_IDS[1],
		userId: ASHA,
		itemId: YEARLY,
		tierId: YEAR,
		status: 'INACTIVE',
		price: 4800,
		renews: false,
	}),
	newPurchase({
		id: SAMPLE_PURCHASE_IDS[2],
		kind: 'PASS',
		userId: BEN,
		itemId: 'Day Pass',
		price: 10,
		renews: false,
	}),
	newPurchase({
		id: SAMPLE_PURCHASE_IDS[3],
		kind: 'CONTENT',
		userId: ASHA,
		itemId: SAMPLE_CONTENT_IDS[0],
		price: 5,
		renews: false,
	}),
];

export const TRANSACTIONS: readonly Transaction[] = [
	{ id: '67a9e1c0d3f4b5a6c7d8e9f0', userId: ASHA, createdMs: SEEDED_MS, amount: 500 },
	{ id: '67a9e1c0d3f4b5a6c7d8e9f1', userId: BEN, createdMs: SEEDED_MS, amount: 10 },
];

export function newContent(contentId: string, title: string): Content {
	return {
		contentId,
		title,
		url: `https://publisher.example/${encodeURIComponent(contentId)}`,
		price: 5,
		currency: 'INR',
		duration: 1,
		categories: [],
		contentType: 'STORY',
	};
}

export const CONTENTS: readonly Content[] = SAMPLE_CONTENT_IDS.map((contentId) =>
	newContent(contentId, `About ${contentId}`),
);
