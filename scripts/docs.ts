/**
 * `npm run docs [-- --check]`: docs/operations and the output schemas, made from the nodes' descriptions and the
 * sample responses of spec/. With --check nothing is written; files that are out of date are named, and the exit code is 1.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOCS_FOLDER, ROOT, SCHEMA_FOLDERS, generatedFiles, outdatedFiles } from './docs/files';

async function write(): Promise<void> {
	const files = await generatedFiles();
	for (const folder of [DOCS_FOLDER, ...SCHEMA_FOLDERS]) {
		rmSync(path.join(ROOT, folder), { recursive: true, force: true });
	}
	for (const [file, text] of files) {
		mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
		writeFileSync(path.join(ROOT, file), text);
	}
	process.stdout.write(`${files.size} files are up to date.\n`);
}

async function check(): Promise<void> {
	const outdated = await outdatedFiles();
	if (outdated.length === 0) return;
	process.stderr.write(`Run \`npm run docs\`. Out of date:\n${outdated.join('\n')}\n`);
	process.exitCode = 1;
}

void (process.argv.includes('--check') ? check() : write());
