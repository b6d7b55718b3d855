/** `npm start [-- --watch] [-- --port N]`: a real n8n with this package in it, and a Conscent test server to talk to. */
import { watch } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { OWNER } from './n8n/client';
import { readExamples } from './n8n/examples';
import { REPOSITORY_ROOT } from './n8n/package';
import { startPlayground } from './n8n/playground';
import type { Playground } from './n8n/playground';
import { Problem } from './n8n/problem';
import { cleanEnvironment, run } from './n8n/run';

const WATCHED_FOLDERS = ['nodes', 'credentials'];
const QUIET_TIME_BEFORE_REBUILD_MS = 400;
const HIGHEST_PORT = 65_535;

/** Their trigger waits for a call, so that they can be tried right away; a schedule would start to run by itself. */
const CALLED_TRIGGERS = new Set(['n8n-nodes-base.webhook', 'n8n-nodes-base.formTrigger']);

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

interface StartOptions {
	watch: boolean;
	port?: number;
}

function readOptions(): StartOptions {
	const { values } = parseArgs({
		options: { watch: { type: 'boolean', default: false }, port: { type: 'string' } },
	});
	if (values.port === undefined) return { watch: values.watch };
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
		throw new Problem(`"${values.port}" is no port.`, 'Use a number such as --port 5678.');
	}
	return { watch: values.watch, port };
}

async function importExamples({ client, credential }: Playground): Promise<void> {
	for (const { fileName, workflow } of readExamples(credential)) {
		const { id, nodes } = await client.createWorkflow(workflow);
		if (nodes.some(({ type }) => CALLED_TRIGGERS.has(type))) await client.activate(id);
		say(`  Example workflow: ${workflow.name} (workflows/${fileName})`);
	}
}

function describe({ n8n, server, credential }: Playground, options: StartOptions): string {
	return `
  n8n           ${n8n.baseUrl}
  E-mail        ${OWNER.email}
  Password      ${OWNER.password}
  Credential    ${credential.name}

  Test server   ${server.baseUrl} (what it holds: ${server.url}/__state)
  n8n's log     ${n8n.logFile}

${options.watch ? 'Watching nodes/ and credentials/: a change is built and n8n restarted; reload the page then.\n' : ''}\
Press Ctrl+C to stop both. This n8n is thrown away then; export workflows you want to keep.`;
}

async function rebuild(playground: Playground): Promise<void> {
	say('\nChanged: building …');
	const { exitCode, output } = await run('npm', ['run', '--silent', 'build'], {
		cwd: REPOSITORY_ROOT,
		env: cleanEnvironment(),
	});
	if (exitCode !== 0) {
		say(`${output}\nThe build failed; n8n goes on with the last good one.`);
		return;
	}
	await playground.reinstall();
	say(`n8n runs the new build: ${playground.n8n.baseUrl}`);
}

/** One rebuild at a time; changes during one lead to one more after it. */
function rebuildOnChange(playground: Playground): void {
	let timer: NodeJS.Timeout | undefined;
	let running = Promise.resolve();
	const schedule = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			running = running.then(() => rebuild(playground)).catch((error: unknown) => say(tell(error)));
		}, QUIET_TIME_BEFORE_REBUILD_MS);
	};
	for (const folder of WATCHED_FOLDERS) {
		watch(path.join(REPOSITORY_ROOT, folder), { recursive: true }, schedule);
	}
}

function tell(error: unknown): string {
	if (error instanceof Problem) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** npm and the terminal both pass Ctrl+C on, so the signal may come twice. */
function stopOnSignals(running: { playground?: Playground }): void {
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		say('\nStopping …');
		await running.playground?.stop();
		process.exit(0);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void stop());
	}
}

async function main(): Promise<void> {
	const options = readOptions();
	const running: { playground?: Playground } = {};
	stopOnSignals(running);
	say('Starting n8n and the Conscent test server …');
	const playground = await startPlayground({
		report: say,
		...(options.port ? { port: options.port } : {}),
	});
	running.playground = playground;
	await importExamples(playground);
	if (options.watch) rebuildOnChange(playground);
	say(describe(playground, options));
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${tell(error)}\n`);
	process.exit(1);
});
