/** What the bodies of errors look like. */
import type { CallResponse, Steps } from '../../question';
import { open, question, told, valueAt } from '../../question';
import { shapeText } from '../../shape';

const FILES = [
	'nodes/Conscent/service.ts',
	'test/server/responses.ts',
	'test/engine/outcomes.test.ts',
];

function isTextOrTexts(value: unknown): boolean {
	const texts = Array.isArray(value) ? value : [value];
	return texts.length > 0 && texts.every((text) => typeof text === 'string');
}

/** Each key of an error body, and when a body has it as the spec says. */
const KEYS: ReadonlyArray<readonly [string, (response: CallResponse) => boolean]> = [
	['statusCode', ({ status, body }) => valueAt(body, 'statusCode') === status],
	['message', ({ body }) => isTextOrTexts(valueAt(body, 'message'))],
];

function* status(fact: string, wanted: number, response: CallResponse): Steps {
	const isSo = response.status === wanted;
	// A request that is granted shows no refusal.
	yield response.status < 400
		? open(fact, `HTTP ${response.status}: it was not refused`)
		: told(fact, isSo, `HTTP ${response.status} ${shapeText(response.body)}`, response);
}

export const errors = question({
	id: 'errors',
	title: 'What do the bodies of errors look like?',
	kind: 'read',
	facts: () => [
		{
			id: 'errors.400',
			statement: 'A wrong parameter gets HTTP 400',
			at: '/components/responses/BadRequest',
			believedBy: FILES,
		},
		{
			id: 'errors.404',
			statement: 'What does not exist gets HTTP 404',
			at: '/components/responses/NotFound',
			believedBy: FILES,
		},
		...['statusCode', 'message', 'error'].map((key) => ({
			id: `errors.${key}`,
			statement: `An error body has '${key}', as NestJS writes it`,
			at: `/components/schemas/Error/properties/${key}`,
			believedBy: FILES,
		})),
	],
	calls: () => ({
		wrongDate: {
			method: 'GET' as const,
			path: '/v2/client/purchases/subscriptions',
			query: { from: 'no date', pageSize: 1 },
		},
		nothing: { method: 'GET' as const, path: '/v1/content/client/calibrate-nothing' },
		wrongSecret: {
			method: 'GET' as const,
			path: '/v2/client/subscription-plans',
			credential: 'wrongSecret' as const,
		},
	}),
	*steps({ wrongDate, nothing, wrongSecret }) {
		const bad = yield { call: wrongDate };
		yield* status('errors.400', 400, bad);
		const missing = yield { call: nothing };
		yield* status('errors.404', 404, missing);
		const refused = [bad, missing, yield { call: wrongSecret }].filter((one) => one.status >= 400);
		if (refused.length === 0) return;
		const shapes = refused
			.map(({ status: code, body }) => `${code}: ${shapeText(body)}`)
			.join('; ');
		for (const [key, isSo] of KEYS) {
			yield told(`errors.${key}`, refused.every(isSo), shapes, ...refused);
		}
		// NestJS leaves it out where the message already is the name of the status.
		const named = refused.some(({ body }) => typeof valueAt(body, 'error') === 'string');
		yield told('errors.error', named, shapes, ...refused);
	},
});
