import { timingSafeEqual } from 'node:crypto';
import addFormats from 'ajv-formats';
import type { ErrorObject } from 'ajv';
import { OpenAPIBackend } from 'openapi-backend';
import type { Context, Document, Request } from 'openapi-backend';
import type { Answer } from './answers';
import { failure } from './answers';
import { callOf } from './call';
import { HANDLERS } from './handlers';
import { readSpec } from './spec';
import type { ConscentState } from './state';
import { validationMessages } from './validation-messages';

/** Where Conscent's API lives below its host. */
export const API_ROOT = '/api';

export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

const RIGHT_AUTHORIZATION = Buffer.from(
	`Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}`,
);

export function authorizationState(header: string | undefined): 'right' | 'wrong' | 'missing' {
	if (header === undefined) return 'missing';
	const given = Buffer.from(header);
	const isRight =
		given.length === RIGHT_AUTHORIZATION.length && timingSafeEqual(given, RIGHT_AUTHORIZATION);
	return isRight ? 'right' : 'wrong';
}

/** What came of a request: the answer, and what the record says about it. */
export interface Outcome {
	readonly answer: Answer;
	readonly processed: boolean;
	readonly specErrors: readonly string[];
}

function refused(answer: Answer, specErrors: readonly string[] = []): Outcome {
	return { answer, processed: false, specErrors };
}

function validationFailed({ validation }: Context): Outcome {
	const errors = (validation.errors ?? []) as ErrorObject[];
	const messages = validationMessages(errors);
	const broken = errors.find(({ keyword }) => keyword === 'parse');
	// NestJS answers broken JSON with one text, and wrong fields with a list.
	return refused(failure(400, broken?.message ?? messages), messages);
}

function operationHandlers() {
	const entries = Object.entries(HANDLERS).map(([operationId, handle]) => {
		const handler = (context: Context, state: ConscentState): Outcome => {
			const answer = handle(callOf(context, state));
			return { answer, processed: answer.status < 300, specErrors: [] };
		};
		return [operationId, handler] as const;
	});
	return Object.fromEntries(entries);
}

function noRoute({ request }: Context): Outcome {
	const text = `Cannot ${request.method.toUpperCase()} ${request.path}`;
	return refused(failure(404, text), [text]);
}

class ConscentApi extends OpenAPIBackend {
	/** The library checks every document against OpenAPI 3.0, and ours is 3.1: `npm run lint:spec` checks it. */
	override validateDefinition(): Document {
		return this.document;
	}
}

/** Routes, authorises and validates by the API description, then hands over to the operation. */
async function buildApi(): Promise<OpenAPIBackend> {
	const api = new ConscentApi({
		definition: readSpec(),
		apiRoot: API_ROOT,
		strict: true,
		coerceTypes: true,
		ajvOpts: { allErrors: true, verbose: true, strict: false },
		customizeAjv: (ajv) => {
			addFormats(ajv);
			return ajv;
		},
		securityHandlers: {
			basicAuth: ({ request }) =>
				authorizationState(header(request.headers['authorization'])) === 'right',
		},
		handlers: {
			...operationHandlers(),
			unauthorizedHandler: () => refused(failure(401, 'Unauthorized')),
			validationFail: validationFailed,
			notFound: noRoute,
			methodNotAllowed: noRoute,
		},
	});
	await api.init();
	rememberOperations(api);
	return api;
}

/** The router lists all operations anew several times a request, which is most of its time. */
function rememberOperations({ router }: OpenAPIBackend): void {
	const operations = router.getOperations();
	router.getOperations = () => operations;
}

function header(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

let shared: Promise<OpenAPIBackend> | undefined;

/** All servers of a process share one: it keeps no state, and compiling its validators takes a while. */
export async function conscentApi(): Promise<OpenAPIBackend> {
	shared ??= buildApi();
	return await shared;
}

export async function answerRequest(
	api: OpenAPIBackend,
	request: Request,
	state: ConscentState,
): Promise<Outcome> {
	return (await api.handleRequest(request, state)) as Outcome;
}
