import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
} from 'n8n-workflow';

export const SOURCE_TYPE = 'test.source';
export const COLLECTOR_TYPE = 'test.collector';

const COMMON: Pick<INodeTypeDescription, 'group' | 'version' | 'defaults'> = {
	group: ['transform'],
	version: 1,
	defaults: { name: 'Test' },
};

/** Starts the workflow, as a webhook or a schedule does: the execution brings its items along. */
export class SourceNode implements INodeType {
	description: INodeTypeDescription = {
		...COMMON,
		displayName: 'Source',
		name: 'source',
		description: 'Emits the items of the test',
		group: ['trigger'],
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return {};
	}
}

/**
 * Stands at the end of a branch and does what users do there: asks n8n, for each of its items,
 * which item of an earlier node it came from. n8n refuses when the pairing is broken.
 */
export class CollectorNode implements INodeType {
	description: INodeTypeDescription = {
		...COMMON,
		displayName: 'Collector',
		name: 'collector',
		description: 'Resolves an expression for each item it is given',
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Origin', name: 'origin', type: 'json', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output = this.getInputData().map((_, item) => ({
			json: resolveOrigin(this, item),
			pairedItem: { item },
		}));
		return [output];
	}
}

function resolveOrigin(context: IExecuteFunctions, item: number): INodeExecutionData['json'] {
	try {
		return { origin: context.getNodeParameter('origin', item) as INodeExecutionData['json'] };
	} catch (error) {
		return { unresolved: error instanceof Error ? error.message : String(error) };
	}
}
