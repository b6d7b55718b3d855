import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { API_KEY, API_SECRET, CLIENT_ID, startConscentServer } from '../../test/server';
import type { ConscentServer } from '../../test/server';
import { N8nClient } from './client';
import type { Credential } from './client';
import { ensureN8n } from './install';
import type { N8nInstall, Report } from './install';
import { startN8n } from './instance';
import type { N8nInstance } from './instance';
import { REPOSITORY_ROOT, installPackages, packPackage } from './package';
import { Problem } from './problem';

export const CREDENTIAL_TYPE = 'conscentApi';
export const CREDENTIAL_NAME = 'Conscent (test server)';
export const WEBHOOK_SECRET = 'test-webhook-secret';

export interface PlaygroundOptions {
	report?: Report;
	port?: number;
	/** Generated users of the test server, see its option of the same name. */
	users?: number;
	env?: NodeJS.ProcessEnv;
	/** Packed files to install beside this package. */
	morePackages?: string[];
	/** The packed file of this package; otherwise what was built is packed. */
	packedFile?: string;
}

export function conscentCredentialData(baseUrl: string) {
	return {
		environment: 'custom',
		baseUrl,
		apiKey: API_KEY,
		apiSecret: API_SECRET,
		clientId: CLIENT_ID,
		webhookSecret: WEBHOOK_SECRET,
	};
}

const temporaryFolders = new Set<string>();

/** Gone when this process ends, even if nobody removes it before. */
export function temporaryFolder(purpose: string): string {
	if (temporaryFolders.size === 0) {
		process.once('exit', () => [...temporaryFolders].forEach(removeFolder));
	}
	const folder = mkdtempSync(path.join(tmpdir(), `n8n-nodes-conscent-${purpose}-`));
	temporaryFolders.add(folder);
	return folder;
}

export function removeFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Installs the packed file below the user folder: the given one, or what `npm run build` left in `dist/`. */
export async function installThisPackage(
	userFolder: string,
	{ packedFile, morePackages = [] }: Pick<PlaygroundOptions, 'packedFile' | 'morePackages'> = {},
): Promise<void> {
	await installPackages(userFolder, [packedFile ?? (await packBuild(userFolder)), ...morePackages]);
}

async function packBuild(userFolder: string): Promise<string> {
	if (!existsSync(path.join(REPOSITORY_ROOT, 'dist'))) {
		throw new Problem('The package is not built.', 'Run `npm run build` first.');
	}
	return await packPackage(path.join(userFolder, 'packed'));
}

/** A real n8n with this package installed in it, and an owner. */
export interface N8nWithPackage {
	install: N8nInstall;
	userFolder: string;
	/** Another one after each `reinstall`. */
	n8n: N8nInstance;
	/** Signed in as the owner (`OWNER`). */
	client: N8nClient;
	/** Brings what was built meanwhile into the same n8n: same address, same workflows. */
	reinstall(): Promise<void>;
	stop(): Promise<void>;
}

/** The same, and a credential for a Conscent test server beside it. */
export interface Playground extends N8nWithPackage {
	server: ConscentServer;
	credential: Credential;
}

type Cleanup = () => Promise<void>;

class Cleanups {
	private readonly cleanups: Cleanup[] = [];

	add(cleanup: Cleanup): void {
		this.cleanups.push(cleanup);
	}

	/** Last come, first gone. */
	async run(): Promise<void> {
		for (const cleanup of this.cleanups.splice(0).reverse()) await cleanup();
	}

	/** Gives what `start` gives; if it fails half-way, what it had started is gone. */
	async around<T>(start: () => Promise<T>): Promise<T> {
		try {
			return await start();
		} catch (error) {
			await this.run();
			throw error;
		}
	}
}

async function signedInClient(baseUrl: string): Promise<N8nClient> {
	const client = new N8nClient(baseUrl);
	await client.setUpOwner();
	await client.logIn();
	return client;
}

async function startN8nParts(
	options: PlaygroundOptions,
	cleanups: Cleanups,
): Promise<N8nWithPackage> {
	const install = await ensureN8n(options.report);
	const userFolder = temporaryFolder('n8n');
	cleanups.add(async () => removeFolder(userFolder));
	const env = options.env ? { env: options.env } : {};
	const start = async (port?: number) => {
		await installThisPackage(userFolder, options);
		return await startN8n({ install, userFolder, ...env, ...(port ? { port } : {}) });
	};
	const n8n = await start(options.port);
	cleanups.add(() => started.n8n.stop());
	const reinstall = async () => {
		await started.n8n.stop();
		started.n8n = await start(Number(new URL(n8n.baseUrl).port));
	};
	const stop = () => cleanups.run();
	const started: N8nWithPackage = {
		install,
		userFolder,
		n8n,
		client: new N8nClient(n8n.baseUrl),
		reinstall,
		stop,
	};
	started.client = await signedInClient(n8n.baseUrl);
	return started;
}

/** n8n with the package, without a test server. */
export async function startN8nWithPackage(
	options: PlaygroundOptions = {},
): Promise<N8nWithPackage> {
	const cleanups = new Cleanups();
	return await cleanups.around(() => startN8nParts(options, cleanups));
}

export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
	const cleanups = new Cleanups();
	return await cleanups.around(async () => {
		const server = await startConscentServer({ users: options.users ?? 0 });
		cleanups.add(() => server.close());
		const started = await startN8nParts(options, cleanups);
		const data = conscentCredentialData(server.baseUrl);
		const credential = await started.client.createCredential(
			CREDENTIAL_NAME,
			CREDENTIAL_TYPE,
			data,
		);
		return Object.assign(started, { server, credential });
	});
}
