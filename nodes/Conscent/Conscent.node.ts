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
import { conscent } from './service';

export class Conscent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Conscent',
		name: 'conscent',
		icon: { light: 'file:conscent.svg', dark: 'file:conscent.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: "Work with Conscent's users, subscriptions, purchases, coupons and contents",
		defaults: { name: 'Conscent' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'conscentApi', required: true }],
		// A login token opens a user's account to whoever has it: n8n hides it wherever it shows runs to others.
		sensitiveOutputFields: ['tempAuthToken'],
		properties: describeResources(conscent.resources, 'user'),
	};

	methods = methods;

	/**
	 * Programmatic rather than declarative: writes in bulk need bounded concurrency, order per user, retries per
	 * item, and error items that are paired and complete. n8n's routing gives none of these.
	 */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeService(this, conscent);
	}
}
