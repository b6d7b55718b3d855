import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { connect } from './connect';
import { errorItem, runError, setupError } from './errors';
import { RunMemory } from './memory';
import type {
	ApiAnswer,
	ApiRequest,
	Conversation,
	EarlyOutput,
	Operation,
	OperationOutput,
} from './operation';
import { SKIPPED, converse } from './operation';
import type { RunOptions } from './options';
import { isDryRun, readRunOptions } from './options';
import type { Parameters } from './parameters';
import { RunParameters } from './parameters';
import { redactor } from './redact';
import type { ItemTask, Outcome } from './runItems';
import { runItems } from './runItems';
import type { Sender } from './sender';
import { secretsOf } from './sender';
import type { Service } from './service';
import { summarise } from './summary';

/** All that an execution of a node needs besides its items. */
interface Run {
	readonly context: IExecuteFunctions;
	readonly service: Service;
	readonly operation: Operation;
	readonly parameters: RunParameters;
	readonly options: RunOptions;
	readonly baseUrl: string;
	/** The credential's values, which no output shows: as they are now, as a sign-in in mid-run brings a token. */
	readonly secrets: readonly string[];
	readonly sender: Sender;
	readonly memory: RunMemory;
	readonly signal: AbortSignal | undefined;
}

interface ItemResult {
	readonly items: INodeExecutionData[];
	/** Left out on purpose, which is not the same as finding nothing. */
	readonly isSkipped: boolean;
}

/** A conversation that handed something over is told to go on by the answer to nothing. */
const GO_ON: ApiAnswer = { status: 0, body: '' };

/**
 * Executes the chosen operation for each input item: the `execute` of every node of this package.
 *
 * @returns the paired items of the node's only output; failed items are told from others as `errors.ts` explains
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
	return [collectItems(run, outcomes)];
}

/** A run that cannot begin fails as a whole, or, in the continue modes, in each of its items. */
async function setUp(
	context: IExecuteFunctions,
	service: Service,
): Promise<Run | { failedItems: INodeExecutionData[] }> {
	try {
		return await createRun(context, service);
	} catch (error) {
		if (!context.continueOnFail()) throw setupError(context.getNode(), error);
		const node = context.getNode();
		return { failedItems: context.getInputData().map((_, index) => errorItem(error, index, node)) };
	}
}

async function createRun(context: IExecuteFunctions, service: Service): Promise<Run> {
	const runParameters = parametersOf(context);
	const parameters = runParameters.forItem(0);
	const options = readRunOptions(parameters);
	const credential = await context.getCredentials(service.credentialType);
	const baseUrl = service.baseUrl(credential);
	const signal = context.getExecutionCancelSignal();
	return {
		context,
		service,
		operation: chosenOperation(service, parameters),
		parameters: runParameters,
		options,
		baseUrl,
		get secrets() {
			return service.secrets(credential);
		},
		sender: connect(context, { service, credential, baseUrl, options, signal }),
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

function parametersOf(context: IExecuteFunctions): RunParameters {
	// The fallback stands for parameters that the editor hides: without one n8n refuses to read them.
	return new RunParameters({
		typed: (name) => context.getNodeParameter(name, 0, null, { rawExpressions: true }),
		resolved: (name, itemIndex) => context.getNodeParameter(name, itemIndex, null),
	});
}

function prepareItem(run: Run, index: number): ItemTask<ItemResult> {
	const parameters = run.parameters.forItem(index);
	return {
		key: run.operation.orderKey?.(parameters),
		run: async () => await runItem(run, index, parameters),
	};
}

/** Carries out an item's conversation; a dry run ends it with the first request that would change something. */
async function runItem(run: Run, index: number, parameters: Parameters): Promise<ItemResult> {
	const isDry = isDryRun(parameters);
	const output = new ItemOutput(index, run);
	const conversation = converse(run.operation, parameters, run.memory);
	let step = conversation.next();
	while (!step.done) {
		const request = step.value;
		if (isEarlyOutput(request)) {
			output.add([...request.items]);
			step = conversation.next(GO_ON);
			continue;
		}
		output.hide(secretsOf(request));
		if (isDry && !request.lookup) return output.finish(preview(run, request));
		step = await sendStep(run, conversation, request);
	}
	return output.finish(step.value);
}

/** What was given up is the conversation's to know first; unless it has something to say to it, the item fails so. */
async function sendStep(
	{ sender }: Run,
	conversation: Conversation,
	request: ApiRequest,
): Promise<ReturnType<Conversation['next']>> {
	const answer = await sender.send(request).catch((error: unknown) => ({ error }));
	return 'error' in answer ? conversation.throw(answer.error) : conversation.next(answer);
}

function isEarlyOutput(step: ApiRequest | EarlyOutput): step is EarlyOutput {
	return 'items' in step;
}

/** Collects what becomes of an item, paired with it and without the run's secrets. */
class ItemOutput {
	private readonly items: INodeExecutionData[] = [];

	private readonly itemSecrets: string[] = [];

	constructor(
		private readonly index: number,
		private readonly run: Pick<Run, 'secrets'>,
	) {}

	hide(secrets: readonly string[]): void {
		this.itemSecrets.push(...secrets);
	}

	add(records: IDataObject[]): void {
		const hide = redactor([...this.run.secrets, ...this.itemSecrets]);
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

function preview({ baseUrl }: Run, { method, path, query, body }: ApiRequest): IDataObject {
	return {
		dryRun: true,
		method,
		url: `${baseUrl}${path}`,
		...(query ? { query } : {}),
		...(body ? { body } : {}),
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
function collectItems(
	run: Run,
	outcomes: ReadonlyArray<Outcome<ItemResult>>,
): INodeExecutionData[] {
	const { context } = run;
	const firstFailure = outcomes.findIndex(({ status }) => status === 'failed');
	const first = outcomes[firstFailure];
	if (first?.status === 'failed' && !context.continueOnFail()) {
		throw runError(context.getNode(), first.error, firstFailure, progressOf(outcomes));
	}
	const node = context.getNode();
	return outcomes.flatMap((outcome, index) => {
		if (outcome.status === 'done') return outcome.value.items;
		return outcome.status === 'failed' ? [errorItem(outcome.error, index, node)] : [];
	});
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
