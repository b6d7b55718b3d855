/**
 * `npm run mutate`: everything; `-- <file> …`: these; `-- --sample`: a seventh of the files, another one each day.
 * `--force` runs also what has not changed since the last run. Reports are in .tmp/mutation.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const SAMPLES = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

function sources() {
	return ['credentials', 'nodes'].flatMap((folder) =>
		readdirSync(folder, { recursive: true })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => path.join(folder, file))
			.sort(),
	);
}

function sampleOfToday() {
	const today = Math.floor(Date.now() / DAY_MS) % SAMPLES;
	return sources().filter((_file, index) => index % SAMPLES === today);
}

const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith('--') && arg !== '--sample');
const files = args.includes('--sample')
	? sampleOfToday()
	: args.filter((arg) => !arg.startsWith('--'));
const { status } = spawnSync(
	path.join('node_modules', '.bin', 'stryker'),
	['run', ...(files.length > 0 ? ['--mutate', files.join(',')] : []), ...options],
	{ stdio: 'inherit', shell: process.platform === 'win32' },
);
process.exitCode = status ?? 1;
