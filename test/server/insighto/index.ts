/** The Insighto test server: driven by `spec/insighto.openapi.yaml`, with the faults of the others. */
import type { Document, OpenAPIBackend } from 'openapi-backend';
import type { Incoming } from '../incoming';
import type { AuthorizationState, ServedApi } from '../served';
import { buildBackend } from '../served';
import type { TestServer } from '../server';
import { startServer } from '../server';
import { readSpec } from '../spec';
import { failure, invalid } from './errors';
import { HANDLERS } from './handlers';
import { InsightoState } from './state';

export { OWN_USER_ID, otherUserId } from './state';
export type { InsightoState } from './state';

export const SPEC_FILE = 'insighto.openapi.yaml';

/** With characters that a URL writes in another way, as the real keys may have them. */
export const API_KEY = 'in-Test+Key/With=Signs 0123456789';

export type InsightoServer = TestServer<InsightoState>;

function authorizationOf({ query }: Pick<Incoming, 'query'>): AuthorizationState {
	const key = query['api_key'];
	if (key === undefined) return 'missing';
	return key === API_KEY ? 'right' : 'wrong';
}

/** The validator takes the key, which stands under `security`, for a parameter nobody described. */
function withKeyParameter(definition: Document): Document {
	const key = { name: 'api_key', in: 'query', schema: { type: 'string' } } as const;
	for (const path of Object.values(definition.paths ?? {}))
		Object.assign(path ?? {}, { parameters: [key] });
	return definition;
}

let shared: Promise<OpenAPIBackend> | undefined;

async function buildApi(): Promise<OpenAPIBackend> {
	return await buildBackend<InsightoState>({
		definition: withKeyParameter(readSpec(SPEC_FILE)),
		root: '/',
		handlers: HANDLERS,
		securityHandlers: {
			apiKey: ({ request }) =>
				authorizationOf({ query: request.query as Incoming['query'] }) === 'right',
		},
		invalid,
		unauthorized: () => failure(401, 'Could not validate credentials'),
		unknown: () => failure(404, 'Not Found'),
	});
}

/** All servers of a process share what routes and validates: it keeps no state. */
async function servedInsighto(): Promise<ServedApi<InsightoState>> {
	shared ??= buildApi();
	return {
		backend: await shared,
		root: '',
		freshState: () => new InsightoState(),
		stateView: ({ users }) => ({ users: [...users.values()] }),
		authorizationOf,
		failure,
	};
}

/** @param port any free one by default */
export async function startInsightoServer(port?: number): Promise<InsightoServer> {
	return await startServer(await servedInsighto(), port);
}
