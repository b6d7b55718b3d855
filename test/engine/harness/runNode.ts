import type {
	ExecutionStatus,
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	ITaskData,
	NodeExecutionHint,
	OnError,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { startWorkflow } from './execute';
import type { WorkflowRun } from './execute';
import type { LogEntry } from './logs';
import { COLLECTOR_TYPE, SOURCE_TYPE } from './testNodes';

const SOURCE = 'Source';
const NODE = 'Node under test';
const SUCCESS = 'Success branch';
const FAILED = 'Error branch';

export interface NodeToRun {
	/** `conscent`, or with the package's name before it. */
	type: string;
	typeVersion?: number;
	/** As a saved workflow holds them: what is left out gets its default from n8n; `={{ … }}` is an expression. */
	parameters: INodeParameters;
	/** The input; each item's json, or a whole item. */
	items: Array<IDataObject | INodeExecutionData>;
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	onError?: OnError;
	/** Further settings of the node, such as `retryOnFail`. */
	settings?: Partial<INode>;
	executionTimeoutMs?: number;
}

export interface OutputItem {
	json: IDataObject;
	/** Index of the input item that the node says this output came from. */
	from: number | undefined;
	/** json of the input item that n8n gives a later node for `$('Source').item`. */
	origin: IDataObject | undefined;
	/** Why n8n could not tell the origin. */
	unresolved: string | undefined;
}

/** The error that ended an execution, as n8n stores it. */
export interface RunError extends IDataObject {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context: IDataObject;
}

export interface NodeRun {
	status: ExecutionStatus;
	error: RunError | undefined;
	/** First output. With "continue (using error output)" without the failed items. */
	success: OutputItem[];
	/** The error output, which exists only with "continue (using error output)". */
	failed: OutputItem[];
	hints: NodeExecutionHint[];
	logs: LogEntry[];
	durationMs: number;
	/** Everything n8n would store. */
	run: IRun;
}

export interface RunningNode {
	cancel(): void;
	finished: Promise<NodeRun>;
}

function asItem(item: IDataObject | INodeExecutionData): INodeExecutionData {
	const isWholeItem = typeof item.json === 'object' && item.json !== null;
	return isWholeItem ? (item as INodeExecutionData) : { json: item as IDataObject };
}

function node(name: string, type: string, settings: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...settings };
}

function connectTo(name: string) {
	return [{ node: name, type: NodeConnectionTypes.Main, index: 0 }];
}

const CONNECTIONS: IConnections = {
	[SOURCE]: { main: [connectTo(NODE)] },
	[NODE]: { main: [connectTo(SUCCESS), connectTo(FAILED)] },
};

/** Source → node under test → one collector for each branch. */
export async function startNode(toRun: NodeToRun): Promise<RunningNode> {
	const collect = { parameters: { origin: `={{ $('${SOURCE}').item.json }}` } };
	const underTest: Partial<INode> = {
		parameters: toRun.parameters,
		typeVersion: toRun.typeVersion ?? 1,
		onError: toRun.onError ?? 'stopWorkflow',
		...toRun.settings,
	};
	const workflow = await startWorkflow({
		nodes: [
			node(SOURCE, SOURCE_TYPE),
			node(NODE, toRun.type, underTest),
			node(SUCCESS, COLLECTOR_TYPE, collect),
			node(FAILED, COLLECTOR_TYPE, collect),
		],
		connections: CONNECTIONS,
		items: toRun.items.map(asItem),
		...(toRun.credentials && { credentials: toRun.credentials }),
		...(toRun.executionTimeoutMs && { executionTimeoutMs: toRun.executionTimeoutMs }),
	});
	return { cancel: workflow.cancel, finished: workflow.finished.then(readRun) };
}

export async function runNode(toRun: NodeToRun): Promise<NodeRun> {
	const running = await startNode(toRun);
	return await running.finished;
}

function readRun({ run, logs, durationMs }: WorkflowRun): NodeRun {
	const { runData, error } = run.data.resultData;
	const task = runData[NODE]?.[0];
	return {
		status: run.status,
		error: error as RunError | undefined,
		success: readBranch(task, 0, runData[SUCCESS]?.[0]),
		failed: readBranch(task, 1, runData[FAILED]?.[0]),
		hints: task?.hints ?? [],
		logs,
		durationMs,
		run,
	};
}

function outputOf(task: ITaskData | undefined, index: number): INodeExecutionData[] {
	return task?.data?.['main']?.[index] ?? [];
}

function readBranch(
	task: ITaskData | undefined,
	index: number,
	collector: ITaskData | undefined,
): OutputItem[] {
	const origins = outputOf(collector, 0);
	return outputOf(task, index).map((item, position) => {
		const collected = origins[position]?.json;
		return {
			json: item.json,
			from: pairedIndex(item),
			origin: collected?.['origin'] as IDataObject | undefined,
			unresolved: collected?.['unresolved'] as string | undefined,
		};
	});
}

function pairedIndex({ pairedItem }: INodeExecutionData): number | undefined {
	const paired = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof paired === 'object' ? paired.item : paired;
}
