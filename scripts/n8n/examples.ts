import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import type { Credential, WorkflowDraft } from './client';
import { REPOSITORY_ROOT } from './package';

const OUR_NODE = /^n8n-nodes-conscent\.conscent/;

export interface Example {
	fileName: string;
	workflow: WorkflowDraft;
}

function withCredential(node: INode, { id, name, type }: Credential): INode {
	if (!OUR_NODE.test(node.type)) return node;
	return { ...node, credentials: { [type]: { id, name } } };
}

/** The example workflows of `workflows/`, with the given credential chosen in every Conscent node. */
export function readExamples(credential: Credential): Example[] {
	const folder = path.join(REPOSITORY_ROOT, 'workflows');
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return files.sort().map((fileName) => {
		const workflow = JSON.parse(readFileSync(path.join(folder, fileName), 'utf8')) as WorkflowDraft;
		const nodes = workflow.nodes.map((node) => withCredential(node, credential));
		return { fileName, workflow: { ...workflow, nodes } };
	});
}
