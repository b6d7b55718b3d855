/** The user whose key the server knows. */
export const OWN_USER_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** Users that are not the key's own, from the first on. */
export function otherUserId(n: number): string {
	return `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;
}

const OTHER_USERS = 3;

export interface User {
	[key: string]: unknown;
	readonly id: string;
}

/** What the boolean fields are taken to be without a value, all other fields being null. */
const OFF = {
	is_active: false,
	is_superuser: false,
	is_enterprise: false,
	stripe_has_payment_method: false,
	is_trial: false,
	used_trial: false,
	is_paying: false,
};

export const EMPTY_USER = {
	first_name: null,
	last_name: null,
	email: null,
	phone: null,
	birthdate: null,
	address: null,
	state: null,
	country: null,
	role_id: null,
	active_billing_plan_id: null,
	next_billing_plan_id: null,
	stripe_customer_id: null,
	stripe_subscription_id: null,
	stripe_subscription_status: null,
	stripe_last_payment_date: null,
	billing_updated_at: null,
	last_credits_refresh: null,
	next_credits_refresh: null,
	...OFF,
};

function sampleUser(id: string, values: Partial<User>): User {
	return { ...EMPTY_USER, follower_count: 0, following_count: 0, ...values, id };
}

const OWNER = sampleUser(OWN_USER_ID, {
	first_name: 'Asha',
	last_name: 'Rao',
	email: 'asha.rao@agency.example',
	phone: '+919867979689',
	birthdate: '1990-05-13T00:00:00Z',
	country: 'India',
	is_active: true,
	is_paying: true,
	role_id: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
	next_credits_refresh: '2027-01-01T00:00:00Z',
});

/** Everything the server remembers. */
export class InsightoState {
	readonly users = new Map<string, User>([[OWN_USER_ID, structuredClone(OWNER)]]);

	/** Whether an update resets the fields it leaves out: the real API's way is unknown. */
	resetsOmitted = false;

	constructor() {
		for (let n = 0; n < OTHER_USERS; n++) {
			const id = otherUserId(n);
			this.users.set(id, sampleUser(id, { first_name: `User ${n}`, is_active: true }));
		}
	}

	get owner(): User {
		const owner = this.users.get(OWN_USER_ID);
		if (!owner) throw new Error('The owner is never deleted');
		return owner;
	}
}
