import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeResources } from '../shared/editor/description';
import { executeService } from '../shared/execute';
import { methods } from './methods';
import { commerceEngine } from './service';

export class CommerceEngine implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Engine',
		name: 'commerceEngine',
		icon: { light: 'file:commerceEngine.svg', dark: 'file:commerceEngine.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and update the profile and the addresses of a Commerce Engine shopper',
		defaults: { name: 'Commerce Engine' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'commerceEngineApi', required: true }],
		properties: describeResources(commerceEngine.resources, 'user'),
	};

	methods = methods;

	/** Programmatic for the reasons of the Conscent node: order per user, retries and error items for each item. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeService(this, commerceEngine);
	}
}
