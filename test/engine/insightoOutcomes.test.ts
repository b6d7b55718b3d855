import { OWN_USER_ID, otherUserId } from '../server/insighto';
import type { InsightoState } from '../server/insighto';
import { CompanionBench } from './support/companions/bench';
import { describeOutcomes } from './support/companions/outcomes';
import type { CompanionCase } from './support/companions/outcomes';
import { describeRecoveries } from './support/companions/recoveries';
import { INSIGHTO, insightoCalls } from './support/insighto';

const bench = new CompanionBench(INSIGHTO);

const OWN_CALL = { method: 'GET', url: '/api/v1/user' };
const NOTES = ['one', 'two', 'three'];
const PLAIN_OUTPUT = { empty: { success: true }, text: { message: 'Done.' } };

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

const getMyProfile: CompanionCase<InsightoState> = {
	name: 'user: get my profile',
	parameters: { resource: 'user', operation: 'getMyProfile' },
	items: NOTES.map((note) => ({ note })),
	calls: NOTES.map(() => [OWN_CALL]),
	outputs: NOTES.map(() => ({ id: OWN_USER_ID, first_name: 'Asha' })),
	troubled: { call: 0, skip: 1 },
	emptyOutput: PLAIN_OUTPUT,
	changes: false,
};

const updateById: CompanionCase<InsightoState> = {
	name: 'user: update, by id',
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		profileFields: { first_name: '={{ $json.name }}' },
		administrativeFields: { is_active: false },
	},
	items: NOTES.map((note, n) => ({ note, id: otherUserId(n), name: `New ${n}` })),
	calls: NOTES.map((_, n) => [put(otherUserId(n), { first_name: `New ${n}`, is_active: false })]),
	outputs: NOTES.map((_, n) => ({ id: otherUserId(n), first_name: `New ${n}`, is_active: false })),
	troubled: { call: 0, skip: 1 },
	emptyOutput: PLAIN_OUTPUT,
	changes: true,
	badInput: { item: { id: null }, message: /User ID/ },
};

const updateOwn: CompanionCase<InsightoState> = {
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
	outputs: NOTES.map((_, n) => ({ id: OWN_USER_ID, first_name: `New ${n}`, last_name: 'Rao' })),
	troubled: { call: 0, match: { method: 'PUT' }, skip: 1 },
	badInput: { item: { mail: 'nobody' }, message: /Email/ },
};

const keepTheRest: CompanionCase<InsightoState> = {
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
	outputs: NOTES.map((_, n) => ({ id: OWN_USER_ID, state: `State ${n}`, is_active: true })),
	troubled: { call: 1, match: { method: 'PUT' }, skip: 1 },
	prepare: ({ state }) => (state.resetsOmitted = true),
};

const keepTheRestUnread: CompanionCase<InsightoState> = {
	...keepTheRest,
	name: 'user: update, keeping the rest, with the trouble at the reading',
	troubled: { call: 0, match: { method: 'GET' }, skip: 1 },
	changes: false,
};
delete keepTheRestUnread.emptyOutput;

describe.each([getMyProfile, updateById, updateOwn, keepTheRest, keepTheRestUnread])(
	'$name',
	(operation) => {
		describe('whatever a server answers', () => describeOutcomes(bench, operation, insightoCalls));

		describe('with repetitions', () => describeRecoveries(bench, operation, insightoCalls));
	},
);
