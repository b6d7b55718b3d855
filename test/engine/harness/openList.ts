import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
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
	const { method, filter, paginationToken, parameters = {} } = list;
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
	const search = nodeTypes.getByNameAndVersion(node.type).methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list ${method}`);
	return await search.call(context as unknown as ILoadOptionsFunctions, filter, paginationToken);
}
