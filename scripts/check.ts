/**
 * The gate before publishing: n8n's own scanner over the source and over the packed file, the content of the packed
 * file, and who may import whom. Each check prints one line; any that does not hold ends it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface ScanResult {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, filePatterns?: string[]): Promise<ScanResult>;
}

interface PackedFile {
	filename: string;
	files: Array<{ path: string }>;
}

const root = path.resolve(__dirname, '..');
const PUBLISHED_FILE = /^(?:dist\/(?:nodes|credentials)\/.+|README\.md|LICENSE|package\.json)$/;
const DIST_FILE = /\.(?:js|js\.map|json|svg|png)$/;

function run(command: string, args: string[], cwd = root): string {
	return execFileSync(command, args, {
		cwd,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

async function scan(name: string, folder: string, patterns?: string[]): Promise<void> {
	const specifier = '@n8n/scan-community-package/scanner/scanner.mjs';
	const scanner = (await import(specifier)) as Scanner;
	const result = await scanner.analyzePackage(folder, patterns ?? undefined);
	if (!result.passed) throw new Error(`${name}: ${result.message ?? ''}\n${result.details ?? ''}`);
}

async function scanSource(): Promise<void> {
	const specifier = '@n8n/scan-community-package/scanner/scanner.mjs';
	const { SOURCE_FILE_PATTERNS } = (await import(specifier)) as Scanner;
	await scan('source', root, SOURCE_FILE_PATTERNS);
}

function pack(folder: string): PackedFile {
	const [packed] = JSON.parse(
		run('npm', ['pack', '--json', '--pack-destination', folder]),
	) as PackedFile[];
	if (!packed) throw new Error('npm pack made no file');
	return packed;
}

function checkContent(packed: PackedFile): void {
	const strangers = packed.files
		.map((file) => file.path)
		.filter(
			(file) => !PUBLISHED_FILE.test(file) || (file.startsWith('dist/') && !DIST_FILE.test(file)),
		);
	if (strangers.length > 0)
		throw new Error(`does not belong into the package: ${strangers.join(', ')}`);
	for (const needed of [
		'README.md',
		'LICENSE',
		'package.json',
		'dist/nodes/Conscent/Conscent.node.js',
	]) {
		if (!packed.files.some((file) => file.path === needed)) throw new Error(`${needed} is missing`);
	}
}

/** Everything that package.json registers is in the packed file, and every node of the source is registered. */
function checkRegistration(packed: PackedFile): void {
	const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const registered = [...n8n.nodes, ...n8n.credentials];
	const files = new Set(packed.files.map((file) => file.path));
	const missing = registered.filter((file) => !files.has(file));
	if (missing.length > 0) throw new Error(`registered, but not packed: ${missing.join(', ')}`);
	const forgotten = [...files].filter(
		(file) => /\.(?:node|credentials)\.js$/.test(file) && !registered.includes(file),
	);
	if (forgotten.length > 0) throw new Error(`packed, but not registered: ${forgotten.join(', ')}`);
}

/** Without them the editor shows no fields before a node has run. */
function checkSchemas(packed: PackedFile): void {
	const schemas = readdirSync(path.join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.includes('__schema__') && file.endsWith('.json'))
		.map((file) => path.posix.join('dist/nodes', file.split(path.sep).join('/')));
	if (schemas.length === 0) throw new Error('nodes/ has no output schemas');
	const files = new Set(packed.files.map((file) => file.path));
	const missing = schemas.filter((file) => !files.has(file));
	if (missing.length > 0) throw new Error(`not packed: ${missing.join(', ')}`);
}

function checkDependencies(): void {
	run('depcruise', ['--config', '.dependency-cruiser.cjs', 'nodes', 'credentials', 'test/server']);
	const outsiders = sources('nodes').filter(
		(file) =>
			file !== path.join('nodes', 'shared', 'http', 'transport.ts') &&
			/helpers\s*\.\s*(?:http|request)/i.test(readFileSync(path.join(root, file), 'utf8')),
	);
	if (outsiders.length > 0) {
		throw new Error(
			`only nodes/shared/http/transport.ts may use n8n's request helper: ${outsiders.join(', ')}`,
		);
	}
}

function checkDisables(): void {
	const found = [...sources('nodes'), ...sources('credentials')].filter((file) =>
		/eslint-disable|@ts-(?:ignore|expect-error|nocheck)/.test(
			readFileSync(path.join(root, file), 'utf8'),
		),
	);
	if (found.length > 0) throw new Error(`a check is switched off in ${found.join(', ')}`);
}

function checkLockFile(): void {
	const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { resolved?: string }>;
	};
	const addresses = Object.values(lock.packages).filter(({ resolved }) =>
		resolved?.includes('://'),
	);
	if (addresses.length > 0) throw new Error('package-lock.json names download addresses');
}

function sources(folder: string): string[] {
	return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file));
}

async function step(name: string, check: () => Promise<void> | void): Promise<void> {
	try {
		await check();
	} catch (error) {
		throw new Error(`✗ ${name}`, { cause: error });
	}
	process.stdout.write(`✓ ${name}\n`);
}

async function main(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-conscent-check-'));
	try {
		const packed = pack(folder);
		await step('packed file: dist, README, LICENSE, package.json and nothing else', () =>
			checkContent(packed),
		);
		await step('package.json registers every node and credential', () => checkRegistration(packed));
		await step('packed file: every output schema', () => checkSchemas(packed));
		run('tar', ['-xzf', packed.filename], folder);
		await step("n8n's scanner over the packed file", () =>
			scan('packed file', path.join(folder, 'package')),
		);
		await step("n8n's scanner over the source", scanSource);
		await step('dependency rules', checkDependencies);
		await step('no check switched off in nodes/ and credentials/', checkDisables);
		await step('lock file without download addresses', checkLockFile);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	const cause =
		error instanceof Error && error.cause instanceof Error ? `\n${error.cause.message}` : '';
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`);
	process.exitCode = 1;
});
