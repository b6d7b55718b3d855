/** The operations of Commerce Engine: every outcome for one of each kind, a sample for the others. */
import { CUSTOMER_ID, OFFICE, USER_IDS } from '../server/commerceEngine';
import type { CommerceEngineState } from '../server/commerceEngine';
import type { OperationCase } from './support/cases/operationCase';
import { PLAIN_OUTPUT, byId } from './support/cases/operationCase';
import { COMMERCE_ENGINE } from './support/commerceEngine';
import { describeOutcomes, describeSampleOfOutcomes } from './support/outcomes';
import { describeRecoveries, describeSampleOfRecoveries } from './support/recoveries';
import { ServiceBench } from './support/serviceBench';

type Case = OperationCase<CommerceEngineState>;

const bench = new ServiceBench(COMMERCE_ENGINE);

const NOTES = ['one', 'two', 'three'];
const BY_USER_ID = byId('={{ $json.id }}');
const BY_CUSTOMER_ID = byId(CUSTOMER_ID);
const USERS = USER_IDS.map((id, n) => ({ id, note: NOTES[n] }));
const LOOK_UP = { method: 'GET', url: `/auth/user/${USER_IDS[0]}` };
const ADDRESSES = `/customers/${CUSTOMER_ID}/addresses`;

/** Ids as a fresh server gives them. */
const ADDRESS_IDS = [1, 2, 3].map((n) => `01HADDR${String(n).padStart(17, '0')}`);

function addThree({ state }: { state: CommerceEngineState }): void {
	for (const city of ['Agra', 'Pune', 'Delhi'])
		state.addAddress({ city, is_default_billing: true });
}

const getUser: Case = {
	name: 'user: get',
	parameters: { resource: 'user', operation: 'get', userId: BY_USER_ID },
	items: USERS,
	calls: USER_IDS.map((id) => [{ method: 'GET', url: `/auth/user/${id}` }]),
	outputs: USER_IDS.map((id) => [{ id, customer_id: CUSTOMER_ID, first_name: 'Asha' }]),
	faulty: { call: 0, skip: 1 },
	withoutData: PLAIN_OUTPUT,
	changes: false,
	idempotent: true,
	badInput: { item: { id: null }, message: /User ID/ },
};

const getSignedInUser: Case = {
	...getUser,
	name: 'user: get, who is signed in',
	parameters: { resource: 'user', operation: 'get' },
	dryRunPath: '/auth/user/signed-in-user',
	items: NOTES.map((note) => ({ note })),
	calls: NOTES.map(() => [LOOK_UP]),
	outputs: NOTES.map(() => [{ id: USER_IDS[0], first_name: 'Asha' }]),
};
delete getSignedInUser.badInput;

const BUSINESS = {
	type: 'proprietorship',
	name: 'Rao Prints',
	metadata: { segment: 'wholesale', since: '2019' },
	registered_address: OFFICE,
};

const updateUser: Case = {
	name: 'user: update',
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: BY_USER_ID,
		updateFields: {
			first_name: '={{ $json.name }}',
			email: '={{ $json.mail }}',
			notificationPreferences: { value: { newsletter_sms: 'on' } },
		},
		clearFields: ['phone'],
	},
	items: USERS.map((user, n) => ({ ...user, name: `New ${n}`, mail: `new${n}@shop.example` })),
	calls: USER_IDS.map((id, n) => [
		{ method: 'GET', url: `/auth/user/${id}` },
		{
			method: 'PUT',
			url: `/auth/user/${id}`,
			body: {
				first_name: `New ${n}`,
				last_name: `Rao ${n}`,
				email: `new${n}@shop.example`,
				phone: null,
				country_code: '+91',
				login_methods: ['email', 'password'],
				business: BUSINESS,
				notification_preferences: {
					transactional: { email: true, sms: true, whatsapp: true },
					promotional: { email: false, sms: false, whatsapp: false },
					newsletter: { email: true, sms: true, whatsapp: false },
				},
			},
		},
	]),
	outputs: USER_IDS.map((id, n) => [{ id, first_name: `New ${n}`, phone: null }]),
	faulty: { call: 1, match: { method: 'PUT' }, skip: 1 },
	withoutData: PLAIN_OUTPUT,
	changes: true,
	idempotent: true,
	badInput: { item: { mail: 'nobody' }, message: /Email/ },
};

const updateUserUnread: Case = {
	...updateUser,
	name: 'user: update, with the fault at the reading',
	faulty: { call: 0, match: { method: 'GET' }, skip: 1 },
	changes: false,
	idempotent: true,
};
delete updateUserUnread.withoutData;

const deactivateUser: Case = {
	...getUser,
	name: 'user: deactivate',
	parameters: { resource: 'user', operation: 'deactivate', userId: BY_USER_ID },
	calls: USER_IDS.map((id) => [{ method: 'PUT', url: `/auth/user/${id}/deactivate` }]),
	outputs: NOTES.map(() => [{ message: 'User deactivated' }]),
	changes: true,
	idempotent: true,
};

const createAddress: Case = {
	name: "address: create, for the signed-in user's customer",
	parameters: {
		resource: 'address',
		operation: 'create',
		first_name: 'Asha',
		country_code: '+91',
		phone: '9867979689',
		email: '={{ $json.mail }}',
		address_line1: '1 Fort',
		city: '={{ $json.city }}',
		pincode: '400001',
		state: 'MH',
		additionalFields: { nickname: 'Office', is_default_shipping: true },
	},
	items: NOTES.map((note, n) => ({ note, city: `City ${n}`, mail: 'asha@shop.example' })),
	calls: NOTES.map((_, n) => [
		...(n === 0 ? [LOOK_UP] : []),
		{
			method: 'POST',
			url: ADDRESSES,
			body: {
				last_name: null,
				address_line2: null,
				landmark: null,
				business_name: null,
				tax_identification_number: null,
				first_name: 'Asha',
				country_code: '+91',
				phone: '9867979689',
				email: 'asha@shop.example',
				address_line1: '1 Fort',
				city: `City ${n}`,
				country: 'India',
				pincode: '400001',
				state: 'MH',
				nickname: 'Office',
				is_default_shipping: true,
			},
		},
	]),
	outputs: NOTES.map((_, n) => [{ city: `City ${n}`, nickname: 'Office', country: 'India' }]),
	faulty: { call: 0, match: { method: 'POST' }, skip: 1 },
	withoutData: PLAIN_OUTPUT,
	changes: true,
	idempotent: false,
	badInput: { item: { city: '' }, message: /'City' is empty/ },
};

const updateAddress: Case = {
	name: 'address: update',
	parameters: {
		resource: 'address',
		operation: 'update',
		customerId: BY_CUSTOMER_ID,
		addressId: byId('={{ $json.id }}'),
		updateFields: { pincode: '={{ $json.pincode }}', is_default_billing: false },
		clearFields: ['business_name'],
	},
	items: ADDRESS_IDS.map((id, n) => ({ id, note: NOTES[n], pincode: `40000${n}` })),
	calls: ADDRESS_IDS.map((id, n) => [
		{ method: 'GET', url: `${ADDRESSES}/${id}` },
		{
			method: 'PUT',
			url: `${ADDRESSES}/${id}`,
			body: {
				...OFFICE,
				city: ['Agra', 'Pune', 'Delhi'][n],
				is_default_billing: false,
				pincode: `40000${n}`,
				business_name: null,
			},
		},
	]),
	outputs: ADDRESS_IDS.map((id, n) => [{ id, pincode: `40000${n}`, state: 'UP' }]),
	faulty: { call: 1, match: { method: 'PUT' }, skip: 1 },
	withoutData: PLAIN_OUTPUT,
	changes: true,
	idempotent: true,
	badInput: { item: { id: '' }, message: /'Address ID' is empty/ },
	prepare: addThree,
};

const deleteAddress: Case = {
	...updateAddress,
	name: 'address: delete',
	parameters: {
		resource: 'address',
		operation: 'delete',
		customerId: BY_CUSTOMER_ID,
		addressId: byId('={{ $json.id }}'),
	},
	calls: ADDRESS_IDS.map((id) => [{ method: 'DELETE', url: `${ADDRESSES}/${id}` }]),
	outputs: ADDRESS_IDS.map(() => [{ deleted: true }]),
	faulty: { call: 0, skip: 1 },
	withoutData: { empty: { deleted: true }, text: { deleted: true } },
	vanishes: true,
};

const listAddresses: Case = {
	name: 'address: get many',
	parameters: {
		resource: 'address',
		operation: 'getAll',
		customerId: BY_CUSTOMER_ID,
		limit: '={{ $json.limit }}',
	},
	items: NOTES.map((note) => ({ note, limit: 1 })),
	calls: NOTES.map(() => [{ method: 'GET', url: `${ADDRESSES}?page=1&limit=1` }]),
	outputs: NOTES.map(() => [{ id: ADDRESS_IDS[0], city: 'Agra' }]),
	faulty: { call: 0, skip: 1 },
	changes: false,
	idempotent: true,
	badInput: { item: { limit: 0 }, message: /'Limit' must be a whole number/ },
	prepare: addThree,
};

/** A list, a create with its look-up, and a read before a write that keeps the rest. */
const FULL_CASES = [listAddresses, createAddress, updateUser];

const SAMPLED_CASES = [
	getUser,
	getSignedInUser,
	updateUserUnread,
	deactivateUser,
	updateAddress,
	deleteAddress,
];

describe.each(FULL_CASES)('$name', (operation) => {
	describe('whatever comes of a request', () => describeOutcomes(bench, operation));

	describe('with retries', () => describeRecoveries(bench, operation));
});

describe.each(SAMPLED_CASES)('$name', (operation) => {
	describe('whatever comes of a request', () => describeSampleOfOutcomes(bench, operation));

	describe('with retries', () => describeSampleOfRecoveries(bench, operation));
});
