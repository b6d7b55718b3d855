/** `npm run server [-- --port N --users N --purchases N …]`: the Conscent test server, for trying the nodes by hand. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { API_KEY, API_SECRET, SAMPLE_USER_IDS, startConscentServer } from '../test/server';
import type { ConscentServer, ConscentServerOptions } from '../test/server';

const DEFAULT_PORT = 4010;
const HIGHEST_PORT = 65_535;
const MAX_ROWS = 1_000_000;
const OPTIONS = ['port', 'users', 'purchases', 'transactions', 'plans', 'contents'];

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

function wholeNumber(name: string, text: string): number {
	const value = Number(text);
	const most = name === 'port' ? HIGHEST_PORT : MAX_ROWS;
	if (Number.isInteger(value) && value >= 0 && value <= most) return value;
	return fail(`--${name} takes a whole number up to ${most}, not "${text}".`);
}

function readArguments(): Record<string, string> {
	try {
		const options = Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }]));
		return parseArgs({ options }).values as Record<string, string>;
	} catch (error) {
		return fail(
			`${(error as Error).message}\nKnown are: ${OPTIONS.map((name) => `--${name} N`).join(', ')}`,
		);
	}
}

function readOptions(): ConscentServerOptions & { port: number } {
	const numbers = Object.entries(readArguments()).map(([name, text]) => [
		name,
		wholeNumber(name, text),
	]);
	return { port: DEFAULT_PORT, ...(Object.fromEntries(numbers) as ConscentServerOptions) };
}

async function start(options: ConscentServerOptions & { port: number }): Promise<ConscentServer> {
	try {
		return await startConscentServer(options);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		return fail(
			`Port ${options.port} is taken. Stop the program that uses it, or take another port:\n` +
				`  npm run server -- --port ${options.port + 1}`,
		);
	}
}

function usage({ url, baseUrl }: ConscentServer): string {
	const control = `curl -X POST ${url}/__control -H 'content-type: application/json' -d`;
	return `The Conscent test server is running. It forgets everything when it stops.

In n8n's Conscent API credential:
  Environment  Custom
  Base URL     ${baseUrl}
  API Key      ${API_KEY}
  API Secret   ${API_SECRET}

A user to begin with: ${SAMPLE_USER_IDS[0]}
  curl -X PATCH -u ${API_KEY}:${API_SECRET} '${baseUrl}/v2/client/update-user?userId=${SAMPLE_USER_IDS[0]}' \\
    -H 'content-type: application/json' -d '{"name":"Asha R."}'

Make it fail:
  ${control} '{"latencyMs":300}'
  ${control} '{"limit":{"perSecond":5}}'
  ${control} '{"faults":[{"kind":"status","status":503,"every":3}]}'
  ${control} '{"faults":[{"kind":"cutAfter","match":{"operationId":"createDashboardUser"},"first":1}]}'
  ${control} '{"offForMs":5000}'
  curl -X DELETE ${url}/__control        # all well again, everything forgotten

See what came in and what it holds:
  curl ${url}/__records    curl ${url}/__state    curl ${url}/__stats

Stop it with Ctrl+C.`;
}

async function main(): Promise<void> {
	const server = await start(readOptions());
	say(usage(server));
	await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
	await server.close();
	say('\nStopped.');
}

void main();
