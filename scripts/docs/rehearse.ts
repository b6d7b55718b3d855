/** Plays an operation through without network: the spec's sample responses take the server's part. */
import { NodeHelpers } from 'n8n-workflow';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { describeResources } from '../../nodes/shared/editor/description';
import { SKIPPED } from '../../nodes/shared/operation';
import type { ApiResponse, ApiRequest, Operation, Resource } from '../../nodes/shared/operation';
import { Parameters } from '../../nodes/shared/input/parameters';
import { NO_RESPONSE, runSteps, stepsOf } from '../../nodes/shared/steps';
import { CONSCENT } from './specification';
import type { Call } from './specification';

const NODE: INode = {
	id: 'rehearsed',
	name: 'Rehearsed',
	type: 'n8n-nodes-conscent.rehearsed',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** The parameters as n8n hands them to the node: what was set, defaults for the rest, nothing for what is hidden. */
export function parametersFor(
	resource: Resource,
	operation: Operation,
	values: INodeParameters,
): Parameters {
	const set = { ...values, resource: resource.value, operation: operation.value };
	const properties = describeResources([resource]);
	const shown = NodeHelpers.getNodeParameters(properties, set, true, false, NODE, null);
	return new Parameters((name) => shown?.[name] ?? null);
}

export interface RehearsedRequest {
	readonly request: ApiRequest;
	readonly call: Call;
}

export interface Rehearsal {
	readonly requests: readonly RehearsedRequest[];
	readonly items: readonly IDataObject[];
	readonly isSkipped: boolean;
}

/** Responds to a request of a rehearsal. */
export type Responder = (request: ApiRequest, call: Call) => unknown;

/** The first sample of the call's responses. */
export const firstSample: Responder = (_request, call) => call.samples[0]?.value ?? '';

/**
 * @param specification of the API that the operation is about
 * @throws whatever the operation throws
 */
export async function rehearse(
	operation: Operation,
	parameters: Parameters,
	responder: Responder = firstSample,
	specification = CONSCENT,
): Promise<Rehearsal> {
	const requests: RehearsedRequest[] = [];
	const items: IDataObject[] = [];
	const respond = (request: ApiRequest): ApiResponse => {
		const call = specification.callFor(request.method, request.path);
		if (!call) throw new Error(`spec/ has no call ${request.method} ${request.path}`);
		requests.push({ request, call });
		return { status: 200, body: responder(request, call) };
	};
	const output = await runSteps(stepsOf(operation.prepare(parameters)), async (step) => {
		if (!('items' in step)) return await Promise.resolve(respond(step));
		items.push(...step.items);
		return NO_RESPONSE;
	});
	if (output !== SKIPPED) items.push(...(Array.isArray(output) ? output : [output]));
	return { requests, items, isSkipped: output === SKIPPED };
}
