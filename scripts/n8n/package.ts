import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { leftFileOut, problemFromNpm } from './problem';
import { cleanEnvironment, run } from './run';

export const REPOSITORY_ROOT = path.resolve(__dirname, '..', '..');

async function npm(args: string[], cwd: string, what: string): Promise<void> {
	const result = await run('npm', args, { cwd, env: cleanEnvironment() });
	const isIncomplete = result.exitCode !== 0 || result.output.split('\n').some(leftFileOut);
	if (isIncomplete) throw problemFromNpm(result.output, what);
}

/** Packs a built package (this one, unless told) as it would be published, and gives the file's path. */
export async function packPackage(targetFolder: string, source = REPOSITORY_ROOT): Promise<string> {
	mkdirSync(targetFolder, { recursive: true });
	const before = new Set(readdirSync(targetFolder));
	await npm(
		['pack', '--ignore-scripts', '--pack-destination', targetFolder],
		source,
		'Packing the package failed',
	);
	const packed = readdirSync(targetFolder).filter((name) => name.endsWith('.tgz'));
	const name = packed.find((candidate) => !before.has(candidate)) ?? packed[0];
	if (!name) throw new Error(`npm pack left no file in ${targetFolder}`);
	return path.join(targetFolder, name);
}

/** Installs packed files the way n8n's own guide for manual installation does. */
export async function installPackages(userFolder: string, packedFiles: string[]): Promise<void> {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	mkdirSync(nodesFolder, { recursive: true });
	const manifest = path.join(nodesFolder, 'package.json');
	if (!existsSync(manifest)) {
		writeFileSync(manifest, JSON.stringify({ name: 'installed-nodes', private: true }));
	}
	const flags = [
		'--ignore-scripts',
		'--legacy-peer-deps',
		'--no-audit',
		'--no-fund',
		'--no-package-lock',
	];
	await npm(
		['install', ...flags, ...packedFiles],
		nodesFolder,
		'Installing the packed file in n8n failed',
	);
}
