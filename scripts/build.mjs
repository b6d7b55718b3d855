/**
 * Builds into a folder of its own and puts it in place at the end: a failed build leaves the last good one, no file
 * without a source stays behind, and whatever runs from dist/ meanwhile is not disturbed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const work = path.join(root, '.tmp', `build-${process.pid}`);
const fresh = path.join(work, 'dist');
const dist = path.join(root, 'dist');

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

mkdirSync(fresh, { recursive: true });
const isBuilt = run('tsc', ['-p', 'tsconfig.json', '--outDir', fresh]) && run('gulp', ['--silent']);
if (isBuilt) {
	if (existsSync(dist)) renameSync(dist, path.join(work, 'previous'));
	renameSync(fresh, dist);
}
rmSync(work, { recursive: true, force: true });
process.exitCode = isBuilt ? 0 : 1;
