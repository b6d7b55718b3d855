import { startConscentServer } from '../../server';
import type { ConscentServerOptions, ConscentState } from '../../server';
import type { TestedService } from './serviceBench';
import { ServiceBench } from './serviceBench';

export const NODE_TYPE = 'conscent';
export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

/** What no output, error or log may hold: the secret, and the header that it becomes. */
export const CREDENTIAL_SECRETS = [API_SECRET, `${API_KEY}:${API_SECRET}`];

const ROOT = '/api';

export function conscentService(options?: ConscentServerOptions): TestedService<ConscentState> {
	return {
		name: 'Conscent',
		nodeType: NODE_TYPE,
		credentialType: 'conscentApi',
		secrets: CREDENTIAL_SECRETS,
		start: async () => await startConscentServer(options),
		credentialFor: ({ baseUrl }) => ({
			environment: 'custom',
			baseUrl,
			apiKey: API_KEY,
			apiSecret: API_SECRET,
		}),
		urlOf: (url) => url.slice(ROOT.length),
	};
}

export class ConscentBench extends ServiceBench<ConscentState> {
	constructor(options?: ConscentServerOptions) {
		super(conscentService(options));
	}
}
