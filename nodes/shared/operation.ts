import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';

import type { Parameters } from './input/parameters';
import type { ApiPath } from './input/path';
import type { RunMemory } from './memory';

/** What an item asks the API to do. Plain data: nothing in it acts. */
export interface ApiRequest {
	readonly method: IHttpRequestMethods;
	readonly path: ApiPath;
	readonly query?: IDataObject;
	readonly body?: IDataObject;
	/**
	 * Whether sending it twice does no more than sending it once.
	 * Only then is it retried when it is unclear whether it was processed.
	 */
	readonly idempotent: boolean;
	/** Values that must not come back in outputs, errors or dry runs: a password the item sets. */
	readonly secrets?: readonly string[];
	/** What a conflict (409) means, in plain words: "editor@example.com already has access". */
	readonly conflict?: string;
	/** A step of a sign-in: it carries no token. */
	readonly signIn?: {
		readonly headers: Readonly<Record<string, string>>;
		/** What of the credential is wrong where the step is refused, e.g. "the email address and the password". */
		readonly shows: string;
	};
	/** A request that only reads: a dry run sends it, because what would be sent depends on its response. */
	readonly lookup?: true;
	/** What a dry run shows beside the request: what it would do, as far as that could be read. */
	readonly preview?: IDataObject;
	/** Requests of one run with the same key are sent once and share the response. */
	readonly shareKey?: string;
}

/** What came back with a 2xx status. `body` is parsed JSON, or text, or '' where it was empty. */
export interface ApiResponse {
	readonly status: number;
	readonly body: unknown;
}

/** The output of an item that is left out on purpose: none, but the run's hint counts it. */
export const SKIPPED = Symbol('skipped');

/** What one item becomes: one output item, or several (none for an empty list). */
export type OperationOutput = IDataObject | IDataObject[] | typeof SKIPPED;

/** Rows that steps hand over before their end, so that no page is kept in memory. */
export interface EarlyOutput {
	readonly items: readonly IDataObject[];
}

/**
 * Several requests, as a pure generator: it yields a request and is handed the response, until it returns a result.
 * All sending, waiting and retrying happens outside of it (`steps.ts`). Where a request is given up, the RequestError is
 * thrown into the generator, which may take note of it.
 */
export type StepsTo<T> = Generator<ApiRequest, T, ApiResponse>;

/** The requests of one item. The generator returns the item's output, or what is left of it. */
export type Steps = Generator<ApiRequest | EarlyOutput, OperationOutput, ApiResponse>;

/** The order key of an item about a record whose ID only the API knows: it may be the record of any other item. */
export const EXCLUSIVE: unique symbol = Symbol('exclusive');

/**
 * Items with the same key go one after the other, in item order. An `EXCLUSIVE` item begins when all items before it are
 * done, and no item after it begins until it is done. Without a key, an item keeps to no order.
 */
export type OrderKey = string | typeof EXCLUSIVE | undefined;

interface Ordered {
	/** Whom or what the item is about. */
	readonly orderKey?: OrderKey;
}

/** An item that takes one request. */
export interface PreparedRequest extends Ordered {
	readonly request: ApiRequest;
	output(response: ApiResponse): OperationOutput;
}

/** An item that takes several requests: a look-up or a read before a write, page after page. */
export interface PreparedSteps extends Ordered {
	/**
	 * @param memory what earlier items of the run left for this one
	 * @param isDry nothing is sent but look-ups: the first request that would change something ends the steps
	 */
	steps(memory: RunMemory, isDry: boolean): Steps;
}

/** An item whose parameters were all read and found right. */
export type PreparedItem = PreparedRequest | PreparedSteps;

export interface Operation {
	/** The saved value of the operation: a contract with users' workflows. */
	readonly value: string;
	readonly name: string;
	readonly action: string;
	readonly description: string;
	/** The calls it makes, as the API's description in `spec/` names them (`operationId`). */
	readonly calls?: readonly string[];
	/** The fields of the editor, without `displayOptions` for resource and operation: those are added. */
	readonly properties: readonly INodeProperties[];
	/**
	 * Reads and checks each parameter of an item once. Nothing of the item is queued or sent before.
	 *
	 * @throws ValidationError for a parameter that is wrong
	 */
	prepare(parameters: Parameters): PreparedItem;
}

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
