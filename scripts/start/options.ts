import { createServer } from 'node:net';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

import { LOOPBACK } from '../n8n/instance';
import { Problem } from '../n8n/problem';

const HIGHEST_PORT = 65_535;

const COMMAND = 'npm start -- [--watch] [--port 5678]';

export const USAGE = `${COMMAND}

Starts a full n8n with its editor, this package, a Conscent test server and the example workflows.

--watch  Builds each change of nodes/ and credentials/, and restarts n8n with it.
--port   The port of n8n's editor. Otherwise it is a free one.`;

export interface StartOptions {
	watch: boolean;
	/** To be told how the command is used, and nothing else. */
	help: boolean;
	port?: number;
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				watch: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
				port: { type: 'string' },
			},
		}).values;
	} catch (error) {
		throw new Problem((error as Error).message, `It is: ${COMMAND}`);
	}
}

/** @throws Problem */
export function readOptions(args: string[]): StartOptions {
	const { watch, help, port: given } = parse(args);
	if (given === undefined) return { watch, help };
	const port = Number(given);
	if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
		throw new Problem(`"${given}" is no port.`, 'Use a number such as --port 5678.');
	}
	return { watch, help, port };
}

const ANOTHER_PORT = 'Leave out --port to get a free one, or choose another.';

function portProblem(port: number, error: NodeJS.ErrnoException): Problem {
	if (error.code === 'EADDRINUSE') {
		const who = 'Another program listens on it, perhaps an n8n of your own.';
		return new Problem(`Port ${port} is taken.`, `${who} ${ANOTHER_PORT}`);
	}
	if (error.code === 'EACCES') {
		return new Problem(`Port ${port} is reserved by the operating system.`, ANOTHER_PORT);
	}
	return new Problem(`Port ${port} cannot be used: ${error.message}`, ANOTHER_PORT);
}

/**
 * n8n would say so as well, but only after it was installed and built.
 *
 * @throws Problem
 */
export async function assertFree(port: number): Promise<void> {
	const server = createServer().listen(port, LOOPBACK);
	try {
		await once(server, 'listening');
	} catch (error) {
		throw portProblem(port, error as NodeJS.ErrnoException);
	}
	server.close();
	await once(server, 'close');
}
