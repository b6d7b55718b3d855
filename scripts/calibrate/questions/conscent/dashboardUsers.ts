/**
 * What creating a dashboard user needs and returns. No documented call deletes one, so this is asked only with
 * `--allow-create` and the email address that comes with it.
 */
import { randomBytes } from 'node:crypto';

import type { Asking, CallResponse, Json, Question, Steps } from '../../question';
import { factsOf, isJson, isRefused, open, pointer, told, valueAt } from '../../question';
import { mapValues } from '../../shape';

export const DASHBOARD_USERS = '/v2/client/multi-user';

const OPERATION = pointer('paths', DASHBOARD_USERS, 'post');
const SCHEMAS = '/components/schemas';
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

/** Each with more than the one before, so that the first that is taken tells what is required. */
const BODIES = {
	email: ['email'],
	password: ['email', 'password'],
	role: ['email', 'password', 'role'],
	permissions: ['email', 'password', 'permissions'],
	all: ['email', 'password', 'role', 'permissions'],
} as const;

function bodiesOf(email: string, password: string): Record<string, Json> {
	const values: Json = { email, password, role: 'ADMIN', permissions: { export: false } };
	return mapValues<readonly string[], Json>(BODIES, (keys) =>
		Object.fromEntries(keys.map((key) => [key, values[key]])),
	);
}

/** @returns what was created, and what came of it */
function* create(email: string): Asking<[body: Json, response: CallResponse] | undefined> {
	// Long and of all kinds, so that it is not refused for what it is. It is told to nobody.
	const password = `Aa1!${randomBytes(18).toString('base64url')}`;
	const responses: CallResponse[] = [];
	for (const [call, body] of Object.entries(bodiesOf(email, password))) {
		const response = yield { call, body };
		responses.push(response);
		if (!isRefused(response)) {
			const keys = Object.keys(body);
			yield told(REQUIRED, keys, `Created with ${keys.join(', ')}, and not before`, ...responses);
			return [body, response];
		}
		// Taken already: nothing that is missing was complained of.
		if (response.status === 409) break;
	}
	const statuses = responses.map(({ status }) => status).join(', ');
	const facts = [REQUIRED, JSON_BODY, USER_ID, REPEATED, CONFLICT, ROLE];
	yield* open(`None was created: HTTP ${statuses}`, ...facts);
	return undefined;
}

function* askRepeated(body: Json): Steps {
	const again = yield { call: 'again', body };
	const text = `The same once more gets HTTP ${again.status}`;
	yield told(REPEATED, isRefused(again) ? 'refused' : 'accepted', text, again);
	yield told(CONFLICT, isRefused(again) ? again.status === 409 : undefined, text, again);
}

function* askRole(id: unknown): Steps {
	if (typeof id !== 'string') {
		return yield* open('Without its id the dashboard user cannot be changed', ROLE);
	}
	const changed = yield { call: 'unknownRole', id };
	yield told(ROLE, isRefused(changed) ? 'refused' : 'taken', `HTTP ${changed.status}`, changed);
}

export const dashboardUsers: Question = {
	id: 'dashboard-users',
	title: 'What does creating a dashboard user need and return?',
	kind: 'create',
	facts: [
		...factsOf(FILES, {
			[REQUIRED]: [
				'What creating a dashboard user requires',
				`${SCHEMAS}/DashboardUserCreate`,
				'required',
			],
			[JSON_BODY]: [
				'Creating a dashboard user returns JSON',
				`${OPERATION}/responses/201/content/application~1json`,
			],
			[USER_ID]: [
				"Creating a dashboard user returns its 'userId'",
				`${SCHEMAS}/DashboardUserCreated/properties/userId`,
			],
			[CONFLICT]: [
				'An email address that is taken gets HTTP 409',
				'/components/responses/Conflict',
			],
		}),
		...factsOf(['nodes/Conscent/apiFacts.ts', ...FILES], {
			[REPEATED]: [
				'What comes of creating the same dashboard user twice',
				OPERATION,
				'x-repeated-create',
			],
		}),
		...factsOf(['nodes/Conscent/fields/account.ts'], {
			[ROLE]: [
				'What comes of a role that nobody knows',
				`${SCHEMAS}/DashboardUserCreate/properties/role`,
				'x-unknown-role',
			],
		}),
	],
	calls() {
		const post = { method: 'POST', path: DASHBOARD_USERS } as const;
		const bodies = bodiesOf('‹of --allow-create›', '‹random›');
		const changes = 'creates the dashboard user, if this is enough; it stays';
		return {
			...mapValues(bodies, (body) => ({ ...post, body, changes })),
			again: {
				...post,
				body: bodies['all'] ?? {},
				changes: 'creates it again, if the API lets it',
			},
			unknownRole: {
				method: 'PATCH',
				path: `${DASHBOARD_USERS}/‹id of the created›`,
				body: { role: 'CALIBRATE' },
				changes: 'gives the created dashboard user a role that nobody knows, if the API lets it',
			},
		};
	},
	*steps({ createEmail = '' }) {
		const created = yield* create(createEmail);
		if (!created) return;
		const [body, response] = created;
		const isJsonBody = isJson(response.body);
		yield told(JSON_BODY, isJsonBody, `It returns ${isJsonBody ? 'JSON' : 'text'}`, response);
		const id = valueAt(response.body, 'userId');
		const hasId = typeof id === 'string';
		yield told(USER_ID, hasId, hasId ? 'It does' : 'It does not', response);
		yield* askRepeated(body);
		yield* askRole(id);
	},
};
