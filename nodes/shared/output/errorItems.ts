import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { RequestError } from './requestError';
import { ResponseError, ValidationError } from '../input/validationError';

/** What a person is told about a failed item: what happened, what to do next, and the facts behind it. */
interface Report {
	readonly message: string;
	readonly description: string;
	readonly details: IDataObject;
}

export interface FailedItem {
	readonly itemIndex: number;
	/** Whether the run has this item only: then nobody asks which one. */
	readonly isOnly: boolean;
}

/**
 * The item that a failed item becomes in the two continue modes. n8n moves it to the error output, merged with its
 * input, only if its JSON has no other keys than `error`, `message` and `details`. `message` is left out: it would
 * replace an input field of that name, which contact forms have.
 */
export function errorItem(
	error: unknown,
	{ itemIndex, isOnly }: FailedItem,
	node: INode,
): INodeExecutionData {
	const { message, description, details } = reportOf(error);
	const text = isOnly ? message : `${message} [item ${itemIndex}]`;
	const item: INodeExecutionData = {
		json: { error: text, details: { itemIndex, description, ...details } },
		pairedItem: { item: itemIndex },
	};
	return node.onError === 'continueErrorOutput' ? markedAsFailed(item, text, node) : item;
}

/**
 * n8n before 2.34 needs the property `error` to know a failed item that has `details`. It is not enumerable, so that newer
 * versions do not store it and its stack, and it is a getter, so that it is only made where n8n looks at it.
 */
function markedAsFailed(item: INodeExecutionData, text: string, node: INode): INodeExecutionData {
	let error = (): NodeOperationError | undefined => failureOf(node, text);
	return Object.defineProperty(item, 'error', {
		enumerable: false,
		get: () => error(),
		// n8n removes it after reading it.
		set: (value?: NodeOperationError) => {
			error = () => value;
		},
	});
}

/** One error per run, from which the errors of its failed items derive. */
const FAILURES = new WeakMap<INode, NodeOperationError>();

/** Making an n8n error takes 0.1 ms, mostly for the stack, and n8n looks at those of all items without a break. */
function failureOf(node: INode, message: string): NodeOperationError {
	const failure = FAILURES.get(node) ?? new NodeOperationError(node, message);
	FAILURES.set(node, failure);
	return Object.create(failure, { message: { value: message } }) as NodeOperationError;
}

/**
 * The error that stops a run.
 *
 * @param progress what was done before, so that nobody sends it again by mistake
 */
export function runError(
	node: INode,
	error: unknown,
	{ itemIndex, isOnly }: FailedItem,
	progress: string,
): NodeApiError | NodeOperationError {
	const report = reportOf(error);
	const message = isOnly ? report.message : `${report.message} [item ${itemIndex}]`;
	const description = isOnly ? report.description : `${report.description} ${progress}`;
	const nodeError =
		error instanceof RequestError
			? new NodeApiError(
					node,
					{ message },
					{ ...httpCodeOf(error), message, description, itemIndex },
				)
			: new NodeOperationError(node, message, { description, itemIndex });
	// Both constructors replace a message in which they find an errno name: 'updatePermission' contains EPERM.
	nodeError.message = message;
	return nodeError;
}

/** The error of a run that could not begin: no item was touched. */
export function setupError(node: INode, error: unknown): NodeOperationError {
	const { message, description } = reportOf(error);
	const nodeError = new NodeOperationError(node, message, { description });
	nodeError.message = message;
	return nodeError;
}

function reportOf(error: unknown): Report {
	if (error instanceof RequestError) return { ...textsOf(error), details: requestDetails(error) };
	if (error instanceof ValidationError)
		return { ...textsOf(error), details: { field: error.field } };
	if (error instanceof ResponseError) return { ...textsOf(error), details: {} };
	return { message: messageOf(error), description: descriptionOf(error), details: {} };
}

function textsOf(
	error: RequestError | ValidationError | ResponseError,
): Pick<Report, 'message' | 'description'> {
	return { message: error.message, description: error.hint };
}

function requestDetails({ facts }: RequestError): IDataObject {
	const { status, code, errorBody, attempts, mayBeProcessed } = facts;
	return {
		...(status === undefined ? {} : { httpStatus: status }),
		...(code === undefined ? {} : { code }),
		...(errorBody?.text === undefined ? {} : { apiMessage: errorBody.text }),
		...(errorBody?.field === undefined ? {} : { field: errorBody.field }),
		attempts,
		mayBeProcessed,
	};
}

function httpCodeOf({ facts }: RequestError): { httpCode?: string } {
	return facts.status === undefined ? {} : { httpCode: String(facts.status) };
}

/** Errors of n8n itself, such as an expression that cannot be resolved or a credential that cannot be read. */
function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function descriptionOf(error: unknown): string {
	const description =
		typeof error === 'object' && error !== null && 'description' in error
			? error.description
			: undefined;
	return typeof description === 'string'
		? description
		: 'Check the parameters and the credential of this node.';
}
