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

const DISK_FULL: KnownCause = {
	pattern: /ENOSPC|no space left|SQLITE_FULL|disk is full/i,
	message: 'The disk is full.',
	advice:
		"Installed, n8n takes about 2.5 GB in a cache folder; while it runs, some more in the system's folder for temporary files. Free some space, or name folders on a larger disk in N8N_NODES_CONSCENT_CACHE and TMPDIR, and run the command again.",
};

const NOT_WRITABLE =
	'Set N8N_NODES_CONSCENT_CACHE to a folder that belongs to you (not one made with sudo), and run the command again.';

/** npm tells its other errors well by itself. */
const NPM_CAUSES: readonly KnownCause[] = [DISK_FULL];

/** n8n's log is long and full of words: what is not unmistakable is shown instead of explained. */
const N8N_CAUSES: readonly KnownCause[] = [
	DISK_FULL,
	{
		pattern: /EADDRINUSE|port \d+ is already in use/i,
		message: 'The port is taken.',
		advice: 'Another program listens on it. Leave out --port to get a free one, or choose another.',
	},
];

/**
 * npm goes on without a file that it could not write, says so in a warning, and ends as if all were well. ENOENT is
 * another matter: it comes with optional packages that npm takes away again.
 */
export function leftFileOut(npmLine: string): boolean {
	return /TAR_ENTRY_ERROR (?!ENOENT)/.test(npmLine);
}

/** Turns what npm printed into a Problem; any other cause keeps npm's last lines. */
export function problemFromNpm(output: string, whatFailed: string): Problem {
	return problemFrom(NPM_CAUSES, output, whatFailed);
}

/** The same for n8n's log. */
export function problemFromN8n(log: string, whatFailed: string): Problem {
	return problemFrom(N8N_CAUSES, log, whatFailed);
}

function problemFrom(causes: readonly KnownCause[], output: string, whatFailed: string): Problem {
	const cause = causes.find(({ pattern }) => pattern.test(output));
	if (cause) return new Problem(`${whatFailed}: ${cause.message}`, cause.advice);
	const lastLines = output.trim().split('\n').slice(-15).join('\n');
	return new Problem(`${whatFailed}.`, `Its last lines were:\n${lastLines}`);
}

const GIGABYTE = 1024 ** 3;

/** Told before npm begins: it would find out minutes later. */
export function tooLittleSpace(folder: string, freeBytes: number, neededBytes: number): Problem {
	const [free, needed] = [freeBytes, neededBytes].map((bytes) => (bytes / GIGABYTE).toFixed(1));
	return new Problem(
		`Too little space for n8n in ${folder}: ${free} GB are free, ${needed} GB are needed to install it.`,
		DISK_FULL.advice,
	);
}

/** The code of the error is no help: in a read-only place it is ENOENT. */
export function folderProblem(folder: string, error: Error): Problem {
	const advice = DISK_FULL.pattern.test(error.message) ? DISK_FULL.advice : NOT_WRITABLE;
	return new Problem(`The folder ${folder} could not be made: ${error.message}`, advice);
}
