import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { API_KEY, API_SECRET, startConscentServer } from '../../test/server';
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

export interface PlaygroundOptions {
	report?: Report;
	port?: number;
	/** Generated users of the test server, see its option of the same name. */
	users?: number;
	env?: NodeJS.ProcessEnv;
	/** Packed files to install beside this package. */
	morePackages?: string[];
}

export function conscentCredentialData(baseUrl: string) {
	return { environment: 'custom', baseUrl, apiKey: API_KEY, apiSecret: API_SECRET };
}

/** Gone when this process ends, even if nobody removes it before. */
export function temporaryFolder(purpose: string): string {
	const folder = mkdtempSync(path.join(tmpdir(), `n8n-nodes-conscent-${purpose}-`));
	process.once('exit', () => removeFolder(folder));
	return folder;
}

export function removeFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Packs what `npm run build` left in `dist/` and installs the file below the user folder. */
export async function installThisPackage(userFolder: string, more: string[] = []): Promise<void> {
	if (!existsSync(path.join(REPOSITORY_ROOT, 'dist'))) {
		throw new Problem('The package is not built.', 'Run `npm run build` first.');
	}
	const packed = await packPackage(path.join(userFolder, 'packed'));
	await installPackages(userFolder, [packed, ...more]);
}

/** A real n8n with this package installed in it, an owner, and a credential for the test server beside it. */
export interface Playground {
	install: N8nInstall;
	userFolder: string;
	/** Another one after each `reinstall`. */
	n8n: N8nInstance;
	/** Signed in as the owner (`OWNER`). */
	client: N8nClient;
	server: ConscentServer;
	/** For the test server. */
	credential: Credential;
	/** Brings what was built meanwhile into the same n8n: same address, same workflows. */
	reinstall(): Promise<void>;
	stop(): Promise<void>;
}

type Cleanup = () => Promise<void>;
type Parts = Omit<Playground, 'reinstall' | 'stop'>;

function portOf(n8n: N8nInstance): number {
	return Number(new URL(n8n.baseUrl).port);
}

async function startParts(options: PlaygroundOptions, cleanups: Cleanup[]): Promise<Parts> {
	const install = await ensureN8n(options.report);
	const userFolder = temporaryFolder('n8n');
	cleanups.push(async () => removeFolder(userFolder));
	await installThisPackage(userFolder, options.morePackages);
	const server = await startConscentServer({ users: options.users ?? 0 });
	cleanups.push(() => server.close());
	const { port, env } = options;
	const n8n = await startN8n({
		install,
		userFolder,
		...(port ? { port } : {}),
		...(env ? { env } : {}),
	});
	cleanups.push(() => n8n.stop());
	const client = new N8nClient(n8n.baseUrl);
	await client.setUpOwner();
	await client.logIn();
	const data = conscentCredentialData(server.baseUrl);
	const credential = await client.createCredential(CREDENTIAL_NAME, CREDENTIAL_TYPE, data);
	return { install, userFolder, n8n, client, server, credential };
}

async function startedOrStopped<T>(start: () => Promise<T>, stop: Cleanup): Promise<T> {
	try {
		return await start();
	} catch (error) {
		await stop();
		throw error;
	}
}

export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
	const cleanups: Cleanup[] = [];
	const stop = async () => {
		for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
	};
	const parts = await startedOrStopped(() => startParts(options, cleanups), stop);
	const playground: Playground = { ...parts, stop, reinstall };
	return playground;

	async function reinstall(): Promise<void> {
		const { install, userFolder, n8n } = playground;
		await n8n.stop();
		await installThisPackage(userFolder, options.morePackages);
		const env = options.env ? { env: options.env } : {};
		playground.n8n = await startN8n({ install, userFolder, port: portOf(n8n), ...env });
		cleanups.push(() => playground.n8n.stop());
	}
}
