import type { Answer } from '../answers';
import { failure, ok } from '../answers';
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

/** Fields that the answer does not show under the name they are sent with. */
const NOT_STORED = ['firstName', 'lastName'];

/**
 * An address with a known `_id` changes that one, any other is added; an empty list removes all.
 * The documented sample fits this: the older address survived an update that added one.
 */
function mergeAddresses(stored: Address[], sent: Address[], state: ConscentState): Address[] {
	if (sent.length === 0) return [];
	const changed = stored.map((address) => ({
		...address,
		...sent.find(({ _id }) => _id !== undefined && _id === address._id),
	}));
	const isKnown = (address: Address) => stored.some(({ _id }) => _id === address._id);
	const added = sent
		.filter((address) => !isKnown(address))
		.map((address) => ({ ...EMPTY_ADDRESS, _id: state.ids.address.next(), ...address }));
	return [...changed, ...added];
}

/** Profiles hold one name; register-user and the sample of this call put the whole of it there. */
function fullName(stored: string | null, body: Record<string, unknown>): string | null {
	if ('name' in body) return body['name'] as string | null;
	const [storedFirst = '', ...storedLast] = (stored ?? '').split(' ');
	const first = 'firstName' in body ? (body['firstName'] as string | null) : storedFirst;
	const last = 'lastName' in body ? (body['lastName'] as string | null) : storedLast.join(' ');
	return [first, last].filter(Boolean).join(' ') || null;
}

function fullAddress(sent: Address | null): Address | null {
	return sent && { ...EMPTY_ADDRESS, ...sent };
}

export function applyUpdate(user: User, body: Record<string, unknown>, state: ConscentState): User {
	const skipped = [...READ_ONLY, ...NOT_STORED];
	const changes = Object.entries(body).filter(([key]) => !skipped.includes(key));
	const updated: User = { ...user, ...Object.fromEntries(changes) };
	updated.name = fullName(user.name, body);
	updated.updatedAt = new Date().toISOString();
	if ('address' in body) updated.address = fullAddress(body['address'] as Address | null);
	for (const list of ['shippingAddress', 'billingAddress'] as const) {
		if (list in body) updated[list] = mergeAddresses(user[list], body[list] as Address[], state);
	}
	return updated;
}

export function updateUser({ query, body, state }: Call): Answer {
	const user = state.users.get(String(query['userId']));
	if (!user) return failure(404, 'User not found');
	const userData = applyUpdate(user, body, state);
	state.users.set(user.userId, userData);
	return ok({ message: 'User Details Updated Successfully.', userData });
}
