import type { MockResponse } from '../responses';
import { ok } from '../responses';
import type { Call } from '../call';
import { failure, notAuthorized } from './errors';
import type { Address, CommerceEngineState, Json, User } from './state';
import { CUSTOMER_ID, EMAIL, PASSWORD, PHONE, USER_IDS } from './state';

type CommerceCall = Call<CommerceEngineState>;
type Handler = (call: CommerceCall) => MockResponse;

function done(message: string, content?: Json): MockResponse {
	return ok({ message, success: true, ...(content ? { content } : {}) });
}

const signInAnonymously: Handler = ({ state }) => {
	const content = { user: { is_anonymous: true }, access_token: state.beginAnonymously() };
	return done('Anonymous session created', content);
};

const signInWithPassword: Handler = ({ body, state }) => {
	state.signInsTried += 1;
	const { email, phone, password, country_code: countryCode = '+91' } = body;
	const isKnown = email === EMAIL || (phone === PHONE && countryCode === '+91');
	if (!isKnown || password !== PASSWORD) return failure(401, 'Invalid credentials');
	const [userId] = USER_IDS;
	const content = { user: state.users.get(userId), access_token: state.signIn(userId) };
	return done('Logged in', content);
};

/** Whether a session may touch another user is unknown: here it may, within its customer. */
function withUser(call: CommerceCall, act: (user: User) => MockResponse): MockResponse {
	const user = call.state.users.get(String(call.params['id']));
	if (!user) return failure(404, 'User not found');
	return user.customer_id === CUSTOMER_ID ? act(user) : notAuthorized();
}

const getUser: Handler = (call) => withUser(call, (user) => done('User found', { user }));

/** What an update cannot change. */
const READ_ONLY_KEYS = [
	'id',
	'customer_id',
	'customer_group_id',
	'is_email_verified',
	'is_phone_verified',
	'is_anonymous',
	'is_logged_in',
	'profile_image_url',
	'customer_group',
	'created_at',
	'modified_at',
];

const updateUser: Handler = (call) =>
	withUser(call, (user) => {
		const changes = Object.entries(call.body).filter(([key]) => !READ_ONLY_KEYS.includes(key));
		const updated = { ...user, ...Object.fromEntries(changes) };
		call.state.users.set(user.id, updated);
		return done('User updated', { user: updated });
	});

const deactivateUser: Handler = (call) =>
	withUser(call, (user) => {
		call.state.deactivated.add(user.id);
		return done('User deactivated');
	});

function withCustomer(call: CommerceCall, act: () => MockResponse): MockResponse {
	return call.params['customer_id'] === CUSTOMER_ID ? act() : notAuthorized();
}

function withAddress(call: CommerceCall, act: (address: Address) => MockResponse): MockResponse {
	return withCustomer(call, () => {
		const address = call.state.addresses.get(String(call.params['address_id']));
		return address ? act(address) : failure(404, 'Address not found');
	});
}

const listAddresses: Handler = (call) =>
	withCustomer(call, () => {
		const { query, state } = call;
		const all = [...state.addresses.values()];
		const limit = Math.min(Number(query['limit'] ?? state.largestPage), state.largestPage);
		const page = Number(query['page'] ?? 1);
		const pages = Math.ceil(all.length / limit);
		const pagination = {
			total_records: all.length,
			total_pages: pages,
			previous_page: page > 1 ? page - 1 : null,
			next_page: page < pages ? page + 1 : null,
			limit,
		};
		return done('Addresses found', {
			addresses: all.slice((page - 1) * limit, page * limit),
			pagination,
		});
	});

const createAddress: Handler = (call) =>
	withCustomer(call, () => done('Address added', { address: call.state.addAddress(call.body) }));

const getAddress: Handler = (call) => withAddress(call, (address) => done('Found', { address }));

const updateAddress: Handler = (call) =>
	withAddress(call, ({ id }) => {
		const address = { ...call.body, id };
		call.state.addresses.set(id, address);
		return done('Address updated', { address });
	});

const deleteAddress: Handler = (call) =>
	withAddress(call, ({ id }) => {
		call.state.addresses.delete(id);
		return done('Address deleted');
	});

export const HANDLERS: Readonly<Record<string, Handler>> = {
	signInAnonymously,
	signInWithPassword,
	getUser,
	updateUser,
	deactivateUser,
	listAddresses,
	createAddress,
	getAddress,
	updateAddress,
	deleteAddress,
};
