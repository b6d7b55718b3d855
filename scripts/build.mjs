/**
 * Builds into a folder of its own and puts it in place at the end: a failed build leaves the last good one, no file
 * without a source stays behind, and whatever runs from dist/ meanwhile is not disturbed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
// Beside dist/, as source maps name the sources relative to where they were written.
const fresh = `${dist}-${process.pid}`;
const previous = `${fresh}-previous`;

function run(tool, args) {
	const bin = path.join(root, 'node_modules', '.bin', tool);
	const { status } = spawnSync(bin, args, {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, DIST_FOLDER: fresh },
		shell: process.platform === 'win32',
	});
	return status === 0;
}

if (!existsSync(path.join(root, 'node_modules', '.bin'))) {
	process.stderr.write('Dependencies are missing: run `npm ci` first.\n');
	process.exit(1);
}
const isBuilt = run('tsc', ['-p', 'tsconfig.json', '--outDir', fresh]) && run('gulp', ['--silent']);
if (isBuilt) {
	if (existsSync(dist)) renameSync(dist, previous);
	renameSync(fresh, dist);
}
for (const leftover of [fresh, previous]) rmSync(leftover, { recursive: true, force: true });
process.exitCode = isBuilt ? 0 : 1;
