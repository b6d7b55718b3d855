/**
 * What creating a dashboard user needs and returns. No documented call deletes one, so this is asked only with
 * `--allow-create` and the email address that comes with it.
 */
import { randomBytes } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Asking, CallResponse, PlannedCall, Steps } from '../../question';
import { isJson, isRefused, open, pointer, question, told, valueAt } from '../../question';

const PATH = '/v2/client/multi-user';
const OPERATION = pointer('paths', PATH, 'post');
const FILES = [
	'nodes/Conscent/resources/dashboardUser/create.ts',
	'test/server/handlers/dashboardUsers.ts',
];

const REQUIRED = 'dashboard.required';
const JSON_BODY = 'dashboard.json';
const USER_ID = 'dashboard.user-id';
const REPEATED = 'dashboard.repeated';
const CONFLICT = 'dashboard.conflict';
const ROLE = 'dashboard.unknown-role';

const PERMISSIONS = { export: false };

/** Each with more than the one before, so that the first that is taken tells what is required. */
const BODIES = {
	email: ['email'],
	password: ['email', 'password'],
	role: ['email', 'password', 'role'],
	permissions: ['email', 'password', 'permissions'],
	all: ['email', 'password', 'role', 'permissions'],
} as const;
type BodyName = keyof typeof BODIES;

function bodyOf(name: BodyName, values: IDataObject): IDataObject {
	return Object.fromEntries(BODIES[name].map((key) => [key, values[key]]));
}

/** Long and of all kinds, so that it is not refused for what it is. It is told to nobody. */
function freshPassword(): string {
	return `Aa1!${randomBytes(18).toString('base64url')}`;
}

interface Created {
	readonly name: BodyName;
	readonly body: IDataObject;
	readonly response: CallResponse;
}

function* create(
	calls: Readonly<Record<BodyName, PlannedCall>>,
	values: IDataObject,
): Asking<Created | undefined> {
	const responses: CallResponse[] = [];
	for (const name of Object.keys(BODIES) as BodyName[]) {
		const body = bodyOf(name, values);
		const response = yield { call: calls[name], body };
		responses.push(response);
		if (!isRefused(response)) {
			const keys = BODIES[name];
			yield told(REQUIRED, keys, `Created with ${keys.join(', ')}, and not before`, ...responses);
			return { name, body, response };
		}
		// Taken already: nothing that is missing was complained of.
		if (response.status === 409) break;
	}
	const statuses = responses.map(({ status }) => status).join(', ');
	for (const fact of [REQUIRED, JSON_BODY, USER_ID, REPEATED, CONFLICT, ROLE]) {
		yield open(fact, `None was created: HTTP ${statuses}`);
	}
	return undefined;
}

function* askRepeated(call: PlannedCall, { body }: Created): Steps {
	const again = yield { call, body };
	const text = `The same once more gets HTTP ${again.status}`;
	yield told(REPEATED, isRefused(again) ? 'refused' : 'accepted', text, again);
	if (isRefused(again)) yield told(CONFLICT, again.status === 409, text, again);
	else yield open(CONFLICT, text);
}

export const dashboardUsers = question({
	id: 'dashboard-users',
	title: 'What does creating a dashboard user need and return?',
	kind: 'create',
	facts: () => [
		{
			id: REQUIRED,
			statement: 'What creating a dashboard user requires',
			at: '/components/schemas/DashboardUserCreate',
			mark: 'required',
			believedBy: FILES,
		},
		{
			id: JSON_BODY,
			statement: 'Creating a dashboard user returns JSON',
			at: `${OPERATION}/responses/201/content/application~1json`,
			believedBy: FILES,
		},
		{
			id: USER_ID,
			statement: "Creating a dashboard user returns its 'userId'",
			at: '/components/schemas/DashboardUserCreated/properties/userId',
			believedBy: FILES,
		},
		{
			id: REPEATED,
			statement: 'What comes of creating the same dashboard user twice',
			at: OPERATION,
			mark: 'x-repeated-create',
			believedBy: ['nodes/Conscent/apiFacts.ts', ...FILES],
		},
		{
			id: CONFLICT,
			statement: 'An email address that is taken gets HTTP 409',
			at: '/components/responses/Conflict',
			believedBy: FILES,
		},
		{
			id: ROLE,
			statement: 'What comes of a role that nobody knows',
			at: '/components/schemas/DashboardUserCreate/properties/role',
			mark: 'x-unknown-role',
			believedBy: ['nodes/Conscent/fields/account.ts'],
		},
	],
	calls() {
		const values = {
			email: '‹of --allow-create›',
			password: '‹random›',
			role: 'ADMIN',
			permissions: PERMISSIONS,
		};
		const creating = (name: BodyName): PlannedCall => ({
			method: 'POST',
			path: PATH,
			body: bodyOf(name, values),
			changes: 'creates the dashboard user, if this is enough; it stays',
		});
		return {
			email: creating('email'),
			password: creating('password'),
			role: creating('role'),
			permissions: creating('permissions'),
			all: creating('all'),
			again: { ...creating('all'), changes: 'creates it again, if the API lets it' },
			unknownRole: {
				method: 'PATCH' as const,
				path: `${PATH}/‹id of the created›`,
				body: { role: 'CALIBRATE' },
				changes: 'gives the created dashboard user a role that nobody knows, if the API lets it',
			},
		};
	},
	*steps({ again, unknownRole, ...calls }, { createEmail }) {
		const values = {
			email: createEmail,
			password: freshPassword(),
			role: 'ADMIN',
			permissions: PERMISSIONS,
		};
		const created = yield* create(calls, values);
		if (!created) return;
		const { response } = created;
		const isJsonBody = isJson(response.body);
		yield told(JSON_BODY, isJsonBody, `It returns ${isJsonBody ? 'JSON' : 'text'}`, response);
		const userId = valueAt(response.body, 'userId');
		const hasId = typeof userId === 'string';
		yield told(USER_ID, hasId, hasId ? 'It does' : 'It does not', response);
		yield* askRepeated(again, created);
		if (!hasId) {
			yield open(ROLE, 'Without its id the dashboard user cannot be changed');
			return;
		}
		const changed = yield { call: unknownRole, id: userId };
		const text = `HTTP ${changed.status}`;
		yield told(ROLE, isRefused(changed) ? 'refused' : 'taken', text, changed);
	},
});
