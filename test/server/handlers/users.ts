import type { MockResponse } from '../responses';
import { created, failure, ok } from '../responses';
import type { Call } from '../call';
import type { Purchase } from '../purchases';
import { CLIENT_ID, newUser } from '../seed';
import type { User } from '../state';
import { namedUser, pageOf, timeFilter } from './filters';
import { userPurchaseRow, userSubscriptionRow } from './rows';
import { applyUpdate } from './updateUser';

const PURCHASES_PER_PAGE = 500;

export function registerUser({ body, state }: Call): MockResponse {
	const { email, phone } = body as { email?: string; phone?: string };
	const isTaken =
		(email !== undefined && state.usersWith({ email }).length > 0) ||
		(phone !== undefined && state.usersWith({ phone }).length > 0);
	if (isTaken) return failure(409, 'User already exists');
	const user = newUser({ userId: state.ids.user.next(), createdAt: new Date().toISOString() });
	state.users.set(user.userId, applyUpdate(user, body, state));
	return ok({ message: 'Account created successfully', userId: user.userId });
}

export function generateLoginToken({ body, state }: Call): MockResponse {
	const { email, phoneNumber } = body as { email?: string; phoneNumber?: string };
	const [user] = state.usersWith({ email, phone: phoneNumber });
	if (!user) return failure(404, 'User not found');
	return created({ tempAuthToken: state.ids.token.next() });
}

function userDetails(user: User, purchases: readonly Purchase[]) {
	const lastMs = Math.max(...purchases.map(({ createdMs }) => createdMs));
	return {
		name: user.name,
		email: user.email,
		phoneNumber: user.phone,
		secondaryPhoneNumber: null,
		secondaryEmail: null,
		dateOfBirth: user['dateOfBirth'] ?? null,
		address: user.address,
		country: null,
		promotionalOptIn: user['enableOffers'] === true,
		lastPurchasedOn: purchases.length === 0 ? null : new Date(lastMs).toISOString(),
		wallet: { balance: { $numberDecimal: '0.00' }, currency: 'INR' },
	};
}

interface Found {
	readonly user: User;
	readonly purchases: readonly Purchase[];
}

/** Both calls need no sign-in, so the publisher's id takes its place. */
function findUser({ query, state }: Call): Found | MockResponse {
	const isNamed = ['userId', 'email', 'phoneNumber'].some((name) => query[name] !== undefined);
	if (!isNamed) return failure(400, ['userId, email or phoneNumber should not be empty']);
	const user = query['clientId'] === CLIENT_ID ? namedUser(query, state) : undefined;
	if (!user) return failure(404, 'User not found');
	const isInTime = timeFilter(query['from'], query['to']);
	const purchases = state.purchases.filter(
		({ userId, createdMs }) => userId === user.userId && isInTime(createdMs),
	);
	return { user, purchases };
}

function subscriptionsOf(purchases: readonly Purchase[], { state }: Call) {
	return purchases
		.filter(({ kind }) => kind === 'SUBSCRIPTION')
		.map((purchase) => userSubscriptionRow(purchase, state));
}

export function getUserAndSubscriptions(call: Call): MockResponse {
	const found = findUser(call);
	if ('status' in found) return found;
	const { user, purchases } = found;
	return ok({
		userdetails: userDetails(user, purchases),
		userSubscriptions: subscriptionsOf(purchases, call),
	});
}

/** Pages all lists together; whether the API does so is unknown. */
export function getUserAndPurchases(call: Call): MockResponse {
	const found = findUser(call);
	if ('status' in found) return found;
	const { user } = found;
	const purchases = pageOf(found.purchases, call.query, PURCHASES_PER_PAGE).rows;
	return ok({
		userdetails: userDetails(user, found.purchases),
		userSubscriptions: subscriptionsOf(purchases, call),
		passes: purchases.filter(({ kind }) => kind === 'PASS').map(userPurchaseRow),
		payPerUses: purchases.filter(({ kind }) => kind === 'CONTENT').map(userPurchaseRow),
	});
}
