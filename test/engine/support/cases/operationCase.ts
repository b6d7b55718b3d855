import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultMatch } from '../../../server';
import type { TestServer } from '../../../server/server';

/** A request as the server must see it; without a body where it has none. */
export interface ExpectedCall {
	method: string;
	/** Below the API's root, and without what carries the credential. */
	url: string;
	body?: unknown;
}

/** Part of an output item, or `$exact` for the whole of it. */
export type ExpectedOutput = IDataObject & { $exact?: IDataObject };

/** One operation, or one of its ways, as the tests see it: three items that go one after the other. */
export interface OperationCase<State> {
	name: string;
	parameters: INodeParameters;
	/** Each has a `note`, which is no field of the API: it shows that input reaches the error branch. */
	items: IDataObject[];
	/** The requests of each item, in their order. */
	calls: ExpectedCall[][];
	/** The output items of each item. */
	outputs: ExpectedOutput[][];
	/** The request of the middle item that meets the fault: which of its calls, and how the server knows it. */
	faulty: { call: number; match?: FaultMatch; skip?: number };
	/** What the middle item becomes where a 2xx response has no data; absent where that is a failure. */
	withoutData?: { empty: IDataObject; text: IDataObject };
	/** Whether the faulty request changes something, so that a failure may leave open whether it did. */
	changes: boolean;
	/** Whether it is sent again after a failure that leaves open whether it was processed. */
	idempotent: boolean;
	/** What it is about is gone once it was processed, so that doing it again finds nothing. */
	vanishes?: true;
	/** Changes of the middle item that make its parameters wrong, and words of the message that says so. */
	badInput?: { item: IDataObject; message: RegExp };
	/** What must not come out beside the credential's secrets. */
	secrets?: string[];
	/** What a dry run sends, where that is not what comes before the last request. */
	dryRunCalls?: ExpectedCall[];
	/** Where a dry run cannot know the path of what would be sent. */
	dryRunPath?: string;
	/** Sets up what the items refer to. */
	prepare?(server: TestServer<State>): void;
}

/** What becomes of the data of a 2xx response that holds none, in most operations. */
export const PLAIN_OUTPUT = { empty: { success: true }, text: { message: 'Done.' } };

export const THREE = [0, 1, 2];

export function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value };
}
