import type { TestServer } from '../../server/server';
import { API_KEY, startInsightoServer } from '../../server/insighto';
import type { InsightoState } from '../../server/insighto';
import type { Companion } from './companions/bench';
import type { ExpectedCall } from './companions/outcomes';
import { callsOf } from './companions/outcomes';

export const INSIGHTO: Companion<InsightoState> = {
	name: 'Insighto',
	nodeType: 'insighto',
	credentialType: 'insightoApi',
	// As it is, and in the two forms in which URLs hold it; `leakedSecrets` adds the one of encodeURIComponent.
	secrets: [API_KEY, new URLSearchParams({ key: API_KEY }).toString().slice('key='.length)],
	start: startInsightoServer,
	credentialFor: ({ url }) => ({ baseUrl: url, apiKey: API_KEY }),
};

/** The requests without the key, which each of them must carry. */
export function insightoCalls(server: TestServer<InsightoState>): ExpectedCall[] {
	expect(server.records.map(({ authorization }) => authorization)).toEqual(
		server.records.map(() => 'right'),
	);
	return callsOf(server, (url) => url.replace(/[?&]api_key=[^&]*/, ''));
}
