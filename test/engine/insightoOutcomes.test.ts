/** The operations of Insighto: every outcome for one of each kind, a sample for the others. */
import { OWN_USER_ID, otherUserId } from '../server/insighto';
import type { InsightoState } from '../server/insighto';
import type { OperationCase } from './support/cases/operationCase';
import { PLAIN_OUTPUT, byId } from './support/cases/operationCase';
import { INSIGHTO } from './support/insighto';
import { describeOutcomes, describeSampleOfOutcomes } from './support/outcomes';
import { describeRecoveries, describeSampleOfRecoveries } from './support/recoveries';
import { ServiceBench } from './support/serviceBench';

type Case = OperationCase<InsightoState>;

const bench = new ServiceBench(INSIGHTO);

const OWN_CALL = { method: 'GET', url: '/api/v1/user' };
const NOTES = ['one', 'two', 'three'];

function put(userId: string, body: unknown) {
	return { method: 'PUT', url: `/api/v1/user/${userId}`, body };
}

const KEPT = {
	first_name: 'Asha',
	last_name: 'Rao',
	email: 'asha.rao@agency.example',
	phone: '+919867979689',
	birthdate: '1990-05-13T00:00:00Z',
	country: 'India',
	is_active: true,
	is_superuser: false,
	is_enterprise: false,
	stripe_has_payment_method: false,
	is_trial: false,
	used_trial: false,
	is_paying: true,
	role_id: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
	next_credits_refresh: '2027-01-01T00:00:00Z',
};

const getMyProfile: Case = {
	name: 'user: get my profile',
	parameters: { resource: 'user', operation: 'getMyProfile' },
	items: NOTES.map((note) => ({ note })),
	calls: NOTES.map(() => [OWN_CALL]),
	outputs: NOTES.map(() => [{ id: OWN_USER_ID, first_name: 'Asha' }]),
	faulty: { call: 0, skip: 1 },
	withoutData: PLAIN_OUTPUT,
	changes: false,
	idempotent: true,
};

const updateById: Case = {
	name: 'user: update, by id',
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: byId('={{ $json.id }}'),
		profileFields: { first_name: '={{ $json.name }}' },
		administrativeFields: { is_active: false },
	},
	items: NOTES.map((note, n) => ({ note, id: otherUserId(n), name: `New ${n}` })),
	calls: NOTES.map((_, n) => [put(otherUserId(n), { first_name: `New ${n}`, is_active: false })]),
	outputs: NOTES.map((_, n) => [{ id: otherUserId(n), first_name: `New ${n}`, is_active: false }]),
	faulty: { call: 0, skip: 1 },
	withoutData: PLAIN_OUTPUT,
	changes: true,
	idempotent: true,
	badInput: { item: { id: null }, message: /User ID/ },
};

const updateOwn: Case = {
	...updateById,
	name: 'user: update, the own one, looked up once',
	parameters: {
		resource: 'user',
		operation: 'update',
		profileFields: { first_name: '={{ $json.name }}', email: '={{ $json.mail }}' },
	},
	items: NOTES.map((note, n) => ({ note, name: `New ${n}`, mail: `new${n}@agency.example` })),
	calls: NOTES.map((_, n) => [
		...(n === 0 ? [OWN_CALL] : []),
		put(OWN_USER_ID, { first_name: `New ${n}`, email: `new${n}@agency.example` }),
	]),
	outputs: NOTES.map((_, n) => [{ id: OWN_USER_ID, first_name: `New ${n}`, last_name: 'Rao' }]),
	faulty: { call: 0, match: { method: 'PUT' }, skip: 1 },
	badInput: { item: { mail: 'nobody' }, message: /Email/ },
};

const keepTheRest: Case = {
	...updateOwn,
	name: 'user: update, keeping the rest',
	parameters: {
		resource: 'user',
		operation: 'update',
		mode: 'keepTheRest',
		profileFields: { state: '={{ $json.name }}', email: '={{ $json.mail }}' },
	},
	items: NOTES.map((note, n) => ({ note, name: `State ${n}`, mail: 'asha.rao@agency.example' })),
	calls: NOTES.map((_, n) => [OWN_CALL, put(OWN_USER_ID, { ...KEPT, state: `State ${n}` })]),
	outputs: NOTES.map((_, n) => [{ id: OWN_USER_ID, state: `State ${n}`, is_active: true }]),
	faulty: { call: 1, match: { method: 'PUT' }, skip: 1 },
	prepare: ({ state }) => (state.resetsOmitted = true),
};

const keepTheRestUnread: Case = {
	...keepTheRest,
	name: 'user: update, keeping the rest, with the fault at the reading',
	faulty: { call: 0, match: { method: 'GET' }, skip: 1 },
	changes: false,
	idempotent: true,
};
delete keepTheRestUnread.withoutData;

/** With a look-up, and with a read before a write that keeps the rest. */
describe.each([updateOwn, keepTheRest])('$name', (operation) => {
	describe('whatever comes of a request', () => describeOutcomes(bench, operation));

	describe('with retries', () => describeRecoveries(bench, operation));
});

describe.each([getMyProfile, updateById, keepTheRestUnread])('$name', (operation) => {
	describe('whatever comes of a request', () => describeSampleOfOutcomes(bench, operation));

	describe('with retries', () => describeSampleOfRecoveries(bench, operation));
});
