/** Which headers tell of a rate limit. They are read, not provoked: see `limit.ts`. */
import { question, told } from '../../question';

const LIMIT_HEADER = /ratelimit|rate-limit/i;

export const limitHeaders = question({
	id: 'limit-headers',
	title: 'Do responses tell how much of a limit is left?',
	kind: 'read',
	facts: () => [
		{
			id: 'limit-headers',
			statement: 'No response tells how much of a rate limit is left',
			at: '',
			mark: 'x-rate-limit-headers',
			believedBy: ['nodes/shared/http'],
		},
	],
	calls: () => ({
		plans: {
			method: 'GET' as const,
			path: '/v2/client/subscription-plans',
			query: { showRecords: 1 },
		},
	}),
	*steps({ plans }) {
		const response = yield { call: plans };
		const names = Object.keys(response.headers).filter((name) => LIMIT_HEADER.test(name));
		const text = names.length === 0 ? 'No header does' : `These do: ${names.join(', ')}`;
		yield told('limit-headers', names.sort(), text, response);
	},
});
