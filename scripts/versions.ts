/**
 * `npm run test:versions [-- VERSION]`: the engine tests against another version of n8n's engine, the oldest supported one by
 * default. It is installed in the cache folder; jest.config.js puts it in the place of ours.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder } from './n8n/cache';
import { REPOSITORY_ROOT } from './n8n/package';
import { problemFromNpm } from './n8n/problem';
import { cleanEnvironment, run } from './n8n/run';

/** The oldest engine that these nodes are said to work with, that of n8n 1.123: the README names it. */
const OLDEST_ENGINE = '1.122.48';

function say(line: string): void {
	process.stderr.write(`${line}\n`);
}

async function installEngine(version: string): Promise<string> {
	const folder = path.join(cacheFolder(), `engine-${version}`);
	if (existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return folder;
	mkdirSync(folder, { recursive: true });
	const manifest = { private: true, dependencies: { 'n8n-core': version } };
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	say(`Installing n8n-core ${version} in ${folder} (about a minute)`);
	const args = [
		'install',
		'--legacy-peer-deps',
		'--ignore-scripts',
		'--no-audit',
		'--no-fund',
		'--no-package-lock',
	];
	const { exitCode, output } = await run('npm', args, { cwd: folder, env: cleanEnvironment() });
	if (exitCode !== 0) throw problemFromNpm(output, `Installing n8n-core ${version} failed`);
	return folder;
}

async function runEngineTests(engineFolder: string): Promise<number> {
	const jest = path.join(REPOSITORY_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	// Older engines leave timers behind.
	const args = [jest, '--selectProjects', 'engine', '--coverage=false', '--forceExit'];
	const child = spawn(process.execPath, args, {
		cwd: REPOSITORY_ROOT,
		env: { ...process.env, ENGINE_FOLDER: engineFolder },
		stdio: 'inherit',
	});
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

async function main(): Promise<void> {
	const version = process.argv[2] ?? OLDEST_ENGINE;
	const folder = await installEngine(version);
	say(`Engine tests on n8n-core ${version}`);
	process.exitCode = await runEngineTests(folder);
}

main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
