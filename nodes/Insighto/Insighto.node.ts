import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeResources } from '../shared/editor/description';
import { executeService } from '../shared/execute';
import { insighto } from './service';

export class Insighto implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Insighto',
		name: 'insighto',
		icon: { light: 'file:insighto.svg', dark: 'file:insighto.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and update user profiles in Insighto',
		defaults: { name: 'Insighto' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'insightoApi', required: true }],
		properties: describeResources(insighto.resources),
	};

	/** Programmatic for the reasons of the Conscent node: order per user, retries and error items for each item. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeService(this, insighto);
	}
}
