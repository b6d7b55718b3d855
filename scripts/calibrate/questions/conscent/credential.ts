/** How a wrong key and a wrong secret are refused: the credential's test button depends on it. */
import { open, question, told } from '../../question';

const PLANS = {
	method: 'GET',
	path: '/v2/client/subscription-plans',
	query: { showRecords: 1 },
} as const;
const FACT = 'credential.refusal';

export const credential = question({
	id: 'credential',
	title: 'How are a wrong key and a wrong secret refused?',
	kind: 'read',
	facts: () => [
		{
			id: FACT,
			statement: 'A wrong API key and a wrong API secret get HTTP 401',
			at: '/components/responses/Unauthorized',
			believedBy: ['nodes/Conscent/service.ts', 'credentials/ConscentApi.credentials.ts'],
		},
	],
	calls: () => ({
		right: { ...PLANS },
		wrongKey: { ...PLANS, credential: 'wrongKey' as const },
		wrongSecret: { ...PLANS, credential: 'wrongSecret' as const },
	}),
	*steps({ right, wrongKey, wrongSecret }) {
		const taken = yield { call: right };
		if (taken.status !== 200) {
			yield open(FACT, `The right ones got HTTP ${taken.status}, too`);
			return;
		}
		const responses = [yield { call: wrongKey }, yield { call: wrongSecret }];
		const statuses = responses.map(({ status }) => status);
		const text = `The right ones get HTTP 200, a wrong key ${statuses[0]}, a wrong secret ${statuses[1]}`;
		const isRefused = statuses.every((status) => status === 401);
		yield told(FACT, isRefused, text, taken, ...responses);
	},
});
