import { spawn } from 'node:child_process';

export interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
}

export interface RunResult {
	exitCode: number;
	output: string;
}

const KEPT_OUTPUT_CHARACTERS = 200_000;

/** Runs a program to its end and keeps the last part of what it printed. */
export async function run(
	command: string,
	args: string[],
	options: RunOptions,
): Promise<RunResult> {
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const take = (chunk: Buffer) => {
		output = (output + chunk.toString()).slice(-KEPT_OUTPUT_CHARACTERS);
	};
	child.stdout.on('data', take);
	child.stderr.on('data', take);
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => {
			resolve({ exitCode: code ?? -1, output: signal ? `${output}\nended by ${signal}` : output });
		});
	});
}

/** How npm reaches its registry; a machine may need it to be as it is. */
const NPM_NETWORK = 'registry|proxy|https_proxy|noproxy|cafile|strict_ssl|cache|userconfig';

const LEAKING = new RegExp(
	`^(N8N_|DB_|QUEUE_|EXECUTIONS_|NODE_ENV$|NODE_OPTIONS$|npm_(?!config_(${NPM_NETWORK})$))`,
	'i',
);

/**
 * This process's environment without what would leak into a program that belongs to the tests: settings of another n8n,
 * npm's own variables (inside `npm run` they hold this repository's .npmrc), and jest's NODE_ENV, with which n8n prints
 * nothing.
 */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !LEAKING.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}
