import type { MockResponse } from '../responses';
import { created, failure, ok } from '../responses';
import type { Call } from '../call';
import { newPurchase } from '../purchases';
import type { Purchase } from '../purchases';
import { newUser } from '../seed';
import type { ConscentState, Plan, User } from '../state';
import { cancelledRow, subscriberRow } from './rows';

const MONTH_MS = 30 * 24 * 60 * 60_000;

function timeOf(value: unknown, otherwiseMs: number): number {
	return value === undefined ? otherwiseMs : Date.parse(String(value));
}

function tierOf(plan: Plan, tierId: unknown): { _id: string; price: number } | undefined {
	const tiers = plan['tiers'] as Array<{ _id: string; price: number }>;
	return tierId === undefined ? tiers[0] : tiers.find(({ _id }) => _id === tierId);
}

export function addSubscription({ body, state }: Call): MockResponse {
	const user = state.users.get(String(body['userId']));
	if (!user) return failure(404, 'User not found');
	const plan = state.plans.find(({ _id }) => _id === body['subscriptionId']);
	const tier = plan && tierOf(plan, body['tierId']);
	if (!plan || !tier) return failure(404, 'Subscription not found');
	const startMs = timeOf(body['subscriptionStartDate'], Date.now());
	const purchase = newPurchase({
		id: (body['purchaseId'] as string | undefined) ?? state.ids.purchase.next(),
		userId: user.userId,
		itemId: plan._id,
		tierId: tier._id,
		price: tier.price,
		createdMs: Date.now(),
		startMs,
		endMs: timeOf(body['subscriptionEndDate'], startMs + MONTH_MS),
	});
	state.purchases.push(purchase);
	return ok({
		userId: user.userId,
		purchaseId: purchase.id,
		subscriptionId: plan._id,
		tierId: tier._id,
		subscriptionStartDate: new Date(purchase.startMs).toISOString(),
		subscriptionEndDate: new Date(purchase.endMs).toISOString(),
	});
}

function findPurchase(state: ConscentState, purchaseId: string | undefined): Purchase | undefined {
	return state.purchases.find(({ id, kind }) => id === purchaseId && kind === 'SUBSCRIPTION');
}

export function updateSubscription({ params, body, state }: Call): MockResponse {
	const purchase = findPurchase(state, params['purchaseId']);
	if (!purchase) return failure(404, 'Purchase not found');
	const { price, currency, userCountry } = body as {
		price?: number;
		currency?: string;
		userCountry?: string;
	};
	purchase.startMs = timeOf(body['subscriptionStartDate'], purchase.startMs);
	purchase.endMs = timeOf(body['subscriptionEndDate'], purchase.endMs);
	purchase.price = price ?? purchase.price;
	purchase.currency = currency ?? purchase.currency;
	purchase.country = userCountry ?? purchase.country;
	purchase.updatedMs = Date.now();
	return ok({ message: 'Subscription Details Updated Successfully.' });
}

/** Cancelling ends the renewal; what is paid for stays valid until its end. */
export function cancelSubscriptions({ params, state }: Call): MockResponse {
	const user = state.users.get(params['userId'] ?? '');
	if (!user) return failure(404, 'User not found');
	const active = state.purchases.filter(
		({ userId, kind, status, renews }) =>
			userId === user.userId && kind === 'SUBSCRIPTION' && status === 'ACTIVE' && renews,
	);
	for (const purchase of active) {
		purchase.renews = false;
		purchase.updatedMs = Date.now();
	}
	return ok({
		userAccountId: user.userId,
		purchases: active.map(cancelledRow),
		message: 'Subscriptions Cancelled Successfully',
	});
}

export function getSubscribers({ state }: Call): MockResponse {
	const active = state.purchases.filter(
		({ kind, status }) => kind === 'SUBSCRIPTION' && status === 'ACTIVE',
	);
	return ok({ subscriptions: active.map((purchase) => subscriberRow(purchase, state)) });
}

function userToMigrate({ body, state }: Call): User {
	const { userPrimaryEmail, userPrimaryPhone, userName } = body as Record<
		string,
		string | undefined
	>;
	const [known] = state.usersWith({ email: userPrimaryEmail, phone: userPrimaryPhone });
	if (known) return known;
	const user = newUser({
		userId: state.ids.user.next(),
		name: userName ?? null,
		email: userPrimaryEmail ?? null,
		phone: userPrimaryPhone ?? null,
		migrated: true,
	});
	state.users.set(user.userId, user);
	return user;
}

export function migrateSubscription(call: Call): MockResponse {
	const { body, state } = call;
	const { title, priceDetails } = body['subscriptionDetails'] as {
		title?: string;
		priceDetails?: { price?: number; currency?: string };
	};
	const createdMs = timeOf(body['purchaseDate'], Date.now());
	const purchase = newPurchase({
		id: state.ids.purchase.next(),
		userId: userToMigrate(call).userId,
		itemId: title ?? '',
		price: priceDetails?.price ?? 0,
		currency: priceDetails?.currency ?? 'INR',
		country: String(body['country']),
		createdMs,
		endMs: timeOf(body['expiryDate'], createdMs + MONTH_MS),
	});
	state.purchases.push(purchase);
	return created({
		message: 'Subscription migrated successfully',
		migratedSubscription: { ...body, _id: purchase.id, userId: purchase.userId },
	});
}
