import { randomUUID } from 'node:crypto';

import type { IConnections, IDataObject, INode, NodeParameterValueType } from 'n8n-workflow';

import type {
	Credential,
	N8nClient,
	SavedWorkflow,
	WorkflowDraft,
} from '../../../scripts/n8n/client';

export const CONSCENT_NODE = 'n8n-nodes-conscent.conscent';

type Parameters = Record<string, NodeParameterValueType>;

const NODE_WIDTH_PX = 220;

export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Parameters,
	extra: Partial<INode> = {},
): INode {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters, ...extra };
}

/** Responds with every item of the workflow's last node. */
export function webhookNode(path: string): INode {
	return node(
		'Webhook',
		'n8n-nodes-base.webhook',
		2,
		{ httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries' },
		{ webhookId: path },
	);
}

/** Makes one item of each entry of the posted list. */
export function itemsNode(field = 'body.items'): INode {
	return node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: field, options: {} });
}

export function conscentNode(
	credential: Credential,
	parameters: Parameters,
	extra: Partial<INode> = {},
): INode {
	const credentials = { conscentApi: { id: credential.id, name: credential.name } };
	return node('Conscent', CONSCENT_NODE, 1, parameters, { credentials, ...extra });
}

/** One node after the other, first outputs to first inputs. */
export function chain(name: string, nodes: INode[]): WorkflowDraft {
	const connections: IConnections = {};
	nodes.forEach((from, index) => {
		from.position = [index * NODE_WIDTH_PX, 0];
		const to = nodes[index + 1];
		if (to) connections[from.name] = { main: [[{ node: to.name, type: 'main', index: 0 }]] };
	});
	return { name, nodes, connections };
}

export async function createActive(
	client: N8nClient,
	draft: WorkflowDraft,
): Promise<SavedWorkflow> {
	const workflow = await client.createWorkflow(draft);
	await client.activate(workflow.id);
	return workflow;
}

/** Runs items through one Conscent node in n8n, started by a webhook, and gives what came out of it. */
export async function runThroughConscent(
	client: N8nClient,
	credential: Credential,
	parameters: Parameters,
	items: IDataObject[],
	extra: Partial<INode> = {},
): Promise<IDataObject[]> {
	const path = randomUUID();
	const nodes = [webhookNode(path), itemsNode(), conscentNode(credential, parameters, extra)];
	const workflow = await createActive(client, chain(`Test ${path}`, nodes));
	try {
		return await client.runWebhook<IDataObject[]>(path, { items });
	} finally {
		await client.deactivate(workflow.id);
	}
}
