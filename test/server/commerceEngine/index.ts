/** The Commerce Engine test server: driven by `spec/commerce-engine.openapi.yaml`, with the faults of the others. */
import type { Context, OpenAPIBackend } from 'openapi-backend';
import type { Incoming } from '../incoming';
import type { AuthorizationState, ServedApi } from '../served';
import { buildBackend } from '../served';
import type { TestServer } from '../server';
import { startServer } from '../server';
import { readSpec } from '../spec';
import { failure, invalid, notAuthorized } from './errors';
import { HANDLERS } from './handlers';
import { API_KEY, CommerceEngineState, STORE_ID } from './state';

export * from './credential';
export * from './state';

export const SPEC_FILE = 'commerce-engine.openapi.yaml';

/** Where the API lives below its host. */
export const API_ROOT = `/api/v1/${encodeURIComponent(STORE_ID)}/storefront`;

const SIGN_IN_PATH = '/auth/login/password';

export type CommerceEngineServer = TestServer<CommerceEngineState>;

type Headers = Incoming['headers'];

function bearerIn(headers: Headers): string | undefined {
	return /^Bearer (.+)$/.exec(String(headers['authorization'] ?? ''))?.[1];
}

function authorizationOf(
	{ path, headers }: Pick<Incoming, 'path' | 'headers'>,
	state: CommerceEngineState,
): AuthorizationState {
	if (path.endsWith('/auth/anonymous')) {
		const key = headers['x-api-key'];
		if (key === undefined) return 'missing';
		return key === API_KEY ? 'right' : 'wrong';
	}
	const bearer = bearerIn(headers);
	if (bearer === undefined) return 'missing';
	if (path.endsWith(SIGN_IN_PATH)) return state.isAnonymous(bearer) ? 'right' : 'wrong';
	return state.userOf(bearer) ? 'right' : 'wrong';
}

function isAuthorized({ request }: Context, state: CommerceEngineState): boolean {
	return authorizationOf({ path: request.path, headers: request.headers }, state) === 'right';
}

let shared: Promise<OpenAPIBackend> | undefined;

async function buildApi(): Promise<OpenAPIBackend> {
	return await buildBackend<CommerceEngineState>({
		definition: readSpec(SPEC_FILE),
		root: API_ROOT,
		handlers: HANDLERS,
		securityHandlers: { apiKey: isAuthorized, session: isAuthorized },
		invalid,
		unauthorized: notAuthorized,
		unknown: (text) => failure(404, text),
	});
}

/** All servers of a process share what routes and validates: it keeps no state. */
async function servedCommerceEngine(): Promise<ServedApi<CommerceEngineState>> {
	shared ??= buildApi();
	return {
		backend: await shared,
		root: API_ROOT,
		freshState: () => new CommerceEngineState(),
		stateView: ({ users, addresses }) => ({
			users: [...users.values()],
			addresses: [...addresses.values()],
		}),
		authorizationOf,
		failure,
	};
}

/** @param port any free one by default */
export async function startCommerceEngineServer(port?: number): Promise<CommerceEngineServer> {
	return await startServer(await servedCommerceEngine(), port);
}
