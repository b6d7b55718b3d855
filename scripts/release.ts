/**
 * `npm run release`: all of a release but the upload, and what is left to a person. With --publish, which is for
 * .github/workflows/publish.yml, the upload, too; it is refused while something is left.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { REPOSITORY_ROOT, packPackage } from './n8n/package';
import { removeFolder, startPlayground } from './n8n/playground';
import { Problem } from './n8n/problem';
import { run } from './n8n/run';
import { provenanceStatement } from './release/provenance';
import { readinessOf } from './release/readiness';
import type { Manifest, Readiness } from './release/readiness';

const FOLDER = path.join(REPOSITORY_ROOT, '.tmp', 'release');
const USAGE = 'npm run release -- [--no-tests] [--publish]';

/** In no file: nobody but the publisher can do or see it. */
const ALWAYS_LEFT = [
	'`npx @n8n/node-cli lint`, once: the command itself, whose parts ran here',
	'on npm: Trusted Publishing for this repository and publish.yml',
	'`git tag v<version>` and push it: GitHub then runs this command with --publish',
	'after the upload: `npx @n8n/scan-community-package n8n-nodes-conscent`, then the Creator Portal',
];

interface Options {
	publish: boolean;
	noTests: boolean;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

function readOptions(): Options {
	const { values } = parseArgs({
		options: {
			publish: { type: 'boolean', default: false },
			'dry-run': { type: 'boolean', default: false },
			'no-tests': { type: 'boolean', default: false },
		},
	});
	const { publish, 'dry-run': dryRun, 'no-tests': noTests } = values;
	if (publish && (dryRun || noTests)) throw new Problem('--publish goes alone.', `It is: ${USAGE}`);
	return { publish, noTests };
}

function readJson<T>(file: string): T {
	return JSON.parse(readFileSync(path.join(REPOSITORY_ROOT, file), 'utf8')) as T;
}

async function output(command: string, args: string[]): Promise<string> {
	const { exitCode, output: text } = await run(command, args, { cwd: REPOSITORY_ROOT });
	if (exitCode === 0) return text.trim();
	const lastLines = text.trim().split('\n').slice(-40).join('\n');
	throw new Problem(`${command} ${args.join(' ')} failed.`, lastLines);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
	const startedAt = Date.now();
	const result = await work();
	say(`✓ ${name} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
	return result;
}

function readiness(manifest: Manifest): Readiness {
	const { GITHUB_REF_TYPE, GITHUB_REF_NAME, GITHUB_REPOSITORY } = process.env;
	return readinessOf({
		manifest,
		lockedVersion: readJson<{ version: string }>('package-lock.json').version,
		changelog: readFileSync(path.join(REPOSITORY_ROOT, 'CHANGELOG.md'), 'utf8'),
		tag: GITHUB_REF_TYPE === 'tag' ? GITHUB_REF_NAME : undefined,
		builtIn: GITHUB_REPOSITORY,
	});
}

async function uncommitted(): Promise<string[]> {
	const changes = await output('git', ['status', '--porcelain']);
	return changes === '' ? [] : ['commit the changes: a release is made of a commit'];
}

/** A version can be uploaded once. */
async function publishedBefore({ name, version }: Manifest): Promise<string[]> {
	const args = ['view', `${name}@${version}`, 'version', '--json'];
	const { exitCode, output: text } = await run('npm', args, { cwd: REPOSITORY_ROOT });
	if (exitCode === 0 && text.includes(version)) {
		throw new Problem(`${name} ${version} is on npm already.`, 'Raise the version.');
	}
	return exitCode === 0 || text.includes('E404')
		? []
		: [`see on npm whether ${name} ${version} is there already: the registry did not say`];
}

async function tests(): Promise<void> {
	for (const script of ['lint', 'lint:spec', 'typecheck', 'test']) {
		await step(`npm run ${script}`, () => output('npm', ['run', script]));
	}
}

interface Loaded {
	readonly name?: unknown;
}

function missing(registered: readonly string[], loaded: readonly Loaded[], prefix = ''): string[] {
	const names = new Set(loaded.map(({ name }) => String(name)));
	return registered
		.map((file) => path.basename(file).split('.')[0] ?? '')
		.map((name) => `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`)
		.filter((name) => !names.has(name));
}

/** The packed file in a real n8n: every node and credential is there, and the credential's test goes through. */
async function tryInN8n(packedFile: string, { name }: Manifest): Promise<void> {
	const { n8n } = readJson<{ n8n: { nodes: string[]; credentials: string[] } }>('package.json');
	const playground = await startPlayground({ packedFile });
	try {
		const { client, credential } = playground;
		const lacking = [
			...missing(n8n.nodes, await client.nodeTypes(), `${name}.`),
			...missing(n8n.credentials, await client.credentialTypes()),
		];
		if (lacking.length > 0) throw new Problem('n8n did not load all.', lacking.join(', '));
		const { status, message } = await client.testCredential(credential);
		if (status !== 'OK') throw new Problem('The credential test failed in n8n.', message);
	} finally {
		await playground.stop();
	}
}

async function writeProvenance(packedFile: string, manifest: Manifest): Promise<void> {
	const statement = provenanceStatement(packedFile, {
		packageName: manifest.name,
		version: manifest.version,
		repositoryUrl: manifest.repository.url,
		commit: await output('git', ['rev-parse', 'HEAD']),
		ref: `refs/tags/v${manifest.version}`,
	});
	const file = path.join(FOLDER, 'provenance.json');
	writeFileSync(file, `${JSON.stringify(statement, null, '\t')}\n`);
}

async function rehearse(manifest: Manifest, packedFile: string, noTests: boolean): Promise<void> {
	if (!noTests) await tests();
	await step('npm run check: content of the packed file, scanner, dependency rules', () =>
		output('npm', ['run', 'check']),
	);
	await step('the packed file in a real n8n', () => tryInN8n(packedFile, manifest));
	await step('provenance statement, unsigned', () => writeProvenance(packedFile, manifest));
}

function tellLeft(toDo: readonly string[]): void {
	say(`\nReady in ${path.relative(REPOSITORY_ROOT, FOLDER)}: the packed file and provenance.json.`);
	say('Left to a person:');
	for (const line of [...toDo, ...ALWAYS_LEFT]) say(`- ${line}`);
}

async function main(): Promise<void> {
	const { publish, noTests } = readOptions();
	const manifest = readJson<Manifest>('package.json');
	const { errors, toDo } = readiness(manifest);
	if (errors.length > 0) throw new Problem('Not ready for a release:', errors.join('\n'));
	const left = [...toDo, ...(await uncommitted()), ...(await publishedBefore(manifest))];
	if (publish && left.length > 0) throw new Problem('Not published. Left:', left.join('\n'));
	say(`✓ version ${manifest.version} and changelog`);
	removeFolder(FOLDER);
	const packedFile = await step('packed', () => packPackage(FOLDER));
	await rehearse(manifest, packedFile, noTests);
	if (!publish) return tellLeft(left);
	const args = ['publish', packedFile, '--provenance', '--access', 'public'];
	await step('published', () => output('npm', args));
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Problem ? error.message : String(error)}\n`);
	process.exit(1);
});
