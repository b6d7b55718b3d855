import addFormats from 'ajv-formats';
import type { ErrorObject } from 'ajv';
import { OpenAPIBackend } from 'openapi-backend';
import type { Context, Document, Options, Request } from 'openapi-backend';
import type { MockResponse } from './responses';
import type { OperationHandler } from './call';
import { callOf } from './call';
import type { Incoming } from './incoming';
import { validationMessages } from './validation-messages';

export type AuthorizationState = 'right' | 'wrong' | 'missing';

/** What sets one API apart from the others that a test server can serve. */
export interface ServedApi<State> {
	readonly backend: OpenAPIBackend;
	/** Where the API lives below its host. */
	readonly root: string;
	freshState(): State;
	/** What `GET /__state` shows. */
	stateView(state: State): unknown;
	authorizationOf(incoming: Incoming, state: State): AuthorizationState;
	/** An error body as this API words it. */
	failure(
		status: number,
		message: string,
		headers?: Readonly<Record<string, string>>,
	): MockResponse;
	/**
	 * Makes the state differ from what the spec believes.
	 *
	 * @throws for what it does not know
	 */
	personalise?(state: State, personality: unknown): void;
	/** What a request comes to by the personality; a response if it goes no further. */
	understood?(incoming: Incoming, state: State): Incoming | MockResponse;
	/** What a response looks like by the personality. */
	presented?(response: MockResponse, incoming: Incoming, state: State): MockResponse;
}

/** What came of a request: the response, and what the record says about it. */
export interface Outcome {
	readonly mockResponse: MockResponse;
	readonly processed: boolean;
	readonly specErrors: readonly string[];
}

export function refused(mockResponse: MockResponse, specErrors: readonly string[] = []): Outcome {
	return { mockResponse, processed: false, specErrors };
}

export interface BackendParts<State> {
	readonly definition: Document;
	readonly root: string;
	readonly handlers: Readonly<Record<string, OperationHandler<State>>>;
	readonly securityHandlers: NonNullable<Options['securityHandlers']>;
	/** The response to a request that the description does not allow. */
	invalid(errors: readonly ErrorObject[], messages: readonly string[]): MockResponse;
	/** The response to a request without the right credential. */
	unauthorized(): MockResponse;
	/** The response to a path that the description does not know. */
	unknown(text: string): MockResponse;
}

export class DescribedApi extends OpenAPIBackend {
	/** The library checks every document against OpenAPI 3.0, and ours are 3.1: `npm run lint:spec` checks them. */
	override validateDefinition(): Document {
		return this.document;
	}
}

function operationHandlers<State>(handlers: BackendParts<State>['handlers']) {
	const entries = Object.entries(handlers).map(([operationId, handle]) => {
		const handler = (context: Context, state: State): Outcome => {
			const mockResponse = handle(callOf(context, state));
			return { mockResponse, processed: mockResponse.status < 300, specErrors: [] };
		};
		return [operationId, handler] as const;
	});
	return Object.fromEntries(entries);
}

/** Routes, authorises and validates by the API description, then hands over to the operation. */
export async function buildBackend<State>(parts: BackendParts<State>): Promise<OpenAPIBackend> {
	const noRoute = ({ request }: Context): Outcome => {
		const text = `Cannot ${request.method.toUpperCase()} ${request.path}`;
		return refused(parts.unknown(text), [text]);
	};
	const backend = new DescribedApi({
		// Compiles a schema when it is first needed.
		quick: true,
		definition: parts.definition,
		apiRoot: parts.root,
		strict: true,
		coerceTypes: true,
		ajvOpts: { allErrors: true, verbose: true, strict: false },
		customizeAjv: (ajv) => {
			addFormats(ajv);
			return ajv;
		},
		securityHandlers: parts.securityHandlers,
		handlers: {
			...operationHandlers(parts.handlers),
			unauthorizedHandler: () => refused(parts.unauthorized()),
			validationFail: ({ validation }: Context) => {
				const errors = (validation.errors ?? []) as ErrorObject[];
				const messages = validationMessages(errors);
				return refused(parts.invalid(errors, messages), messages);
			},
			notFound: noRoute,
			methodNotAllowed: noRoute,
		},
	});
	await backend.init();
	rememberOperations(backend);
	return backend;
}

/** The router lists all operations anew several times a request, which is most of its time. */
function rememberOperations({ router }: OpenAPIBackend): void {
	const operations = router.getOperations();
	router.getOperations = () => operations;
}

export async function outcomeOf<State>(
	backend: OpenAPIBackend,
	request: Request,
	state: State,
): Promise<Outcome> {
	return (await backend.handleRequest(request, state)) as Outcome;
}
