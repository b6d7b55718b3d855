import { IdSource } from '../ids';

export const STORE_ID = 'test store/1';
export const API_KEY = 'ak_test-storefront-key';
export const EMAIL = 'asha.rao@shop.example';
export const PHONE = '9867979689';
export const PASSWORD = 'Pa55+for/Commerce "Engine"';

/** The signed-in user, and others of the same customer. */
export const USER_IDS = [
	'01HUSER000000000000000000A',
	'01HUSER000000000000000000B',
	'01HUSER000000000000000000C',
] as const;
export const STRANGER_ID = '01HSTRANGER00000000000000X';
export const CUSTOMER_ID = '01HCUSTOMER00000000000000A';
export const STRANGE_CUSTOMER_ID = '01HCUSTOMER00000000000000X';

export type Json = Record<string, unknown>;

export interface User extends Json {
	readonly id: string;
	readonly customer_id: string;
}

export interface Address extends Json {
	readonly id: string;
}

const SEEDED_AT = '2026-05-08T09:09:08Z';

export const OFFICE = {
	first_name: 'Asha',
	last_name: null,
	country_code: '+91',
	phone: PHONE,
	email: EMAIL,
	address_line1: '20/41 Rambagh',
	address_line2: null,
	landmark: null,
	city: 'Agra',
	state: 'UP',
	pincode: '282006',
	country: 'India',
	tax_identification_number: '27AAPFU0939F1ZV',
	business_name: 'Rao Prints',
	nickname: null,
};

const ALL_ON = { email: true, sms: true, whatsapp: true };
const NONE_ON = { email: false, sms: false, whatsapp: false };

function sampleUser(n: number, id: string, customerId: string): User {
	return {
		id,
		customer_id: customerId,
		first_name: 'Asha',
		last_name: `Rao ${n}`,
		email: n === 0 ? EMAIL : `user${n}@shop.example`,
		phone: n === 0 ? PHONE : null,
		country_code: '+91',
		login_methods: ['email', 'password'],
		notification_preferences: {
			transactional: { ...ALL_ON },
			promotional: { ...NONE_ON },
			newsletter: { email: true, sms: false, whatsapp: false },
		},
		business: {
			type: 'proprietorship',
			name: 'Rao Prints',
			metadata: { segment: 'wholesale', since: '2019' },
			registered_address: {
				...OFFICE,
				id: null,
				is_phone_verified: true,
				is_email_verified: false,
			},
		},
		is_email_verified: true,
		is_phone_verified: false,
		is_anonymous: false,
		is_logged_in: true,
		profile_image_url: null,
		customer_group: null,
		created_at: SEEDED_AT,
		modified_at: SEEDED_AT,
	};
}

function token(claims: Json): string {
	const part = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.not-a-real-signature`;
}

/** Everything the server remembers. */
export class CommerceEngineState {
	readonly users = new Map<string, User>();

	readonly addresses = new Map<string, Address>();

	readonly deactivated = new Set<string>();

	readonly ids = new IdSource('01HADDR');

	/** Sign-ins that were granted. */
	signIns = 0;

	/** Sign-ins with a password that were tried. */
	signInsTried = 0;

	/** Most addresses in a page, whatever was asked for. */
	largestPage = 20;

	private readonly anonymous = new Set<string>();

	private readonly sessions = new Map<string, string>();

	constructor() {
		USER_IDS.forEach((id, n) => this.users.set(id, sampleUser(n, id, CUSTOMER_ID)));
		this.users.set(STRANGER_ID, sampleUser(9, STRANGER_ID, STRANGE_CUSTOMER_ID));
	}

	addAddress(values: Json): Address {
		const address = { ...OFFICE, ...values, id: this.ids.next() };
		this.addresses.set(address.id, address);
		return address;
	}

	beginAnonymously(): string {
		const fresh = token({ is_anonymous: true, nonce: this.anonymous.size });
		this.anonymous.add(fresh);
		return fresh;
	}

	signIn(userId: string): string {
		this.signIns += 1;
		const customerId = this.users.get(userId)?.customer_id;
		const fresh = token({ ulid: userId, customer_id: customerId, nonce: this.signIns });
		this.sessions.set(fresh, userId);
		return fresh;
	}

	isAnonymous(bearer: string): boolean {
		return this.anonymous.has(bearer);
	}

	/** The user of a session that has not ended. */
	userOf(bearer: string): User | undefined {
		return this.users.get(this.sessions.get(bearer) ?? '');
	}

	endSessions(): void {
		this.sessions.clear();
	}
}
