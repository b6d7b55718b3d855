import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

import { Problem } from '../n8n/problem';
import type { Secrets, SecretName } from './service';

/** Asks on the terminal without showing what is typed. */
async function ask(title: string): Promise<string> {
	process.stderr.write(`${title} (not shown): `);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
	try {
		return await new Promise((resolve, reject) => {
			terminal.once('SIGINT', () => reject(new Problem('Stopped.', 'Nothing was sent.')));
			terminal.once('close', () => resolve(''));
			terminal.question('', resolve);
		});
	} finally {
		terminal.close();
		process.stderr.write('\n');
	}
}

/**
 * From the environment, or asked for where somebody sits at a terminal.
 *
 * @throws Problem
 */
export async function secretsFor(
	names: readonly SecretName[],
	environment: NodeJS.ProcessEnv,
): Promise<Secrets> {
	const secrets: Record<string, string> = {};
	for (const { variable, title } of names) {
		const given = environment[variable]?.trim();
		const value = given || (process.stdin.isTTY ? (await ask(title)).trim() : '');
		if (value === '') throw new Problem(`The ${title} is missing.`, `Set ${variable}.`);
		secrets[variable] = value;
	}
	return secrets;
}
