import { timingSafeEqual } from 'node:crypto';
import type { ErrorObject } from 'ajv';
import type { OpenAPIBackend } from 'openapi-backend';
import type { MockResponse } from './responses';
import { failure } from './responses';
import { HANDLERS } from './handlers';
import { PERSONALITY, describedPath, presented, understood } from './personality';
import type { AuthorizationState, ServedApi } from './served';
import { buildBackend } from './served';
import { readSpec } from './spec';
import { ConscentState } from './state';
import type { SeedOptions } from './state';

/** Where Conscent's API lives below its host. */
export const API_ROOT = '/api';

export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

const RIGHT_AUTHORIZATION = Buffer.from(
	`Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}`,
);

export function authorizationState(given: string | string[] | undefined): AuthorizationState {
	const header = Array.isArray(given) ? given[0] : given;
	if (header === undefined) return 'missing';
	const bytes = Buffer.from(header);
	const isRight =
		bytes.length === RIGHT_AUTHORIZATION.length && timingSafeEqual(bytes, RIGHT_AUTHORIZATION);
	return isRight ? 'right' : 'wrong';
}

function invalid(errors: readonly ErrorObject[], messages: readonly string[]): MockResponse {
	const broken = errors.find(({ keyword }) => keyword === 'parse');
	// NestJS responds to broken JSON with one text, and to wrong fields with a list.
	return failure(400, broken?.message ?? [...messages]);
}

async function buildApi(): Promise<OpenAPIBackend> {
	return await buildBackend<ConscentState>({
		definition: readSpec(),
		root: API_ROOT,
		handlers: HANDLERS,
		securityHandlers: {
			basicAuth: ({ request }) => authorizationState(request.headers['authorization']) === 'right',
		},
		invalid,
		unauthorized: () => failure(401, 'Unauthorized'),
		unknown: (text) => failure(404, text),
	});
}

let shared: Promise<OpenAPIBackend> | undefined;

/** All servers of a process share one: it keeps no state, and compiling its validators takes a while. */
export async function conscentApi(): Promise<OpenAPIBackend> {
	shared ??= buildApi();
	return await shared;
}

export async function servedConscent(seed: SeedOptions): Promise<ServedApi<ConscentState>> {
	return {
		backend: await conscentApi(),
		root: API_ROOT,
		freshState: () => new ConscentState(seed),
		stateView: ({ users, dashboardUsers }) => ({
			users: [...users.values()],
			dashboardUsers: [...dashboardUsers.values()],
		}),
		authorizationOf: ({ headers }) => authorizationState(headers['authorization']),
		failure,
		personalise: (state, personality) => {
			const { data, error } = PERSONALITY.safeParse(personality);
			if (error)
				throw new Error(`personality: ${error.issues.map(({ message }) => message).join('; ')}`);
			state.personality = data;
		},
		understood: (incoming, { personality }) => {
			const path = describedPath(incoming.path, API_ROOT, personality);
			const isAuthorised = authorizationState(incoming.headers['authorization']) === 'right';
			const described = { ...incoming, path };
			return isAuthorised ? understood(described, personality) : described;
		},
		presented: (response, incoming, { personality }) => presented(response, incoming, personality),
	};
}
