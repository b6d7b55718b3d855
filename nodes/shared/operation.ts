import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';

import { RunMemory } from './memory';
import type { OrderKey } from './order';
import type { Parameters } from './input/parameters';
import type { ApiPath } from './input/path';

/** What an item asks the API to do. Plain data: nothing in it acts. */
export interface ApiRequest {
	readonly method: IHttpRequestMethods;
	readonly path: ApiPath;
	readonly query?: IDataObject;
	readonly body?: IDataObject;
	/**
	 * Whether sending it twice does no more than sending it once.
	 * Only then is it repeated after an answer that leaves open whether it was processed.
	 */
	readonly idempotent: boolean;
	/** Values that must not come back in outputs, errors or dry runs: a password the item sets. */
	readonly secrets?: readonly string[];
	/** A step of a sign-in: it carries no token. */
	readonly signIn?: {
		readonly headers: Readonly<Record<string, string>>;
		/** What of the credential is wrong where the step is refused, e.g. "the email address and the password". */
		readonly shows: string;
	};
	/** A request that only reads: a dry run sends it, because what would be sent depends on its answer. */
	readonly lookup?: true;
	/** Requests of one run with the same key are sent once and share their answer. */
	readonly shareKey?: string;
}

/** What the API answered with a 2xx status. `body` is parsed JSON, or text, or '' where it was empty. */
export interface ApiResponse {
	readonly status: number;
	readonly body: unknown;
}

/** What an item that is left out on purpose becomes: nothing, but the run's hint counts it. */
export const SKIPPED = Symbol('skipped');

/** What one item becomes: one output item, or several (none for an empty list). */
export type OperationOutput = IDataObject | IDataObject[] | typeof SKIPPED;

/** Output that a conversation hands over before its end, so that it need not keep it: the rows of a page. */
export interface EarlyOutput {
	readonly items: readonly IDataObject[];
}

/**
 * One item's conversation with the API, as a pure generator: it yields a request and is handed the answer,
 * until it returns the rest of the item's output. All sending, waiting and repeating happens outside of it; what is
 * given up comes back as a thrown RequestError, for a conversation that has to take note of it.
 */
export type Conversation = Generator<ApiRequest | EarlyOutput, OperationOutput, ApiResponse>;

interface OperationTexts {
	/** The saved value of the operation: a contract with users' workflows. */
	readonly value: string;
	readonly name: string;
	readonly action: string;
	readonly description: string;
	/** The calls it makes, as the API's description in `spec/` names them (`operationId`). */
	readonly calls?: readonly string[];
	/** The fields of the editor, without `displayOptions` for resource and operation: those are added. */
	readonly properties: readonly INodeProperties[];
	/** Whom the item is about, so that items about the same go in item order. */
	orderKey?(parameters: Parameters): OrderKey;
}

/** An operation of one request: parameters → request, answer → output. */
export interface RequestOperation extends OperationTexts {
	request(parameters: Parameters): ApiRequest;
	output(answer: ApiResponse, parameters: Parameters): OperationOutput;
}

/** An operation that needs several requests: a look-up before, a read before a write, page after page. */
export interface StepsOperation extends OperationTexts {
	/** @param memory what earlier items of the run left for this one */
	conversation(parameters: Parameters, memory: RunMemory): Conversation;
}

export type Operation = RequestOperation | StepsOperation;

/** A resource of the editor, with its operations in the editor's order. */
export interface Resource {
	readonly value: string;
	readonly name: string;
	/** What it is, to somebody who does not know the service. */
	readonly description?: string;
	readonly operations: readonly Operation[];
	/** The operation that the editor proposes; the first one unless given. */
	readonly defaultOperation?: string;
}

function* singleRequest(operation: RequestOperation, parameters: Parameters): Conversation {
	const answer = yield operation.request(parameters);
	return operation.output(answer, parameters);
}

/** Every operation as a conversation, so that what acts knows only one form. */
export function converse(
	operation: Operation,
	parameters: Parameters,
	memory = new RunMemory(),
): Conversation {
	return 'conversation' in operation
		? operation.conversation(parameters, memory)
		: singleRequest(operation, parameters);
}
