import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
} from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import { HarnessCredentials } from './credentials';
import type { CredentialData } from './credentials';
import { HarnessNodeTypes } from './nodeTypes';
import { fullNodeType, loadPackage } from './package';

export interface ListToOpen {
	/** Of the node. */
	type: string;
	method: string;
	filter?: string;
	paginationToken?: string;
	parameters?: INodeParameters;
	credentials: CredentialData;
}

/** Opens a list of the editor, in n8n's own context for it. */
export async function openList(list: ListToOpen): Promise<INodeListSearchResult> {
	const { method, filter, paginationToken } = list;
	const { methods, context } = await contextOf(list);
	const search = methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list ${method}`);
	return await search.call(context, filter, paginationToken);
}

/** Loads the options of a field in which several are chosen. */
export async function openOptions(list: ListToOpen): Promise<INodePropertyOptions[]> {
	const { methods, context } = await contextOf(list);
	const load = methods?.loadOptions?.[list.method];
	if (!load) throw new Error(`The node has no options ${list.method}`);
	return await load.call(context);
}

async function contextOf(list: ListToOpen) {
	const { parameters = {} } = list;
	const loader = await loadPackage();
	const credentials = new HarnessCredentials(loader);
	const nodeTypes = new HarnessNodeTypes(loader);
	const node: INode = {
		id: 'opened',
		name: 'Opened',
		type: fullNodeType(loader, list.type),
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: await credentials.save(list.credentials),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = createAdditionalData(workflow, 'internal', credentials);
	additionalData.currentNodeParameters = workflow.getNode(node.name)?.parameters ?? {};
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return {
		methods: nodeTypes.getByNameAndVersion(node.type).methods,
		context: context as unknown as ILoadOptionsFunctions,
	};
}
