import { accountOf } from '../../../nodes/CommerceEngine/account';
import type { TestServer } from '../../server/server';
import {
	API_KEY,
	API_ROOT,
	PASSWORD,
	USER_IDS,
	commerceEngineCredentialData,
	startCommerceEngineServer,
} from '../../server/commerceEngine';
import type { CommerceEngineState } from '../../server/commerceEngine';
import type { ExpectedCall } from './cases/operationCase';
import { callsOf } from './operationRun';
import type { TestedService } from './serviceBench';

/** Ends each token that the server gives. */
const TOKEN_PART = 'not-a-real-signature';

export const COMMERCE_ENGINE: TestedService<CommerceEngineState> = {
	name: 'Commerce Engine',
	nodeType: 'commerceEngine',
	credentialType: 'commerceEngineApi',
	secrets: [API_KEY, PASSWORD, TOKEN_PART],
	start: startCommerceEngineServer,
	/** With the token of an earlier run. */
	credentialFor: ({ url, state }) => {
		const credential = commerceEngineCredentialData(url);
		const sessionToken = state.signIn(USER_IDS[0]);
		return { ...credential, sessionToken, sessionAccount: accountOf(credential) };
	},
	urlOf: (url) => url.replace(API_ROOT, ''),
	sessionOf: ({ state }) => state,
};

export function commerceEngineCalls(server: TestServer<CommerceEngineState>): ExpectedCall[] {
	return callsOf(server, COMMERCE_ENGINE);
}
