/** The built package as n8n reads it from disk. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type { INodeTypeDescription } from 'n8n-workflow';
import { CHECKOUT_DIR, loadPackage } from './harness';

interface PackageJson {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

const packageJson = jest.requireActual<PackageJson>('../../package.json');

async function descriptions(): Promise<INodeTypeDescription[]> {
	const loader = await loadPackage();
	return loader.loadedNodes.map(({ name, version }) => {
		const { type } = loader.getNode(name);
		return NodeHelpers.getVersionedNodeType(type, version).description;
	});
}

/** n8n serves an icon under `icons/<package>/<path in the package>`. */
function iconFile(url: string): string {
	return path.join(CHECKOUT_DIR, url.replace(`icons/${packageJson.name}/`, ''));
}

test('n8n loads every node and credential that package.json lists', async () => {
	const loader = await loadPackage();

	expect(loader.loadedNodes).toHaveLength(packageJson.n8n.nodes.length);
	expect(Object.keys(loader.credentialTypes)).toHaveLength(packageJson.n8n.credentials.length);
	expect(loader.loadedNodes.map(({ name }) => name)).toContain('conscent');
});

test('each node has a light and a dark icon, its documentation, and its credential', async () => {
	const loader = await loadPackage();

	for (const { name, iconUrl, codex, credentials = [], properties } of await descriptions()) {
		const icons = Object.values(iconUrl as { light: string; dark: string }).map(iconFile);
		expect({ name, missing: icons.filter((file) => !existsSync(file)) }).toEqual({
			name,
			missing: [],
		});
		expect(new Set(icons).size).toBe(2);
		expect(codex).toMatchObject({
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }] },
		});
		for (const credential of credentials) {
			expect(loader.getCredential(credential.name).type.supportedNodes).toContain(name);
		}
		expect(properties.length).toBeGreaterThan(0);
	}
});
