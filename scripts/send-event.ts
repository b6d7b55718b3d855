/** `npm run send-event -- <name> [url]`: sends a sample webhook event, so that a workflow can be tried without a paywall. */
import { parseArgs } from 'node:util';
import { legacyNameOf, sampleEvents, sendEvent, signedEvent } from '../test/server/events';
import type { SignedEvent, SigningOptions } from '../test/server/events';

const DEFAULT_URL = 'http://127.0.0.1:5678/webhook-test/conscent';

interface Order {
	readonly name: string;
	readonly url: string;
	readonly secret: string | undefined;
	readonly options: SigningOptions;
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

function listOf(format: 'events' | 'legacy'): string {
	return Object.entries(sampleEvents())
		.filter(([, event]) => event.format === format)
		.map(
			([name, event]) =>
				`  ${name}${event['x-evidence'] === 'inferred' ? '  (keys partly inferred)' : ''}`,
		)
		.join('\n');
}

function usage(): string {
	return `Usage: npm run send-event -- <name> [url] [--secret <webhook secret>] [--auth <key>:<secret>] [--legacy]

The URL is ${DEFAULT_URL} unless given.
--secret signs the body, --auth sends Basic auth, --legacy takes the old form of the same happening.

New webhooks:
${listOf('events')}

Old webhooks:
${listOf('legacy')}`;
}

function parseAuth(text: string | undefined): SigningOptions {
	if (text === undefined) return {};
	const [key = '', ...secret] = text.split(':');
	if (key === '' || secret.length === 0) return fail('--auth takes <key>:<secret>.');
	return { auth: { key, secret: secret.join(':') } };
}

function readOrder(): Order | undefined {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			secret: { type: 'string' },
			auth: { type: 'string' },
			legacy: { type: 'boolean', default: false },
		},
	});
	const [given, url = DEFAULT_URL] = positionals;
	if (given === undefined) return undefined;
	const name = values.legacy ? legacyNameOf(given) : given;
	if (name === undefined) return fail(`${given} has no old form.\n\n${usage()}`);
	if (!(name in sampleEvents())) return fail(`There is no sample event "${name}".\n\n${usage()}`);
	return { name, url, secret: values.secret, options: parseAuth(values.auth) };
}

async function post(url: string, event: SignedEvent): Promise<Response> {
	try {
		return await sendEvent(url, event);
	} catch (error) {
		const { cause } = error as Error;
		return fail(
			`Nothing answers at ${url}: ${cause instanceof Error ? cause.message : String(error)}`,
		);
	}
}

async function main(): Promise<void> {
	const order = readOrder();
	if (!order) return say(usage());
	const event = signedEvent(order.name, order.secret, order.options);
	const response = await post(order.url, event);
	say(`Sent ${order.name} (${Buffer.byteLength(event.bodyText)} bytes) to ${order.url}`);
	say(`Answer: ${response.status} ${response.statusText} ${await response.text()}`.trim());
	if (!response.ok) process.exitCode = 1;
}

void main();
