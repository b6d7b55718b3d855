import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import getPort from 'get-port';

import type { N8nInstall } from './install';
import { problemFromN8n } from './problem';
import { cleanEnvironment } from './run';

export const LOOPBACK = '127.0.0.1';

const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_INTERVAL_MS = 50;
const KEPT_LOG_CHARACTERS = 500_000;

/** `/healthz` responds before n8n's migrations are done; these lines come after them. */
const READY_LINE = {
	start: 'Editor is now accessible',
	worker: 'n8n worker is now ready',
	webhook: 'Webhook listener waiting for requests',
} as const;

export type Command = keyof typeof READY_LINE;

export interface InstanceOptions {
	install: N8nInstall;
	/** n8n's own folder: settings, database, community packages. One for each process. */
	userFolder: string;
	command?: Command;
	args?: string[];
	/** Free one when left out. */
	port?: number;
	env?: NodeJS.ProcessEnv;
}

/** One running n8n process with the children it starts (its task runner). */
export interface N8nInstance {
	baseUrl: string;
	pid: number;
	logFile: string;
	/** What it has printed so far (the last part, if that is long). */
	log(): string;
	isRunning(): boolean;
	/** Settled once the process has ended, for whatever reason. */
	ended: Promise<void>;
	/** Lets it finish what it does, then makes sure that nothing of it is left. */
	stop(): Promise<void>;
	/** Ends it and its children without warning, as a crash or a lost machine would. */
	kill(): Promise<void>;
}

async function instanceEnvironment(
	options: InstanceOptions,
	port: number,
): Promise<NodeJS.ProcessEnv> {
	const nodeFolder = path.dirname(options.install.nodeBinary);
	return cleanEnvironment({
		PATH: [nodeFolder, process.env.PATH].join(path.delimiter),
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: LOOPBACK,
		N8N_HOST: LOOPBACK,
		N8N_RUNNERS_BROKER_PORT: String(await getPort({ host: LOOPBACK })),
		// A browser does not send secure cookies back over plain http.
		N8N_SECURE_COOKIE: 'false',
		NO_PROXY: `${LOOPBACK},localhost`,
		// Nothing leaves the machine.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		...options.env,
	});
}

/** The process is the leader of its own group, so that one signal reaches its children, and nothing else. */
function signalGroup(leader: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-leader, signal);
	} catch (error) {
		const groupIsGone = (error as NodeJS.ErrnoException).code === 'ESRCH';
		if (!groupIsGone) throw error;
	}
}

function captureLog(child: ChildProcess, logFile: string): () => string {
	const file = createWriteStream(logFile, { flags: 'a' });
	let kept = '';
	const take = (chunk: Buffer) => {
		file.write(chunk);
		kept = (kept + chunk.toString()).slice(-KEPT_LOG_CHARACTERS);
	};
	child.stdout?.on('data', take);
	child.stderr?.on('data', take);
	child.once('close', () => file.end());
	return () => kept;
}

async function waitUntilReady(instance: N8nInstance, readyLine: string): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!instance.log().includes(readyLine)) {
		if (!instance.isRunning()) throw problemFromN8n(instance.log(), 'n8n did not start');
		if (Date.now() > deadline) {
			await instance.kill();
			throw problemFromN8n(instance.log(), `n8n was not ready after ${START_TIMEOUT_MS / 1000} s`);
		}
		await delay(POLL_INTERVAL_MS);
	}
}

function describe(child: ChildProcess, baseUrl: string, logFile: string): N8nInstance {
	const pid = child.pid;
	if (pid === undefined) throw new Error('The operating system gave n8n no process id');
	const log = captureLog(child, logFile);
	const isRunning = () => child.exitCode === null && child.signalCode === null;
	const killIfThisProcessEnds = () => signalGroup(pid, 'SIGKILL');
	// First of all listeners: others remove the folders it writes to.
	process.prependOnceListener('exit', killIfThisProcessEnds);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const kill = async () => {
		signalGroup(pid, 'SIGKILL');
		await ended;
		process.removeListener('exit', killIfThisProcessEnds);
	};
	const stop = async () => {
		if (isRunning()) {
			child.kill('SIGTERM');
			await Promise.race([ended, delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
		}
		await kill();
	};
	return { baseUrl, pid, logFile, log, isRunning, ended, stop, kill };
}

export async function startN8n(options: InstanceOptions): Promise<N8nInstance> {
	const command = options.command ?? 'start';
	const port = options.port ?? (await getPort({ host: LOOPBACK }));
	mkdirSync(options.userFolder, { recursive: true });
	const child = spawn(
		options.install.nodeBinary,
		[options.install.n8nScript, command, ...(options.args ?? [])],
		{
			cwd: options.userFolder,
			env: await instanceEnvironment(options, port),
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true,
		},
	);
	const logFile = path.join(options.userFolder, 'n8n.log');
	const instance = describe(child, `http://${LOOPBACK}:${port}`, logFile);
	await waitUntilReady(instance, READY_LINE[command]);
	return instance;
}
