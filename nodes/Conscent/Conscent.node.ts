import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeResources } from '../shared/description';
import { executeService } from '../shared/execute';
import { conscent } from './service';

export class Conscent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Conscent',
		name: 'conscent',
		icon: { light: 'file:conscent.svg', dark: 'file:conscent.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: "Keep Conscent's user profiles and dashboard users right",
		defaults: { name: 'Conscent' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'conscentApi', required: true }],
		properties: describeResources(conscent.resources),
	};

	/**
	 * Programmatic rather than declarative: writes in bulk need bounded concurrency, order per user, repetition per
	 * item, and error items that are paired and complete. n8n's routing gives none of these.
	 */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeService(this, conscent);
	}
}
