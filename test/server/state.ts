import { IdSource } from './ids';
import type { Personality } from './personality';
import { generatedPurchase, generatedTransaction } from './purchases';
import type { Purchase, Transaction } from './purchases';
import {
	CONTENTS,
	DASHBOARD_USERS,
	PLANS,
	PURCHASES,
	SAMPLE_PLAN_IDS,
	SAMPLE_TIER_IDS,
	SAMPLE_USERS,
	SAMPLE_USER_IDS,
	TRANSACTIONS,
	generatedPlan,
	generatedUser,
	newContent,
	userIdOf,
} from './seed';

export interface Address {
	[key: string]: unknown;
	_id?: string;
}

export interface User {
	[key: string]: unknown;
	userId: string;
	name: string | null;
	email: string | null;
	phone: string | null;
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
	/** Not part of the response. */
	readonly createdMs: number;
}

export interface Content {
	[key: string]: unknown;
	readonly contentId: string;
	title: string;
	url: string;
}

/** How much there is beside the few samples that every server knows. */
export interface SeedOptions {
	/** Generated users; their ids come from `userIdOf(n)`. */
	users?: number;
	/** Generated subscription purchases, handed out to the generated users in turn. */
	purchases?: number;
	/** Generated transactions, handed out likewise. */
	transactions?: number;
	/** Generated subscription plans. */
	plans?: number;
	/** Generated contents, `content-0` and so on. */
	contents?: number;
}

function times<T>(count: number, make: (n: number) => T): T[] {
	return Array.from({ length: count }, (_, n) => make(n));
}

function byKey<K extends string, T extends Record<K, string>>(
	key: K,
	rows: readonly T[],
): Map<string, T> {
	return new Map(rows.map((row) => [row[key], row]));
}

/** Everything the server remembers. */
export class ConscentState {
	readonly users: Map<string, User>;
	readonly dashboardUsers: Map<string, DashboardUser>;
	readonly plans: Plan[];
	readonly purchases: Purchase[];
	readonly transactions: Transaction[];
	readonly contents: Map<string, Content>;
	readonly bundles = new Map<string, Content>();
	/** How the API differs from what the spec believes. */
	personality: Personality = {};
	/** Set it to play an API that does not know the filters by user: every list then holds everybody's rows. */
	ignoresUserFilters = false;
	/** Set it to play an API whose version 2 purchases hold no phone number: the readable part of its page prints none. */
	hidesPhonesInVersion2 = false;
	readonly ids = {
		user: new IdSource('ca11e4'),
		address: new IdSource('add7e55'),
		dashboardUser: new IdSource('da5b0a'),
		purchase: new IdSource('b0a9'),
		token: new IdSource('70cea'),
		coupon: new IdSource('c09c'),
	};

	constructor({
		users = 0,
		purchases = 0,
		transactions = 0,
		plans = 0,
		contents = 0,
	}: SeedOptions) {
		const buyer = (n: number) => (users > 0 ? userIdOf(n % users) : SAMPLE_USER_IDS[0]);
		const subscription = (n: number) =>
			generatedPurchase(n, buyer(n), SAMPLE_PLAN_IDS[0], SAMPLE_TIER_IDS[0]);
		const content = (n: number) => newContent(`content-${n}`, `Content ${n}`);
		this.users = byKey('userId', [
			...structuredClone(SAMPLE_USERS),
			...times(users, generatedUser),
		]);
		this.dashboardUsers = byKey('userId', structuredClone(DASHBOARD_USERS));
		this.plans = [...PLANS, ...times(plans, generatedPlan)];
		this.purchases = [...structuredClone(PURCHASES), ...times(purchases, subscription)];
		this.transactions = [
			...TRANSACTIONS,
			...times(transactions, (n) => generatedTransaction(n, buyer(n))),
		];
		this.contents = byKey('contentId', [...structuredClone(CONTENTS), ...times(contents, content)]);
	}

	/** Conscent's dashboard has few users, so looking through all of them is cheap enough. */
	isDashboardEmailTaken(email: string, exceptUserId?: string): boolean {
		const wanted = email.toLowerCase();
		for (const user of this.dashboardUsers.values()) {
			if (user.userId !== exceptUserId && user.email.toLowerCase() === wanted) return true;
		}
		return false;
	}

	/** All users to whom each given value belongs; everybody, if none is given. */
	usersWith({ userId, email, phone }: UserQuery): User[] {
		const candidates = userId === undefined ? this.users.values() : [this.users.get(userId)];
		return [...candidates].filter(
			(user): user is User =>
				user !== undefined &&
				(email === undefined || this.isEmail(user.email, email)) &&
				(phone === undefined || this.isPhone(user.phone, phone)),
		);
	}

	private isEmail(stored: string | null, asked: string): boolean {
		const { emailFilter = 'ignores-case' } = this.personality;
		if (emailFilter === 'ignored') return true;
		if (emailFilter === 'exact') return stored === asked;
		const [one, other] = [stored?.toLowerCase(), asked.toLowerCase()];
		return emailFilter === 'loose' ? one?.includes(other) === true : one === other;
	}

	private isPhone(stored: string | null, asked: string): boolean {
		const { phoneFilter = 'exact' } = this.personality;
		if (phoneFilter === 'ignored') return true;
		return phoneFilter === 'loose' ? stored?.includes(asked) === true : stored === asked;
	}
}

export interface UserQuery {
	readonly userId?: string | undefined;
	readonly email?: string | undefined;
	readonly phone?: string | undefined;
}
