/** What is refused when too much is asked at once. Only with `--probe-limit`. */
import type { CallResponse } from '../../question';
import { open, question, told } from '../../question';

const MOST = 30;
const STATUS = 'limit.status';
const HEADER = 'limit.retry-after';
const FILES = ['nodes/shared/http', 'test/server/limiter.ts'];

export const limit = question({
	id: 'limit',
	title: 'What comes of too many requests at once?',
	kind: 'limit',
	facts: () => [
		{
			id: STATUS,
			statement: 'Too many requests get HTTP 429',
			at: '/components/responses/TooManyRequests',
			believedBy: FILES,
		},
		{
			id: HEADER,
			statement: 'The 429 carries Retry-After',
			at: '/components/responses/TooManyRequests/headers/Retry-After',
			believedBy: FILES,
		},
	],
	calls: () => ({
		plans: {
			method: 'GET' as const,
			path: '/v2/client/subscription-plans',
			query: { showRecords: 1 },
			times: MOST,
			unspaced: true as const,
		},
	}),
	*steps({ plans }) {
		let refused: CallResponse | undefined;
		for (let sent = 0; sent < MOST && !refused; sent++) {
			const response = yield { call: plans };
			if (response.status >= 400) refused = response;
		}
		if (!refused) {
			for (const fact of [STATUS, HEADER]) yield open(fact, `${MOST} in a row were all granted`);
			return;
		}
		const header = refused.headers['retry-after'];
		yield told(STATUS, refused.status === 429, `HTTP ${refused.status}`, refused);
		const text = header === undefined ? 'It carries none' : 'It carries one';
		yield told(HEADER, header !== undefined, text, refused);
	},
});
