import { spawn } from 'node:child_process';
import path from 'node:path';

import { REPOSITORY_ROOT } from '../scripts/n8n/package';
import type { ControlSettings, ServerStats } from '../test/server';

export interface RemoteServer {
	url: string;
	baseUrl: string;
	/** As freshly started, with these settings. */
	reset(settings: ControlSettings): Promise<void>;
	stats(): Promise<ServerStats>;
	close(): void;
}

const TSX = path.join(REPOSITORY_ROOT, 'node_modules', '.bin', 'tsx');

async function call<T>(url: string, method: string, body?: unknown): Promise<T> {
	const response = await fetch(url, {
		method,
		...(body === undefined
			? {}
			: { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
	});
	if (!response.ok)
		throw new Error(`${method} ${url} responded with ${response.status}: ${await response.text()}`);
	return (await response.json()) as T;
}

/** The Conscent test server in a process of its own, so that its work does not slow down what is measured more than a real server's. */
export async function startRemoteServer(users: number): Promise<RemoteServer> {
	const script = path.join(REPOSITORY_ROOT, 'bench', 'server.ts');
	const child = spawn(TSX, [script, String(users)], { stdio: ['ignore', 'pipe', 'inherit'] });
	const stop = () => void child.kill('SIGTERM');
	process.once('exit', stop);
	const url = await new Promise<string>((resolve, reject) => {
		child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
		child.once('exit', (code) => reject(new Error(`The test server ended with ${code}`)));
	});
	return {
		url,
		baseUrl: `${url}/api`,
		reset: async (settings) => {
			await call(`${url}/__control`, 'DELETE');
			await call(`${url}/__control`, 'POST', settings);
		},
		stats: async () => await call(`${url}/__stats`, 'GET'),
		close: stop,
	};
}
