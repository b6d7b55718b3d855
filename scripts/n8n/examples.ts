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

const FOLDER = path.join(REPOSITORY_ROOT, 'workflows');

export function exampleFileNames(): string[] {
	return readdirSync(FOLDER)
		.filter((name) => name.endsWith('.json'))
		.sort();
}

/** An example as its file has it. */
export function readExample(fileName: string): Example {
	const text = readFileSync(path.join(FOLDER, fileName), 'utf8');
	return { fileName, workflow: JSON.parse(text) as WorkflowDraft };
}

export function chooseCredential(workflow: WorkflowDraft, credential: Credential): WorkflowDraft {
	return { ...workflow, nodes: workflow.nodes.map((node) => withCredential(node, credential)) };
}

/** The example workflows of `workflows/`, with the given credential chosen in every Conscent node. */
export function readExamples(credential: Credential): Example[] {
	return exampleFileNames()
		.map(readExample)
		.map(({ fileName, workflow }) => ({
			fileName,
			workflow: chooseCredential(workflow, credential),
		}));
}
