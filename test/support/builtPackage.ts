import { createRequire } from 'node:module';
import path from 'node:path';

import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';

const ROOT = path.resolve(__dirname, '..', '..');

const requireFromRoot = createRequire(path.join(ROOT, 'package.json'));

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** What package.json tells n8n to load. */
export const MANIFEST = requireFromRoot('./package.json') as Manifest;

/** n8n names the class after the file. */
function newInstance<T>(file: string, ending: string): T {
	const className = path.basename(file, ending);
	const classes = requireFromRoot(`./${file}`) as Record<string, new () => T>;
	const BuiltClass = classes[className];
	if (!BuiltClass) throw new Error(`${file} exports no ${className}`);
	return new BuiltClass();
}

export function builtNodes(): INodeTypeDescription[] {
	return MANIFEST.n8n.nodes.map((file) => newInstance<INodeType>(file, '.node.js').description);
}

export function builtCredentials(): ICredentialType[] {
	return MANIFEST.n8n.credentials.map((file) =>
		newInstance<ICredentialType>(file, '.credentials.js'),
	);
}
