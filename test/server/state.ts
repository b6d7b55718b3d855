import { IdSource } from './ids';
import { DASHBOARD_USERS, PLANS, SAMPLE_USERS, generatedUser } from './seed';

export interface Address {
	[key: string]: unknown;
	_id?: string;
}

export interface User {
	[key: string]: unknown;
	userId: string;
	name: string | null;
	email: string | null;
	address: Address | null;
	shippingAddress: Address[];
	billingAddress: Address[];
	updatedAt: string;
}

export interface DashboardUser {
	userId: string;
	email: string;
	role: string | null;
	permissions: Record<string, boolean>;
	/** How often a password was set; the password itself is kept nowhere. */
	passwordsSet: number;
}

export interface Plan {
	readonly [key: string]: unknown;
	readonly _id: string;
	readonly title: string;
}

/** Everything the server remembers. */
export class ConscentState {
	readonly users = new Map<string, User>();
	readonly dashboardUsers = new Map<string, DashboardUser>();
	readonly plans: readonly Plan[] = PLANS;
	readonly ids = { address: new IdSource('add7e55'), dashboardUser: new IdSource('da5b0a') };

	constructor(extraUsers: number) {
		for (const user of SAMPLE_USERS) this.users.set(user.userId, structuredClone(user));
		for (let n = 0; n < extraUsers; n++) {
			const user = generatedUser(n);
			this.users.set(user.userId, user);
		}
		for (const user of DASHBOARD_USERS) this.dashboardUsers.set(user.userId, structuredClone(user));
	}

	/** Conscent's dashboard has few users, so looking through all of them is cheap enough. */
	isDashboardEmailTaken(email: string, exceptUserId?: string): boolean {
		const wanted = email.toLowerCase();
		for (const user of this.dashboardUsers.values()) {
			if (user.userId !== exceptUserId && user.email.toLowerCase() === wanted) return true;
		}
		return false;
	}
}
