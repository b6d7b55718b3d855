import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData, Workflow, WorkflowExecuteMode } from 'n8n-workflow';
import type { HarnessCredentials } from './credentials';

const EXECUTION_ID = '1';
const BASE_URL = 'http://127.0.0.1:5678/';

function unavailable(name: string): () => never {
	return () => {
		throw new Error(`The harness does not offer ${name}`);
	};
}

/** What n8n's server hands to the engine beside the workflow. */
export function createAdditionalData(
	workflow: Workflow,
	mode: WorkflowExecuteMode,
	credentialsHelper: HarnessCredentials,
): IWorkflowExecuteAdditionalData {
	const workflowData = {
		id: workflow.id,
		name: workflow.name ?? 'Test',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
		activeVersionId: null,
	};
	return {
		credentialsHelper,
		hooks: new ExecutionLifecycleHooks(mode, EXECUTION_ID, workflowData),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executionId: EXECUTION_ID,
		workflowId: workflow.id,
		currentNodeExecutionIndex: 0,
		variables: {},
		...baseUrls(),
		executeWorkflow: unavailable('executeWorkflow'),
		getRunExecutionData: unavailable('getRunExecutionData'),
		getRuntimeCredential: unavailable('getRuntimeCredential'),
		startRunnerTask: unavailable('startRunnerTask'),
		logAiEvent: () => undefined,
	};
}

function baseUrls() {
	return {
		instanceBaseUrl: BASE_URL,
		restApiUrl: `${BASE_URL}rest`,
		formBaseUrl: `${BASE_URL}form`,
		formTestBaseUrl: `${BASE_URL}form-test`,
		formWaitingBaseUrl: `${BASE_URL}form-waiting`,
		webhookBaseUrl: `${BASE_URL}webhook`,
		webhookTestBaseUrl: `${BASE_URL}webhook-test`,
		webhookWaitingBaseUrl: `${BASE_URL}webhook-waiting`,
		mcpBaseUrl: `${BASE_URL}mcp`,
		mcpTestBaseUrl: `${BASE_URL}mcp-test`,
	};
}
