import { ExecuteContext, RoutingNode } from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INode,
	INodeCredentialTestResult,
	INodeType,
	INodeTypes,
	Workflow as WorkflowType,
} from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import { HarnessCredentials } from './credentials';
import { credentialTypeOf, loadPackage } from './package';

const NODE_NAME = 'Temp-Node';

/**
 * Presses a credential's Test button: n8n puts the credential type's test request into
 * a declarative node made for the purpose, runs that, and turns what happens into one message.
 */
export async function testCredential(
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const loader = await loadPackage();
	const { test } = credentialTypeOf(loader, type);
	if (!test) throw new Error(`${type} has no test request`);

	const credentials = new HarnessCredentials(loader);
	const node: INode = {
		id: 'temp',
		name: NODE_NAME,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: await credentials.save({ [type]: data }),
	};
	const nodeType = declarativeNode(type, test);
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: only(nodeType),
	});
	const routing = new RoutingNode(executeContext(workflow, node, credentials), nodeType, {
		id: 'temp',
		name: 'Test',
		type,
		data: credentials.withDefaults(type, data),
	});
	const problem = await routing.runNode().then(
		(output) => problemInResponse(output?.[0]?.[0]?.json, test),
		(error: unknown) => problemOfFailure(error, test),
	);
	return problem === undefined
		? { status: 'OK', message: 'Connection successful!' }
		: { status: 'Error', message: problem };
}

function declarativeNode(credential: string, test: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'Temp',
			name: 'n8n-nodes-base.noOp',
			group: ['transform'],
			version: 1,
			description: 'Sends the test request',
			defaults: { name: NODE_NAME },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credential, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	};
}

function only(nodeType: INodeType): INodeTypes {
	return {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
}

function executeContext(workflow: WorkflowType, node: INode, credentials: HarnessCredentials) {
	const mode = 'internal';
	return new ExecuteContext(
		workflow,
		node,
		createAdditionalData(workflow, mode, credentials),
		mode,
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
}

interface FailedRequest {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

/** As n8n chooses it: the rule for the status, else the status text, else the network's code. */
function problemOfFailure(error: unknown, test: ICredentialTestRequest): string {
	const { message, cause } = error as FailedRequest;
	if (!cause?.response) return cause?.code ?? message;

	const { status, statusText } = cause.response;
	const rule = rulesOf(test).find(
		({ type, properties }) => type === 'responseCode' && properties.value === status,
	);
	return rule?.properties.message || statusText || `Received HTTP status code: ${status}`;
}

/** A 2xx response is good unless a rule knows it by one of its values. */
function problemInResponse(json: unknown, test: ICredentialTestRequest): string | undefined {
	const rule = rulesOf(test).find(
		({ type, properties: { key, value } }) =>
			type === 'responseSuccessBody' && Reflect.get(Object(json), key ?? '') === value,
	);
	return rule?.properties.message;
}

interface Rule {
	type: string;
	properties: { key?: string; value: unknown; message: string };
}

/** n8n allows both kinds of rules in one list, which its type does not foresee. */
function rulesOf(test: ICredentialTestRequest): Rule[] {
	return test.rules ?? [];
}
