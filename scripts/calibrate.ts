/** `npm run calibrate -- --environment sandbox --user <id>`: asks the real API what the package only assumes. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { USAGE, readOptions } from './calibrate/options';
import { SPEC_FOLDER, run } from './calibrate/run';
import type { Secrets } from './calibrate/service';
import { Problem } from './n8n/problem';

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** The first Ctrl+C ends the questions and restores the reader; the second ends that, too. */
function signals(): { stop: AbortSignal; giveUp: AbortSignal } {
	const [stop, giveUp] = [new AbortController(), new AbortController()];
	const onSignal = () => {
		if (stop.signal.aborted) giveUp.abort();
		else say('\nStopping: the reader is restored first. Once more ends that, too.');
		stop.abort();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
	return { stop: stop.signal, giveUp: giveUp.signal };
}

/** Asks on the terminal without showing what is typed. */
async function typed(title: string): Promise<string> {
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

/** From the environment, or asked for where somebody sits at a terminal. */
async function secretsFor(names: Readonly<Record<string, string>>): Promise<Secrets> {
	const secrets: Record<string, string> = {};
	for (const [variable, title] of Object.entries(names)) {
		const given = process.env[variable]?.trim();
		const value = given || (process.stdin.isTTY ? (await typed(title)).trim() : '');
		if (value === '') throw new Problem(`The ${title} is missing.`, `Set ${variable}.`);
		secrets[variable] = value;
	}
	return secrets;
}

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (!options) return say(USAGE);
	process.exitCode = await run(options, {
		...signals(),
		say,
		secrets: async () => await secretsFor(options.service.secrets),
		fetch,
		clock: { now: Date.now, sleep },
		specFolder: SPEC_FOLDER,
		today: new Date().toISOString().slice(0, 10),
	});
}

main().catch((error: unknown) => {
	const told = error instanceof Problem ? error.message : ((error as Error).stack ?? String(error));
	process.stderr.write(`\n${told}\n`);
	process.exitCode = 1;
});
