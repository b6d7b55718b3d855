import { createRequire } from 'node:module';
import path from 'node:path';

import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';

const requireFromHere = createRequire(__filename);

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** What package.json tells n8n to load. */
export const MANIFEST = requireFromHere('../../package.json') as Manifest;

/** n8n names the class after the file. Which file is loaded is jest.config.js's matter: the source, or what was built. */
function newInstance<T>(file: string, ending: string): T {
	const className = path.basename(file, ending);
	// With the extension: beside a node stands a .json of the same name.
	const module = file.replace(/^dist\//, '../../').replace(/\.js$/, '.ts');
	const classes = requireFromHere(module) as Record<string, new () => T>;
	const NamedClass = classes[className];
	if (!NamedClass) throw new Error(`${module} exports no ${className}`);
	return new NamedClass();
}

export function packageNodes(): INodeTypeDescription[] {
	return MANIFEST.n8n.nodes.map((file) => newInstance<INodeType>(file, '.node.js').description);
}

export function packageCredentials(): ICredentialType[] {
	return MANIFEST.n8n.credentials.map((file) =>
		newInstance<ICredentialType>(file, '.credentials.js'),
	);
}
