import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { readCredential } from './credential';
import { errorItem, runError, setupError } from './output/errorItems';
import type {
	ApiResponse,
	ApiRequest,
	EarlyOutput,
	Operation,
	OperationOutput,
	PreparedItem,
} from './operation';
import { SKIPPED } from './operation';
import type { RunOptions } from './input/fields/runOptions';
import { isDryRun, readRunOptions } from './input/fields/runOptions';
import type { Parameters } from './input/parameters';
import { RunParameters } from './input/parameters';
import { RunRedactor } from './output/redact';
import { RunMemory } from './memory';
import type { ItemTask, Outcome } from './runItems';
import { runItems } from './runItems';
import type { RequestSender } from './http/requestSender';
import { connect, secretsOf } from './http/requestSender';
import type { Service } from './service';
import { EndWith, NO_RESPONSE, runSteps, stepsOf } from './steps';
import { summarise } from './output/runSummary';
import { TimeSlice } from './timeSlice';

/** All that an execution of a node needs besides its items. */
interface Run {
	readonly context: IExecuteFunctions;
	readonly service: Service;
	readonly operation: Operation;
	readonly parameters: RunParameters;
	readonly options: RunOptions;
	readonly baseUrl: string;
	/** Hides the credential's values, which no output shows. */
	readonly redactor: RunRedactor;
	readonly sender: RequestSender;
	readonly memory: RunMemory;
	readonly signal: AbortSignal | undefined;
}

interface ItemResult {
	readonly items: INodeExecutionData[];
	/** Left out on purpose, which is not the same as finding nothing. */
	readonly isSkipped: boolean;
}

/**
 * Executes the chosen operation for each input item: the `execute` of every node of this package.
 *
 * @returns the paired items of the node's only output; failed items are told from others as `errorItems.ts` explains
 */
export async function executeService(
	context: IExecuteFunctions,
	service: Service,
): Promise<INodeExecutionData[][]> {
	const run = await setUp(context, service);
	if ('failedItems' in run) return [run.failedItems];
	const outcomes = await runItems({
		count: context.getInputData().length,
		concurrency: run.options.concurrency,
		stopOnFailure: !context.continueOnFail(),
		signal: run.signal,
		prepare: (index) => prepareItem(run, index),
	});
	// n8n shows the execution as canceled by itself, but as failed where a node throws.
	if (run.signal?.aborted) return [finishedItems(outcomes)];
	tellSummary(run, outcomes);
	return [await collectItems(run, outcomes)];
}

/** A run that cannot begin fails as a whole, or, in the continue modes, in each of its items. */
async function setUp(
	context: IExecuteFunctions,
	service: Service,
): Promise<Run | { failedItems: INodeExecutionData[] }> {
	try {
		return await createRun(context, service);
	} catch (error) {
		const node = context.getNode();
		if (!context.continueOnFail()) throw setupError(node, error);
		const outcomes = context.getInputData().map(() => ({ status: 'failed', error }) as const);
		return { failedItems: await outputItems(outcomes, node) };
	}
}

async function createRun(context: IExecuteFunctions, service: Service): Promise<Run> {
	const credential = await readCredential(context, service);
	const runParameters = parametersOf(context, service.parameterDefaults?.(credential));
	const parameters = runParameters.forItem(0);
	const options = readRunOptions(parameters);
	const baseUrl = service.baseUrl(credential);
	const redactor = new RunRedactor(() => service.secrets(credential));
	const signal = context.getExecutionCancelSignal();
	return {
		context,
		service,
		operation: chosenOperation(service, parameters),
		parameters: runParameters,
		options,
		baseUrl,
		redactor,
		sender: connect(context, { service, credential, baseUrl, options, redactor, signal }),
		memory: new RunMemory(),
		signal,
	};
}

function chosenOperation(service: Service, parameters: Parameters): Operation {
	const [resource, operation] = [parameters.choice('resource'), parameters.choice('operation')];
	const found = service.resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new Error(`This version of the node has no operation '${operation}' for '${resource}'`);
}

function parametersOf(context: IExecuteFunctions, defaults?: IDataObject): RunParameters {
	// The fallback stands for parameters that the editor hides: without one n8n refuses to read them.
	const reader = {
		typed: (name: string) => context.getNodeParameter(name, 0, null, { rawExpressions: true }),
		resolved: (name: string, itemIndex: number) => context.getNodeParameter(name, itemIndex, null),
	};
	return new RunParameters(reader, context.getTimezone(), defaults);
}

/** Reads all parameters of an item; one that is wrong fails the item here, before anything of it is queued. */
function prepareItem(run: Run, index: number): ItemTask<ItemResult> {
	const parameters = run.parameters.forItem(index);
	const isDry = isDryRun(parameters);
	const item = run.operation.prepare(parameters);
	return { key: item.orderKey, run: async () => await runItem(run, { index, item, isDry }) };
}

interface ReadyItem {
	readonly index: number;
	readonly item: PreparedItem;
	readonly isDry: boolean;
}

/** Sends an item's requests; a dry run ends with the first one that would change something. */
async function runItem(run: Run, { index, item, isDry }: ReadyItem): Promise<ItemResult> {
	const output = new ItemOutput(index, run);
	const respond = async (step: ApiRequest | EarlyOutput): Promise<Response> => {
		if (isEarlyOutput(step)) {
			output.add(step.items);
			return NO_RESPONSE;
		}
		output.hide(secretsOf(step));
		if (isDry && !step.lookup) return new EndWith(preview(run, step));
		return await run.sender.send(step);
	};
	const result = await runSteps(stepsOf(item, run.memory, isDry), respond);
	if (result === SKIPPED && isTool(run.context)) output.add([SKIPPED_FOR_A_MODEL]);
	return output.finish(result);
}

/** Versions of n8n before agents ran tools in a context of their own have no `isToolExecution`. */
type ToolContext = Pick<IExecuteFunctions, 'getNode'> & Partial<IExecuteFunctions>;

/** An agent runs the node as a tool under a type of its own; older agents in a context of its own. */
function isTool(context: ToolContext): boolean {
	return context.getNode().type.endsWith('Tool') || context.isToolExecution?.() === true;
}

/** A model that is given nothing takes it for a failure of the tool, or invents a result. */
const SKIPPED_FOR_A_MODEL = {
	skipped: true,
	message:
		'Nothing was done: no such record was found. Check how the email address or phone number is written, or ask for the ID.',
};

type Response = ApiResponse | EndWith<OperationOutput>;

function isEarlyOutput(step: ApiRequest | EarlyOutput): step is EarlyOutput {
	return 'items' in step;
}

/** Collects what becomes of an item, paired with it and without the run's secrets. */
class ItemOutput {
	private readonly items: INodeExecutionData[] = [];

	private itemSecrets: readonly string[] = [];

	constructor(
		private readonly index: number,
		private readonly run: Pick<Run, 'redactor'>,
	) {}

	hide(secrets: readonly string[]): void {
		this.itemSecrets = [...this.itemSecrets, ...secrets];
	}

	add(records: readonly IDataObject[]): void {
		const hide = this.run.redactor.forItem(this.itemSecrets);
		for (const json of records) {
			this.items.push({ json: hide(json), pairedItem: { item: this.index } });
		}
	}

	finish(output: OperationOutput): ItemResult {
		const isSkipped = output === SKIPPED;
		if (!isSkipped) this.add(Array.isArray(output) ? output : [output]);
		return { items: this.items, isSkipped };
	}
}

function preview(
	{ baseUrl }: Run,
	{ method, path, query, body, preview: more }: ApiRequest,
): IDataObject {
	return {
		dryRun: true,
		method,
		url: `${baseUrl}${path}`,
		...(query ? { query } : {}),
		...(body ? { body } : {}),
		...more,
	};
}

function tellSummary(
	{ context, service, sender }: Run,
	outcomes: ReadonlyArray<Outcome<ItemResult>>,
): void {
	const failed = outcomes.filter(({ status }) => status === 'failed').length;
	const skipped = outcomes.filter(
		(outcome) => outcome.status === 'done' && outcome.value.isSkipped,
	).length;
	const items = outcomes.length;
	const message = summarise(service.name, { ...sender.counts, items, failed, skipped });
	if (message) context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
}

/** @throws the first failure, where the node is set to stop on one */
async function collectItems(
	{ context }: Run,
	outcomes: ReadonlyArray<Outcome<ItemResult>>,
): Promise<INodeExecutionData[]> {
	const firstFailure = outcomes.findIndex(({ status }) => status === 'failed');
	const first = outcomes[firstFailure];
	if (first?.status === 'failed' && !context.continueOnFail()) {
		const failed = { itemIndex: firstFailure, isOnly: outcomes.length === 1 };
		throw runError(context.getNode(), first.error, failed, progressOf(outcomes));
	}
	return await outputItems(outcomes, context.getNode());
}

/** What became of each item. Thousands of error items take long enough to let the event loop turn meanwhile. */
async function outputItems(
	outcomes: ReadonlyArray<Outcome<ItemResult>>,
	node: INode,
): Promise<INodeExecutionData[]> {
	const slice = new TimeSlice();
	const items: INodeExecutionData[][] = [];
	for (const [index, outcome] of outcomes.entries()) {
		if (slice.isOver) await slice.next();
		if (outcome.status === 'done') items.push(outcome.value.items);
		if (outcome.status === 'failed') {
			const failed = { itemIndex: index, isOnly: outcomes.length === 1 };
			items.push([errorItem(outcome.error, failed, node)]);
		}
	}
	return items.flat();
}

/** A stopped execution has results for what was done, and none for what was cut short or never begun. */
function finishedItems(outcomes: ReadonlyArray<Outcome<ItemResult>>): INodeExecutionData[] {
	return outcomes.flatMap((outcome) => (outcome.status === 'done' ? outcome.value.items : []));
}

function progressOf(outcomes: ReadonlyArray<Outcome<ItemResult>>): string {
	const done = outcomes.filter(({ status }) => status === 'done').length;
	const failed = outcomes.filter(({ status }) => status === 'failed').length;
	const rest = outcomes.length - done - failed;
	return `Items done: ${done} of ${outcomes.length}; failed: ${failed}; not started: ${rest}.`;
}
