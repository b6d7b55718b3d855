import type { MockResponse } from '../responses';
import { failure, ok } from '../responses';
import type { Call } from '../call';
import { EMPTY_ADDRESS } from '../seed';
import type { Address, ConscentState, User } from '../state';

/** Conscent's own fields; an update does not change them. */
const READ_ONLY = [
	'userId',
	'status',
	'usedCoupons',
	'clientSpecificIds',
	'migrated',
	'createdAt',
	'updatedAt',
];

/** Fields that the response does not show under the name they are sent with. */
const NOT_STORED = ['firstName', 'lastName'];

/**
 * An address with a known `_id` changes that one, any other is added; an empty list removes all.
 * The documented sample fits this: the older address survived an update that added one.
 */
function updatedAddresses(stored: Address[], sent: Address[], state: ConscentState): Address[] {
	const { addressWithoutId = 'adds', addressWithId = 'merges' } = state.personality;
	if (sent.length === 0) return [];
	const known = (address: Address) =>
		addressWithId === 'adds' ? undefined : stored.find(({ _id }) => _id === address._id);
	const changed = (address: Address, change: Address | undefined) =>
		addressWithId === 'replaces' && change
			? { ...EMPTY_ADDRESS, ...change }
			: { ...address, ...change };
	if (addressWithoutId === 'replaces') {
		return sent.map((address) => {
			const old = known(address);
			return old ? changed(old, address) : newAddress(address, state);
		});
	}
	const kept = stored.map((address) =>
		changed(
			address,
			sent.find((one) => known(one) === address),
		),
	);
	const added = sent.filter((address) => !known(address));
	return [...kept, ...added.map((address) => newAddress(address, state))];
}

function newAddress(sent: Address, state: ConscentState): Address {
	const _id = state.ids.address.next();
	const losesId = state.personality.newAddressIds || state.personality.addressWithId === 'adds';
	return { ...EMPTY_ADDRESS, _id, ...sent, ...(losesId ? { _id } : {}) };
}

/** Profiles hold one name; register-user and the sample of this call put the whole of it there. */
function fullName(stored: string | null, body: Record<string, unknown>): string | null {
	if ('name' in body) return body['name'] as string | null;
	if (!NOT_STORED.some((key) => key in body)) return stored;
	const [storedFirst = '', ...storedLast] = (stored ?? '').split(' ');
	const first = 'firstName' in body ? (body['firstName'] as string | null) : storedFirst;
	const last = 'lastName' in body ? (body['lastName'] as string | null) : storedLast.join(' ');
	return [first, last].filter(Boolean).join(' ') || null;
}

function fullAddress(user: User, sent: Address | null, state: ConscentState): Address | null {
	const rest = state.personality.omittedParts === 'keep' ? user.address : EMPTY_ADDRESS;
	return sent && { ...rest, ...sent };
}

export function applyUpdate(user: User, body: Record<string, unknown>, state: ConscentState): User {
	const skipped = [...READ_ONLY, ...NOT_STORED];
	const changes = Object.entries(body).filter(([key]) => !skipped.includes(key));
	const updated: User = { ...user, ...Object.fromEntries(changes) };
	updated.name = fullName(user.name, body);
	updated.updatedAt = new Date().toISOString();
	if ('address' in body) {
		updated.address = fullAddress(user, body['address'] as Address | null, state);
	}
	for (const list of ['shippingAddress', 'billingAddress'] as const) {
		if (list in body) updated[list] = updatedAddresses(user[list], body[list] as Address[], state);
	}
	return updated;
}

export function updateUser({ query, body, state }: Call): MockResponse {
	const user = state.users.get(String(query['userId']));
	if (!user) return failure(404, 'User not found');
	const userData = applyUpdate(user, body, state);
	state.users.set(user.userId, userData);
	return ok({ message: 'User Details Updated Successfully.', userData });
}
