/** `npm start -- [--watch] [--port N]`: a real n8n with this package in it, and a Conscent test server to talk to. */
import path from 'node:path';

import { OWNER } from './n8n/client';
import { REPOSITORY_ROOT } from './n8n/package';
import { startPlayground } from './n8n/playground';
import type { Playground } from './n8n/playground';
import { Problem } from './n8n/problem';
import { cleanEnvironment, run } from './n8n/run';
import type { RunResult } from './n8n/run';
import { describeCredential } from './start/credential';
import { describeImported, describeTriggers, importExamples } from './start/examples';
import type { Imported } from './start/examples';
import { USAGE, assertFree, readOptions } from './start/options';
import type { StartOptions } from './start/options';
import { Rebuilds, watchFolders } from './start/rebuilds';

const WATCHED_FOLDERS = ['nodes', 'credentials'].map((name) => path.join(REPOSITORY_ROOT, name));
const QUIET_TIME_BEFORE_REBUILD_MS = 400;

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

function describe(
	{ n8n, server, credential }: Playground,
	imported: readonly Imported[],
	options: StartOptions,
): string {
	return `
  n8n           ${n8n.baseUrl}
  Email         ${OWNER.email}
  Password      ${OWNER.password}
  Credential    ${credential.name}: ready to use

  Test server   ${server.baseUrl} (what it holds: ${server.url}/__state)
${describeCredential(server.baseUrl)}

  n8n's log     ${n8n.logFile}

${describeTriggers(imported, n8n.baseUrl)}

${options.watch ? 'Watching nodes/ and credentials/: a change is built and n8n restarted; reload the page then.\n' : ''}\
Press Ctrl+C to stop both. This n8n is thrown away then; export workflows you want to keep.`;
}

async function build(): Promise<RunResult> {
	const where = { cwd: REPOSITORY_ROOT, env: cleanEnvironment() };
	return await run('npm', ['run', '--silent', 'build'], where);
}

/** Only after the options were read: a mistyped one is told at once. */
async function firstBuild(): Promise<void> {
	say('Building the package …');
	const { exitCode, output } = await build();
	if (exitCode !== 0) throw new Problem('The build failed.', output);
}

async function rebuild(playground: Playground): Promise<void> {
	say('\nChanged: building …');
	const { exitCode, output } = await build();
	if (exitCode !== 0) {
		say(`${output}\nThe build failed; n8n goes on with the last good one.`);
		return;
	}
	await playground.reinstall();
	say(`n8n runs the new build: ${playground.n8n.baseUrl}`);
}

function rebuildOnChange(playground: Playground): void {
	const rebuilds = new Rebuilds(async () => {
		try {
			await rebuild(playground);
		} catch (error) {
			say(tell(error));
		}
	}, QUIET_TIME_BEFORE_REBUILD_MS);
	watchFolders(WATCHED_FOLDERS, rebuilds.changed);
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
	const options = readOptions(process.argv.slice(2));
	if (options.help) return say(USAGE);
	if (options.port !== undefined) await assertFree(options.port);
	const running: { playground?: Playground } = {};
	stopOnSignals(running);
	await firstBuild();
	say('Starting n8n and the Conscent test server …');
	const playground = await startPlayground({
		report: say,
		...(options.port ? { port: options.port } : {}),
	});
	running.playground = playground;
	const imported = await importExamples(playground);
	for (const each of imported) say(describeImported(each));
	if (options.watch) rebuildOnChange(playground);
	say(describe(playground, imported, options));
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${tell(error)}\n`);
	process.exit(1);
});
