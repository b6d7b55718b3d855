import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { check, lock } from 'proper-lockfile';

import { cacheFolder } from './cache';
import { Problem, folderProblem, leftFileOut, problemFromNpm, tooLittleSpace } from './problem';
import {
	N8N_VERSION,
	NEEDED_DISK_SPACE_BYTES,
	NODE_VERSION,
	PACKAGES_TO_BUILD,
	installManifest,
	nodePackageFor,
	supportedPlatforms,
} from './pinned';
import type { InstallManifest } from './pinned';
import { cleanEnvironment, run } from './run';

export interface N8nInstall {
	folder: string;
	version: string;
	/** The Node.js that n8n runs on. */
	nodeBinary: string;
	/** n8n's command line, to be run with `nodeBinary`. */
	n8nScript: string;
}

export type Report = (line: string) => void;

const PROGRESS_INTERVAL_MS = 10_000;
/** Packages, then SQLite, and once more for each in case that brought up something else. */
const REPAIR_ROUNDS = 4;

/** npm's own waits add up to minutes before it says that there is no network. */
const FEW_RETRIES = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

const LOCK_STALE_MS = 60_000;
const LOCK_RETRY_MS = 5_000;
const LOCK_RETRIES = 240;

/** Exists from the first to the last moment of an install; found later, it means that one was cut short. */
const UNFINISHED_MARKER = 'install-unfinished';

/** npm writes this list of everything it installed at the very end. */
const HIDDEN_LOCKFILE = path.join('node_modules', '.package-lock.json');

function toStderr(line: string): void {
	process.stderr.write(`${line}\n`);
}

/** @throws Problem where Node.js has no npm package for the machine */
export function nodePackageOf(platform: string, arch: string): string {
	const name = nodePackageFor(platform, arch);
	if (name) return name;
	throw new Problem(
		`A real n8n cannot be installed on ${platform}-${arch} by this script.`,
		`It works on ${supportedPlatforms().join(', ')}. On Windows use WSL 2. Or install the packed file in an n8n of your own, as the README says.`,
	);
}

function describeInstall(folder: string, nodePackage: string): N8nInstall {
	return {
		folder,
		version: N8N_VERSION,
		nodeBinary: path.join(folder, 'node_modules', nodePackage, 'bin', 'node'),
		n8nScript: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

function readJson(file: string): unknown {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

interface ListedPackage {
	version?: string;
	optional?: boolean;
}

function missingPackages(folder: string): string[] {
	const list = readJson(path.join(folder, HIDDEN_LOCKFILE)) as {
		packages: Record<string, ListedPackage>;
	};
	return Object.entries(list.packages)
		.filter(([, { optional }]) => !optional)
		.filter(([place, { version }]) => {
			const manifest = readJson(path.join(folder, place, 'package.json'));
			return (manifest as { version?: string } | undefined)?.version !== version;
		})
		.map(([place]) => place);
}

/** What is wrong with an install, if anything, and how much of it has to be made again. */
export interface Diagnosis {
	install?: string;
	build?: string;
	/** npm takes a folder with a package.json for a complete package, so what is in doubt goes before it runs. */
	remove?: string;
}

async function loadsNatively(install: N8nInstall): Promise<boolean> {
	const script = PACKAGES_TO_BUILD.map((name) => `require('${name}');`).join('');
	const { exitCode } = await run(install.nodeBinary, ['-e', script], { cwd: install.folder });
	return exitCode === 0;
}

async function nodeBinaryWorks(install: N8nInstall): Promise<boolean> {
	if (!existsSync(install.nodeBinary)) return false;
	const { output } = await run(install.nodeBinary, ['--version'], { cwd: install.folder });
	return output.trim() === `v${NODE_VERSION}`;
}

export async function diagnose(install: N8nInstall, manifest: InstallManifest): Promise<Diagnosis> {
	const { folder } = install;
	const modules = path.join(folder, 'node_modules');
	if (!existsSync(modules)) return { install: 'not installed yet' };
	const unfinished = existsSync(path.join(folder, UNFINISHED_MARKER));
	if (unfinished || !existsSync(path.join(folder, HIDDEN_LOCKFILE))) {
		return { install: 'an earlier install was cut short', remove: modules };
	}
	if (!isDeepStrictEqual(readJson(path.join(folder, 'package.json')), manifest)) {
		return { install: 'the list of what to install has changed' };
	}
	const [missing] = missingPackages(folder);
	if (missing) return { install: `${missing} is missing`, remove: path.join(folder, missing) };
	if (!(await nodeBinaryWorks(install))) {
		return {
			install: 'Node.js does not run',
			remove: path.dirname(path.dirname(install.nodeBinary)),
		};
	}
	return (await loadsNatively(install)) ? {} : { build: 'SQLite does not load' };
}

async function checkDiskSpace(folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	const freeBytes = bavail * bsize;
	if (freeBytes < NEEDED_DISK_SPACE_BYTES) {
		throw tooLittleSpace(folder, freeBytes, NEEDED_DISK_SPACE_BYTES);
	}
}

async function runNpm(args: string[], folder: string, what: string, report: Report): Promise<void> {
	const startedAt = Date.now();
	const tick = setInterval(() => {
		report(`  … ${what}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
	}, PROGRESS_INTERVAL_MS);
	const where = { cwd: folder, env: cleanEnvironment() };
	const result = await run('npm', args, where).finally(() => clearInterval(tick));
	const isIncomplete = result.exitCode !== 0 || result.output.split('\n').some(leftFileOut);
	if (isIncomplete) throw problemFromNpm(result.output, `${what} failed`);
}

async function installPackages(
	folder: string,
	manifest: InstallManifest,
	report: Report,
): Promise<void> {
	report('The first time takes 3 to 6 minutes and 2.2 GB of disk; later runs reuse it.');
	await checkDiskSpace(folder);
	writeFileSync(path.join(folder, UNFINISHED_MARKER), '');
	writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
	// Without it npm reads what is really there, instead of trusting its list.
	rmSync(path.join(folder, HIDDEN_LOCKFILE), { force: true });
	const quiet = ['--no-audit', '--no-fund', '--no-package-lock', ...FEW_RETRIES];
	const args = ['install', '--legacy-peer-deps', '--ignore-scripts', ...quiet];
	await runNpm(args, folder, `Installing n8n ${N8N_VERSION}`, report);
	rmSync(path.join(folder, UNFINISHED_MARKER));
}

async function buildNativeParts(folder: string, report: Report): Promise<void> {
	const args = ['rebuild', ...PACKAGES_TO_BUILD, '--ignore-scripts=false', '--foreground-scripts'];
	await runNpm(args, folder, 'Building SQLite for n8n', report);
}

/** Mends one thing, and says whether there was anything to mend. */
async function repairOnce(
	install: N8nInstall,
	manifest: InstallManifest,
	report: Report,
): Promise<boolean> {
	const { folder } = install;
	const found = await diagnose(install, manifest);
	const reason = found.install ?? found.build;
	if (!reason) return false;
	report(`Preparing n8n ${N8N_VERSION} in ${folder}: ${reason}.`);
	if (found.remove) rmSync(found.remove, { recursive: true, force: true });
	if (found.install) await installPackages(folder, manifest, report);
	else await buildNativeParts(folder, report);
	return true;
}

async function repair(
	install: N8nInstall,
	manifest: InstallManifest,
	report: Report,
): Promise<void> {
	for (let round = 0; round < REPAIR_ROUNDS; round += 1) {
		if (!(await repairOnce(install, manifest, report))) return;
	}
	const { install: missing, build } = await diagnose(install, manifest);
	const stillWrong = missing ?? build;
	if (!stillWrong) return;
	throw new Problem(
		`n8n is still not usable: ${stillWrong}.`,
		`Delete ${install.folder} and run the command again.`,
	);
}

async function lockFolder(folder: string, report: Report): Promise<() => Promise<void>> {
	const options = { stale: LOCK_STALE_MS, realpath: false };
	if (await check(folder, options)) report('Another run is preparing n8n; waiting for it.');
	return await lock(folder, {
		...options,
		retries: { retries: LOCK_RETRIES, minTimeout: LOCK_RETRY_MS, maxTimeout: LOCK_RETRY_MS },
	});
}

function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true });
	} catch (error) {
		throw folderProblem(folder, error as Error);
	}
}

/** Gives a usable n8n: the one in the cache, repaired if it is broken, or a new one. */
export async function ensureN8n(report: Report = toStderr): Promise<N8nInstall> {
	const nodePackage = nodePackageOf(process.platform, process.arch);
	const folder = path.join(cacheFolder(), `n8n-${N8N_VERSION}`);
	makeFolder(folder);
	const install = describeInstall(folder, nodePackage);
	const unlock = await lockFolder(folder, report);
	try {
		await repair(install, installManifest(nodePackage), report);
	} finally {
		await unlock();
	}
	return install;
}
