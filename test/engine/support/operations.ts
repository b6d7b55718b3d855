import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ConscentServer, FaultMatch } from '../../server';
import { SAMPLE_USER_IDS } from '../../server';

/** The exact request an item must cause. */
export interface ExpectedRequest {
	method: string;
	url: string;
	body: IDataObject;
}

/** One operation as the tests of all operations see it: three items, told apart by the server. */
export interface OperationCase {
	name: string;
	operationId: string;
	parameters: INodeParameters;
	/** Each has a `note`, which is no field of the API: it shows that input reaches the error branch. */
	items: IDataObject[];
	/** How the server recognises the middle one. */
	middle: FaultMatch;
	/** Changes of the middle item that make its parameters wrong, and words of the message that says so. */
	badInput: IDataObject;
	badInputMessage: RegExp;
	requests: ExpectedRequest[];
	/** Part of what the node must put out for each item. */
	outputs: IDataObject[];
	/** Sets up what the items refer to. */
	prepare?(server: ConscentServer): void;
	secrets: string[];
}

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

export function byId(value: string): IDataObject {
	return { __rl: true, mode: 'id', value };
}

const updateUser: OperationCase = {
	name: 'user: update',
	operationId: 'updateUser',
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: byId('={{ $json.id }}') as INodeParameters,
		updateFields: { name: '={{ $json.newName }}', enableOffers: false },
	},
	items: SAMPLE_USER_IDS.map((id, n) => ({ id, newName: `Reader ${n}`, note: `item ${n}` })),
	middle: { userId: SAMPLE_USER_IDS[1] },
	badInput: { id: '' },
	badInputMessage: /'User' is/,
	requests: SAMPLE_USER_IDS.map((id, n) => ({
		method: 'PATCH',
		url: `/api/v2/client/update-user?userId=${id}`,
		body: { name: `Reader ${n}`, enableOffers: false },
	})),
	outputs: SAMPLE_USER_IDS.map((userId, n) => ({ userId, name: `Reader ${n}`, status: 'ACTIVE' })),
	secrets: [],
};

const createDashboardUser: OperationCase = {
	name: 'dashboard user: create',
	operationId: 'createDashboardUser',
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
	middle: { email: 'new1@publisher.example' },
	badInput: { mail: 'not an address' },
	badInputMessage: /Email/,
	requests: [0, 1, 2].map((n) => ({
		method: 'POST',
		url: '/api/v2/client/multi-user',
		body: {
			email: `new${n}@publisher.example`,
			password: PASSWORD,
			role: 'ADMIN',
			permissions: permissions(['ignite', 'Checkout']),
		},
	})),
	outputs: [0, 1, 2].map(() => ({ message: 'User created successfully' })),
	secrets: [PASSWORD],
};

const updateDashboardUser: OperationCase = {
	name: 'dashboard user: update',
	operationId: 'updateDashboardUser',
	parameters: {
		resource: 'dashboardUser',
		operation: 'update',
		userId: byId('={{ $json.id }}') as INodeParameters,
		updateFields: { password: PASSWORD_EXPRESSION },
		permissionsMode: 'changes',
		permissionChanges: { journey: true, export: false },
	},
	items: DASHBOARD_USER_IDS.map((id, n) => ({ id, note: `item ${n}` })),
	middle: { userId: DASHBOARD_USER_IDS[1] },
	badInput: { id: null },
	badInputMessage: /'User ID' is/,
	requests: DASHBOARD_USER_IDS.map((id) => ({
		method: 'PATCH',
		url: `/api/v2/client/multi-user/${id}`,
		body: { password: PASSWORD, permissions: { journey: true, export: false } },
	})),
	outputs: [0, 1, 2].map(() => ({ message: 'User updated successfully' })),
	prepare: ({ state }) => {
		for (const userId of DASHBOARD_USER_IDS) {
			const email = `${userId}@publisher.example`;
			const user = { userId, email, role: 'ADMIN', permissions: {}, passwordsSet: 1 };
			state.dashboardUsers.set(userId, user);
		}
	},
	secrets: [PASSWORD],
};

export const OPERATIONS = [updateUser, createDashboardUser, updateDashboardUser];
