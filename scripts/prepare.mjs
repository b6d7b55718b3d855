/**
 * Makes a fresh clone ready: installs the locked dependencies and builds the package (not with --no-build).
 * It stands inside the npm commands because `ignore-scripts=true` keeps npm from running pre/post scripts,
 * and it needs nothing but Node.js, as it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

function fail(message) {
	process.stderr.write(`\n${message}\n`);
	process.exit(1);
}

function checkNodeVersion() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_NODE;
	if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
		fail(`Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
	}
}

function run(step, command, args) {
	process.stderr.write(`> ${step}\n`);
	const result = spawnSync(command, args, {
		cwd: root,
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	if (result.error) fail(`${step}: ${result.error.message}`);
	if (result.status !== 0) {
		fail(`${step} ended with exit code ${result.status}. The lines above say why.`);
	}
}

/** npm writes node_modules/.package-lock.json at the end of each install that went through. */
function isInstalled() {
	const marker = path.join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(marker)) return false;
	return statSync(marker).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

checkNodeVersion();
if (!isInstalled()) run('Installing dependencies (about a minute)', 'npm', ['ci', '--no-audit']);
if (!process.argv.includes('--no-build')) {
	run('Building the package', 'npm', ['run', '--silent', 'build']);
}
