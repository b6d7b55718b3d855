/**
 * What creating a dashboard user needs and returns. No documented call deletes one, so this is asked only with
 * `--allow-create` and the email address that comes with it.
 */
import { randomBytes } from 'node:crypto';

import type { Asking, CallResponse, Json, Question, Steps } from '../../question';
import { factsOf, isJson, isRefused, open, told, valueAt } from '../../question';
import { mapValues, shapeText } from '../../shape';

export const DASHBOARD_USERS = '/v2/client/multi-user';

const OPERATION = '/paths/~1v2~1client~1multi-user/post';
const CREATE = '/components/schemas/DashboardUserCreate';
const FILES = [
	'nodes/Conscent/resources/dashboardUser/create.ts',
	'test/server/handlers/dashboardUsers.ts',
];

/** Each with more than the one before, so that the first that is taken tells what is required. */
function bodiesOf(email: string, password: string) {
	const role = 'ADMIN';
	const permissions = { export: false };
	return {
		email: { email },
		password: { email, password },
		role: { email, password, role },
		permissions: { email, password, permissions },
		all: { email, password, role, permissions },
	};
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
			const text = `Created with ${keys.join(', ')}, and not before`;
			yield told('dashboard.required', keys, text, ...responses);
			return [body, response];
		}
		// Taken already: nothing that is missing was complained of.
		if (response.status === 409) break;
	}
	const statuses = responses.map(({ status }) => status).join(', ');
	yield* open(`None was created: HTTP ${statuses}`);
	return undefined;
}

function* askRepeated(body: Json): Steps {
	const again = yield { call: 'again', body };
	const text = `The same once more gets HTTP ${again.status}`;
	const isConflict = isRefused(again) ? again.status === 409 : undefined;
	yield told('dashboard.repeated', isRefused(again) ? 'refused' : 'accepted', text, again);
	yield told('dashboard.conflict', isConflict, text, again);
}

function* askRole(id: unknown): Steps {
	if (typeof id !== 'string') {
		return yield* open('Without its id the dashboard user cannot be changed');
	}
	const changed = yield { call: 'unknownRole', id };
	const saw = isRefused(changed) ? 'refused' : 'taken';
	yield told('dashboard.unknown-role', saw, `HTTP ${changed.status}`, changed);
}

export const dashboardUsers: Question = {
	id: 'dashboard-users',
	title: 'What does creating a dashboard user need and return?',
	kind: 'create',
	facts: [
		...factsOf(FILES, {
			'dashboard.required': ['What creating a dashboard user requires', CREATE, 'required'],
			'dashboard.json': [
				'Creating a dashboard user returns JSON',
				`${OPERATION}/responses/201/content/application~1json`,
			],
			'dashboard.user-id': ["Creating one returns its 'userId'", `${CREATE}d/properties/userId`],
			'dashboard.conflict': ['A taken email address gets 409', '/components/responses/Conflict'],
		}),
		...factsOf(['nodes/Conscent/apiFacts.ts', ...FILES], {
			'dashboard.repeated': ['What creating one twice does', OPERATION, 'x-repeated-create'],
		}),
		...factsOf(['nodes/Conscent/fields/account.ts'], {
			'dashboard.unknown-role': [
				'What comes of a role that nobody knows',
				`${CREATE}/properties/role`,
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
			again: { ...post, body: bodies.all, changes: 'creates it again, if the API lets it' },
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
		const id = valueAt(response.body, 'userId');
		const text = `It returns ${shapeText(response.body)}`;
		yield told('dashboard.json', isJson(response.body), text, response);
		yield told('dashboard.user-id', typeof id === 'string', text, response);
		yield* askRepeated(body);
		yield* askRole(id);
	},
};
