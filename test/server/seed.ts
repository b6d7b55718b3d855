import { objectId } from './ids';
import type { DashboardUser, Plan, User } from './state';

const SEEDED_AT = '2025-05-08T09:09:08.369Z';
const GENERATED_PREFIX = '5eed';

/** The users every fresh server knows. */
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

/** The id of the n-th generated user (from 0), see the option `users`. */
export function userIdOf(n: number): string {
	return objectId(GENERATED_PREFIX, n);
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

function plan(_id: string, title: string, price: number, tierId: string): Plan {
	const tier = {
		priceOverrides: { country: [] },
		tierName: null,
		price,
		currency: 'INR',
		duration: 1,
		_id: tierId,
	};
	return {
		freeTrial: { enabled: false, duration: null },
		_id,
		title,
		digital: true,
		physical: false,
		tiers: [tier],
	};
}

export const PLANS: readonly Plan[] = [
	plan('66052fa93d9bc90560386b94', 'Digital Monthly', 500, '668665db404fa5123f1943cb'),
	plan('66052fa93d9bc90560386b95', 'Digital Yearly', 4800, '668665db404fa5123f1943cc'),
];
