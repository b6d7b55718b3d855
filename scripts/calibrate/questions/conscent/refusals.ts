/** What refusals look like, and whether responses tell of a limit before one is refused. */
import type { CallResponse, Question, Steps } from '../../question';
import { factsOf, get, isRefused, open, told, valueAt } from '../../question';
import { shapeText } from '../../shape';
import { credentialQuestion } from '../credential';
import { ONE_PLAN, PURCHASES, list } from './calls';

const RESPONSES = '/components/responses';

export const credential = credentialQuestion({
	call: () => ONE_PLAN,
	wrong: ['wrongKey', 'wrongSecret'],
	believedBy: ['nodes/Conscent/service.ts', 'credentials/ConscentApi.credentials.ts'],
});

/** When an error body has a key as the spec says. */
const ERROR_KEYS: Readonly<Record<string, (refused: CallResponse) => boolean>> = {
	statusCode: ({ status, body }) => valueAt(body, 'statusCode') === status,
	message({ body }) {
		const texts = [valueAt(body, 'message')].flat();
		return texts.length > 0 && texts.every((text) => typeof text === 'string');
	},
};

function* askStatus(fact: string, wanted: number, response: CallResponse): Steps {
	const { status, body } = response;
	// A request that is granted shows no refusal.
	if (!isRefused(response)) yield* open(`HTTP ${status}: it was not refused`, fact);
	else yield told(fact, status === wanted, `HTTP ${status} ${shapeText(body)}`, response);
}

export const errors: Question = {
	id: 'errors',
	title: 'What do the bodies of errors look like?',
	kind: 'read',
	facts: factsOf(
		['nodes/Conscent/service.ts', 'test/server/responses.ts', 'test/engine/outcomes.test.ts'],
		{
			'errors.400': ['A wrong parameter gets HTTP 400', `${RESPONSES}/BadRequest`],
			'errors.404': ['What does not exist gets HTTP 404', `${RESPONSES}/NotFound`],
			...Object.fromEntries(
				['statusCode', 'message', 'error'].map((key) => [
					`errors.${key}`,
					[
						`An error body has '${key}', as NestJS writes it`,
						`/components/schemas/Error/properties/${key}`,
					] as const,
				]),
			),
		},
	),
	calls: () => ({
		wrongDate: list(PURCHASES, 1, { from: 'no date' }),
		nothing: get('/v1/content/client/calibrate-nothing'),
		wrongSecret: { ...get(ONE_PLAN.path), credential: 'wrongSecret' },
	}),
	*steps() {
		const bad = yield { call: 'wrongDate' };
		yield* askStatus('errors.400', 400, bad);
		const missing = yield { call: 'nothing' };
		yield* askStatus('errors.404', 404, missing);
		const refused = [bad, missing, yield { call: 'wrongSecret' }].filter(isRefused);
		if (refused.length === 0) return;
		const text = refused.map(({ status, body }) => `${status}: ${shapeText(body)}`).join('; ');
		for (const [key, isSo] of Object.entries(ERROR_KEYS)) {
			yield told(`errors.${key}`, refused.every(isSo), text, ...refused);
		}
		// NestJS leaves it out where the message already is the name of the status.
		const isNamed = refused.some(({ body }) => typeof valueAt(body, 'error') === 'string');
		yield told('errors.error', isNamed, text, ...refused);
	},
};

/** Headers are read, not provoked. */
export const limitHeaders: Question = {
	id: 'limit-headers',
	title: 'Do responses tell how much of a limit is left?',
	kind: 'read',
	facts: factsOf(['nodes/shared/http'], {
		'limit-headers': ['No header tells of a rate limit', '', 'x-rate-limit-headers'],
	}),
	calls: () => ({ plans: ONE_PLAN }),
	*steps() {
		const response = yield { call: 'plans' };
		const names = Object.keys(response.headers).filter((name) => /rate-?limit/i.test(name));
		const text = names.length === 0 ? 'No header does' : `These do: ${names.join(', ')}`;
		yield told('limit-headers', names.sort(), text, response);
	},
};

const MOST = 30;
const TOO_MANY = `${RESPONSES}/TooManyRequests`;

/** Only with `--probe-limit`. */
export const limit: Question = {
	id: 'limit',
	title: 'What comes of too many requests at once?',
	kind: 'limit',
	facts: factsOf(['nodes/shared/http', 'test/server/limiter.ts'], {
		'limit.status': ['Too many requests get HTTP 429', TOO_MANY],
		'limit.retry-after': ['The 429 carries Retry-After', `${TOO_MANY}/headers/Retry-After`],
	}),
	calls: () => ({ plans: { ...ONE_PLAN, times: MOST, unspaced: true } }),
	*steps() {
		for (let sent = 0; sent < MOST; sent++) {
			const response = yield { call: 'plans' };
			if (!isRefused(response)) continue;
			const { status, headers } = response;
			yield told('limit.status', status === 429, `HTTP ${status}`, response);
			const has = 'retry-after' in headers;
			yield told('limit.retry-after', has, has ? 'It carries one' : 'It carries none', response);
			return;
		}
		yield* open(`${MOST} in a row were all granted`);
	},
};
