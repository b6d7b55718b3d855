/** `npm run calibrate -- --environment sandbox --user <id>`: asks the real API what the package only assumes. */
import { secretsFor } from './calibrate/askSecret';
import { REAL_CLOCK } from './calibrate/client';
import { USAGE, readOptions } from './calibrate/options';
import { SPEC_FOLDER, run } from './calibrate/run';
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

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (!options) return say(USAGE);
	process.exitCode = await run(options, {
		...signals(),
		say,
		secrets: async () => await secretsFor(options.service.secrets, process.env),
		fetch,
		clock: REAL_CLOCK,
		specFolder: SPEC_FOLDER,
		today: new Date().toISOString().slice(0, 10),
	});
}

main().catch((error: unknown) => {
	const told = error instanceof Problem ? error.message : ((error as Error).stack ?? String(error));
	process.stderr.write(`\n${told}\n`);
	process.exitCode = 1;
});
