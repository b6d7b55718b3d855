import type { PackageDirectoryLoader } from 'n8n-core';
import { NodeHelpers } from 'n8n-workflow';
import type { IDataObject, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { COLLECTOR_TYPE, CollectorNode, SOURCE_TYPE, SourceNode } from './testNodes';

/** What a workflow can be made of: the nodes of the package, and the test nodes around them. */
export class HarnessNodeTypes implements INodeTypes {
	private readonly testNodes = new Map<string, INodeType>([
		[SOURCE_TYPE, new SourceNode()],
		[COLLECTOR_TYPE, new CollectorNode()],
	]);

	constructor(private readonly loader: PackageDirectoryLoader) {}

	getByName(type: string): INodeType | IVersionedNodeType {
		const testNode = this.testNodes.get(type);
		if (testNode) return testNode;

		const prefix = `${this.loader.packageName}.`;
		if (!type.startsWith(prefix)) throw new Error(`The harness knows no node type "${type}"`);
		// n8n makes a second type of a node that is usable as a tool.
		return this.loader.getNode(type.slice(prefix.length).replace(/Tool$/, '')).type;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes(): IDataObject {
		return this.loader.known.nodes as unknown as IDataObject;
	}
}
