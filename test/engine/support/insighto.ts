import type { TestServer } from '../../server/server';
import { API_KEY, startInsightoServer } from '../../server/insighto';
import type { InsightoState } from '../../server/insighto';
import type { ExpectedCall } from './cases/operationCase';
import { callsOf } from './operationRun';
import type { TestedService } from './serviceBench';

export const INSIGHTO: TestedService<InsightoState> = {
	name: 'Insighto',
	nodeType: 'insighto',
	credentialType: 'insightoApi',
	// As it is, and in the two forms in which URLs hold it; `leakedSecrets` adds the one of encodeURIComponent.
	secrets: [API_KEY, new URLSearchParams({ key: API_KEY }).toString().slice('key='.length)],
	start: startInsightoServer,
	credentialFor: ({ url }) => ({ baseUrl: url, apiKey: API_KEY }),
	urlOf: (url) => url.replace(/[?&]api_key=[^&]*/, ''),
};

export function insightoCalls(server: TestServer<InsightoState>): ExpectedCall[] {
	return callsOf(server, INSIGHTO);
}
