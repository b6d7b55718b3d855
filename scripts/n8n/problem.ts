/** A failure whose cause lies outside of this repository: `message` says what went wrong, `advice` what to do. */
export class Problem extends Error {
	override readonly name = 'Problem';

	constructor(
		message: string,
		readonly advice: string,
	) {
		super(`${message}\n${advice}`);
	}
}

interface KnownCause {
	pattern: RegExp;
	message: string;
	advice: string;
}

const KNOWN_CAUSES: readonly KnownCause[] = [
	{
		pattern: /ENOSPC|no space left/i,
		message: 'The disk is full.',
		advice:
			'n8n needs about 2.5 GB. Free some space, or set N8N_NODES_CONSCENT_CACHE to a folder on a larger disk, and run the command again.',
	},
	{
		pattern: /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|permission denied|read-only file system/i,
		message: 'A folder can not be written to.',
		advice:
			'Set N8N_NODES_CONSCENT_CACHE to a folder that belongs to you (not one made with sudo), and run the command again.',
	},
	{
		pattern:
			/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i,
		message: 'The npm registry did not answer.',
		advice:
			'Check the network (and `npm config get registry`, `npm config get proxy`), and run the command again: it goes on from what npm has already fetched.',
	},
	{
		pattern: /ETARGET|E404|notarget|No matching version/i,
		message: 'The npm registry lacks a package or version that n8n needs.',
		advice:
			'Company mirrors can be incomplete. Use the public registry, or pin another version in scripts/n8n/release.ts.',
	},
	{
		pattern: /gyp ERR|not found: make|Could not find any Python|g\+\+|clang/i,
		message: 'Building SQLite for n8n failed.',
		advice:
			'It needs Python 3, make and a C++ compiler. Debian or Ubuntu: `apt-get install python3 make g++`; macOS: `xcode-select --install`. Then run the command again.',
	},
	{
		pattern: /EADDRINUSE|already in use/i,
		message: 'The port is taken.',
		advice: 'Another program listens on it. Leave out --port to get a free one, or choose another.',
	},
];

/** Turns what a program printed into a Problem; a cause nobody knows keeps the program's last lines. */
export function problemFrom(output: string, whatFailed: string): Problem {
	const cause = KNOWN_CAUSES.find(({ pattern }) => pattern.test(output));
	if (cause) return new Problem(`${whatFailed}: ${cause.message}`, cause.advice);
	const lastLines = output.trim().split('\n').slice(-15).join('\n');
	return new Problem(`${whatFailed}.`, `Its last lines were:\n${lastLines}`);
}
