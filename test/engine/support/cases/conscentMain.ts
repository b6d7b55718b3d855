import type { IDataObject } from 'n8n-workflow';
import type { ConscentState } from '../../../server';
import { SAMPLE_USER_IDS } from '../../../server';
import type { OperationCase } from './operationCase';
import { PLAIN_OUTPUT, byId } from './operationCase';

type ConscentCase = OperationCase<ConscentState>;

const DASHBOARD_USER_IDS = [
	'd0000000000000000000000a',
	'd0000000000000000000000b',
	'd0000000000000000000000c',
];

/** In no item and no parameter as it stands: where it appears, the node let it out. */
const PASSWORD = 'Pa55-for-Conscent';
const PASSWORD_EXPRESSION = "={{ ['Pa55', 'for', 'Conscent'].join('-') }}";

const ALL_GRANTED = {
	ignite: true,
	paywallBuilder: true,
	popUpBuilder: true,
	newsLetterBuilder: true,
	meterBannerBuilder: true,
	loginSetting: true,
	manageSubscription: true,
	audienceSegment: true,
	journey: true,
	payments: true,
	taxation: true,
	subscriptionPlan: true,
	manualSubscriptions: true,
	Checkout: true,
	micropayments: true,
	paymentGateway: true,
	notifications: true,
	billing: true,
	documentation: true,
	ga4: true,
	export: true,
	webhooks: true,
	internalUser: true,
	pdfManager: true,
};

export const PERMISSION_KEYS = Object.keys(ALL_GRANTED);

export function permissions(granted: string[]): Record<string, boolean> {
	return Object.fromEntries(PERMISSION_KEYS.map((key) => [key, granted.includes(key)]));
}

const updateUser: ConscentCase = {
	name: 'user: update',
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: byId('={{ $json.id }}'),
		updateFields: { name: '={{ $json.newName }}', enableOffers: false },
	},
	items: SAMPLE_USER_IDS.map((id, n) => ({ id, newName: `Reader ${n}`, note: `item ${n}` })),
	faulty: { call: 0, match: { userId: SAMPLE_USER_IDS[1] } },
	withoutData: PLAIN_OUTPUT,
	changes: true,
	idempotent: true,
	badInput: { item: { id: '' }, message: /'User' is/ },
	calls: SAMPLE_USER_IDS.map((id, n) => [
		{
			method: 'PATCH',
			url: `/v2/client/update-user?userId=${id}`,
			body: { name: `Reader ${n}`, enableOffers: false },
		},
	]),
	outputs: SAMPLE_USER_IDS.map((userId, n) => [{ userId, name: `Reader ${n}`, status: 'ACTIVE' }]),
};

/** What is known of the item stands before what a response without data comes to. */
function plainOutput(known: IDataObject) {
	return {
		empty: { ...known, ...PLAIN_OUTPUT.empty },
		text: { ...known, ...PLAIN_OUTPUT.text },
	};
}

const createDashboardUser: ConscentCase = {
	name: 'dashboard user: create',
	parameters: {
		resource: 'dashboardUser',
		operation: 'create',
		email: '={{ $json.mail }}',
		password: PASSWORD_EXPRESSION,
		role: 'ADMIN',
		permissionsMode: 'selected',
		grantedPermissions: ['ignite', 'Checkout'],
	},
	items: [0, 1, 2].map((n) => ({ mail: `new${n}@publisher.example`, note: `item ${n}` })),
	faulty: { call: 0, match: { email: 'new1@publisher.example' } },
	withoutData: plainOutput({ email: 'new1@publisher.example', granted: ['Checkout', 'Ignite'] }),
	changes: true,
	idempotent: false,
	badInput: { item: { mail: 'not an address' }, message: /Email/ },
	calls: [0, 1, 2].map((n) => [
		{
			method: 'POST',
			url: '/v2/client/multi-user',
			body: {
				email: `new${n}@publisher.example`,
				password: PASSWORD,
				role: 'ADMIN',
				permissions: permissions(['ignite', 'Checkout']),
			},
		},
	]),
	outputs: [0, 1, 2].map((n) => [
		{
			userId: expect.any(String) as unknown as string,
			email: `new${n}@publisher.example`,
			message: 'User created successfully',
		},
	]),
	secrets: [PASSWORD],
};

/** What was changed, in the editor's words. */
const CHANGED = { granted: ['Journeys'], revoked: ['Export'] };
const CHANGED_MIDDLE = { userId: DASHBOARD_USER_IDS[1], ...CHANGED };

const updateDashboardUser: ConscentCase = {
	name: 'dashboard user: update',
	parameters: {
		resource: 'dashboardUser',
		operation: 'update',
		userId: byId('={{ $json.id }}'),
		updateFields: { password: PASSWORD_EXPRESSION },
		permissionsMode: 'changes',
		permissionChanges: { journey: true, export: false },
	},
	items: DASHBOARD_USER_IDS.map((id, n) => ({ id, note: `item ${n}` })),
	faulty: { call: 0, match: { userId: DASHBOARD_USER_IDS[1] } },
	withoutData: plainOutput(CHANGED_MIDDLE),
	changes: true,
	idempotent: true,
	badInput: { item: { id: null }, message: /'User ID' is/ },
	calls: DASHBOARD_USER_IDS.map((id) => [
		{
			method: 'PATCH',
			url: `/v2/client/multi-user/${id}`,
			body: { password: PASSWORD, permissions: { journey: true, export: false } },
		},
	]),
	outputs: DASHBOARD_USER_IDS.map((userId) => [
		{ message: 'User updated successfully', userId, ...CHANGED },
	]),
	prepare: ({ state }) => {
		for (const userId of DASHBOARD_USER_IDS) {
			const email = `${userId}@publisher.example`;
			const user = { userId, email, role: 'ADMIN', permissions: {}, passwordsSet: 1 };
			state.dashboardUsers.set(userId, user);
		}
	},
	secrets: [PASSWORD],
};

const PHONE = '9867979689';
/** Each with its pages: a short one may be followed by another, an empty one is the last. */
const LISTINGS: ReadonlyArray<readonly [path: string, pages: readonly number[]]> = [
	['/v2/client/purchases/subscriptions', [1, 2]],
	['/v1/client/purchases/subscriptions', [1, 2]],
	['/v1/client/purchases/passes', [1]],
	['/v1/client/purchases/micropayments', [1, 2]],
];

const LOOKUP = LISTINGS.flatMap(([path, pages]) =>
	pages.map((page) => ({
		method: 'GET',
		url: `${path}?phoneNumber=${PHONE}&pageNumber=${page}&pageSize=500`,
	})),
);

const updateUserByPhone: ConscentCase = {
	...updateUser,
	name: 'user: update, by phone number',
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: { __rl: true, mode: 'phone', value: '={{ $json.phone }}' },
		updateFields: { name: '={{ $json.newName }}' },
	},
	items: [0, 1, 2].map((n) => ({ phone: PHONE, newName: `Reader ${n}`, note: `item ${n}` })),
	faulty: { call: 0, match: { operationId: 'updateUser' }, skip: 1 },
	badInput: { item: { phone: '12' }, message: /'User' is not a phone number/ },
	// Looked up once in a run.
	calls: [0, 1, 2].map((n) => [
		...(n === 0 ? LOOKUP : []),
		{
			method: 'PATCH',
			url: `/v2/client/update-user?userId=${SAMPLE_USER_IDS[0]}`,
			body: { name: `Reader ${n}` },
		},
	]),
	outputs: [0, 1, 2].map((n) => [{ userId: SAMPLE_USER_IDS[0], name: `Reader ${n}` }]),
};

/** The three operations that the package exists for. */
export const MAIN_CASES = [updateUser, createDashboardUser, updateDashboardUser];

export const LOOK_UP_CASE = updateUserByPhone;
