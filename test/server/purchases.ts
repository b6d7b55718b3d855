import { objectId } from './ids';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FIRST_PURCHASE_MS = Date.UTC(2024, 0, 1);
const PURCHASE_PREFIX = '9acc';
const TRANSACTION_PREFIX = '7a45';
const STATUSES = [
	'ACTIVE',
	'ACTIVE',
	'ACTIVE',
	'INACTIVE',
	'CHURNED',
	'REVOKED',
	'REFUND_INITIATED',
	'DELETED',
];

/** What the server remembers of a purchase; the rows of a response are made from it when they are asked for. */
export interface Purchase {
	readonly id: string;
	readonly kind: 'SUBSCRIPTION' | 'PASS' | 'CONTENT';
	readonly userId: string;
	status: string;
	/** A plan's id; of a pass or a single content, the content's id. */
	readonly itemId: string;
	readonly tierId: string | null;
	price: number;
	currency: string;
	country: string;
	startMs: number;
	endMs: number;
	readonly createdMs: number;
	updatedMs: number;
	renews: boolean;
}

export interface Transaction {
	readonly id: string;
	readonly userId: string;
	readonly createdMs: number;
	readonly amount: number;
}

/** The id of the n-th generated purchase (from 0), see the option `purchases`. */
export function purchaseIdOf(n: number): string {
	return objectId(PURCHASE_PREFIX, n);
}

/** The id of the n-th generated transaction (from 0), see the option `transactions`. */
export function transactionIdOf(n: number): string {
	return objectId(TRANSACTION_PREFIX, n);
}

export function newPurchase(
	values: Pick<Purchase, 'id' | 'userId' | 'itemId'> & Partial<Purchase>,
): Purchase {
	const createdMs = values.createdMs ?? FIRST_PURCHASE_MS;
	return {
		kind: 'SUBSCRIPTION',
		status: 'ACTIVE',
		tierId: null,
		price: 500,
		currency: 'INR',
		country: 'IN',
		startMs: createdMs,
		endMs: createdMs + 30 * DAY_MS,
		createdMs,
		updatedMs: createdMs,
		renews: true,
		...values,
	};
}

/** One each minute; every status comes up. */
export function generatedPurchase(
	n: number,
	userId: string,
	itemId: string,
	tierId: string,
): Purchase {
	const createdMs = FIRST_PURCHASE_MS + n * MINUTE_MS;
	const status = STATUSES[n % STATUSES.length] ?? 'ACTIVE';
	const updatedMs = createdMs + DAY_MS;
	return newPurchase({ id: purchaseIdOf(n), userId, itemId, tierId, status, createdMs, updatedMs });
}

export function generatedTransaction(n: number, userId: string): Transaction {
	return {
		id: transactionIdOf(n),
		userId,
		createdMs: FIRST_PURCHASE_MS + n * MINUTE_MS,
		amount: 500,
	};
}
