import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import type { IConnections, IDataObject, INode, INodeExecutionData, IRun } from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import { HarnessCredentials } from './credentials';
import type { CredentialData } from './credentials';
import { recordLogs } from './logs';
import type { LogEntry } from './logs';
import { HarnessNodeTypes } from './nodeTypes';
import { fullNodeType, loadPackage } from './package';

export interface WorkflowToRun {
	/** The first one starts the workflow and emits `items`. */
	nodes: INode[];
	connections: IConnections;
	items: INodeExecutionData[];
	/** By credential type; each node gets those that it accepts. */
	credentials?: CredentialData;
	/** The time after which n8n stops the execution; as a workflow's Timeout setting does. */
	executionTimeoutMs?: number;
}

export interface WorkflowRun {
	run: IRun;
	logs: LogEntry[];
	durationMs: number;
}

export interface RunningWorkflow {
	/** Does what the Stop button does. */
	cancel(): void;
	finished: Promise<WorkflowRun>;
}

/** A workflow whose nodes have the credentials they accept. */
export async function buildWorkflow(
	toRun: Omit<WorkflowToRun, 'items'> & { staticData?: IDataObject },
) {
	const loader = await loadPackage();
	const credentials = new HarnessCredentials(loader);
	const references = await credentials.save(toRun.credentials ?? {});
	const nodeTypes = new HarnessNodeTypes(loader);
	const nodes = toRun.nodes.map((node) => {
		const type = fullNodeType(loader, node.type);
		const { description } = nodeTypes.getByNameAndVersion(type, node.typeVersion);
		const accepted = (description.credentials ?? [])
			.map(({ name }) => [name, references[name]] as const)
			.flatMap(([name, reference]) => (reference ? [[name, reference] as const] : []));
		return { credentials: Object.fromEntries(accepted), ...node, type };
	});
	const workflow = new Workflow({
		id: 'test',
		name: 'Test',
		nodes,
		connections: toRun.connections,
		active: false,
		nodeTypes,
		staticData: toRun.staticData ?? {},
		// Not n8n's own zone nor that of any machine: dates without a zone are taken in it.
		settings: { executionOrder: 'v1', timezone: 'Asia/Kolkata' },
	});
	return { workflow, credentials };
}

/** Runs a workflow in n8n's engine, the way an active workflow runs when its trigger fires. */
export async function startWorkflow(toRun: WorkflowToRun): Promise<RunningWorkflow> {
	const { workflow, credentials } = await buildWorkflow(toRun);
	const mode = 'trigger';
	const additionalData = createAdditionalData(workflow, mode, credentials);
	if (toRun.executionTimeoutMs !== undefined) {
		additionalData.executionTimeoutTimestamp = Date.now() + toRun.executionTimeoutMs;
	}
	const [start] = toRun.nodes;
	const startNode = start && workflow.getNode(start.name);
	if (!startNode) throw new Error('A workflow needs at least one node');

	const runExecutionData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: startNode, data: { main: [toRun.items] }, source: null }],
		},
	});
	const logs = recordLogs();
	const startedAt = performance.now();
	const execution = new WorkflowExecute(
		additionalData,
		mode,
		runExecutionData,
	).processRunExecutionData(workflow);
	const finished = execution.then((run) => ({
		run,
		logs: logs(),
		durationMs: performance.now() - startedAt,
	}));
	return { cancel: () => execution.cancel(), finished };
}
