import { parseArgs } from 'node:util';

import { legacyNameOf, sampleEvents } from '../../test/server/events';
import type { EventBody, SigningOptions } from '../../test/server/events';
import { Problem } from '../n8n/problem';

/** What is to be sent, where, and with which proofs. */
export interface Order {
	readonly name: string;
	readonly url: string;
	readonly secret: string | undefined;
	readonly options: SigningOptions;
}

export const WHERE_THE_URL_IS =
	"In n8n, open the Conscent Trigger and copy the Test URL from 'Webhook URLs' at its top: it looks like http://localhost:5678/webhook-test/<id>/webhook.";

function listOf(format: 'events' | 'legacy'): string {
	return Object.entries(sampleEvents())
		.filter(([, event]) => event.format === format)
		.map(
			([name, event]) =>
				`  ${name}${event['x-evidence'] === 'inferred' ? '  (partly inferred)' : ''}`,
		)
		.join('\n');
}

export function usage(): string {
	return `Sends a sample of what Conscent's webhooks send, so that a workflow can be tried without a paywall.

  npm run send-event -- <name> <url> [--secret <webhook secret>] [--auth <key>:<secret>] [--legacy] [--as-is]

<url>     ${WHERE_THE_URL_IS}
          Copy it, then click 'Execute step': n8n waits for one event.
--secret  Signs the event. Give the Webhook Secret of the trigger's credential.
--auth    Adds Basic Auth: API key and secret of the credential.
--legacy  Sends the old form of the same happening.
--as-is   Keeps the sample's time. Otherwise it is now, so that each event is a new one.

New webhooks:
${listOf('events')}

Old webhooks:
${listOf('legacy')}`;
}

const HELP =
	'It is: npm run send-event -- <name> <url> [--secret <webhook secret>] [--auth <key>:<secret>] [--legacy] [--as-is]. Without anything, `npm run send-event` explains it.';

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				secret: { type: 'string' },
				auth: { type: 'string' },
				legacy: { type: 'boolean', default: false },
				'as-is': { type: 'boolean', default: false },
			},
		});
	} catch (error) {
		throw new Problem((error as Error).message, HELP);
	}
}

function chosenName(given: string, isLegacy: boolean): string {
	const name = isLegacy ? legacyNameOf(given) : given;
	if (name === undefined) {
		throw new Problem(`${given} has no old form.`, 'Leave out --legacy, or choose another event.');
	}
	const names = Object.keys(sampleEvents());
	if (!names.includes(name)) {
		throw new Problem(`There is no sample event "${given}".`, `The names: ${names.join(', ')}.`);
	}
	return name;
}

function checkedUrl(given: string | undefined): string {
	if (given === undefined) throw new Problem('The address is missing.', WHERE_THE_URL_IS);
	if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
		throw new Problem(`"${given}" is no address.`, WHERE_THE_URL_IS);
	}
	return given;
}

function checkedSecret(given: string | undefined): string | undefined {
	if (given === '') {
		throw new Problem(
			'--secret is empty.',
			"Give the Webhook Secret of the trigger's credential, or leave --secret out.",
		);
	}
	return given;
}

function parseAuth(text: string | undefined): SigningOptions['auth'] {
	if (text === undefined) return undefined;
	const [key = '', ...secret] = text.split(':');
	if (key === '' || secret.join(':') === '') {
		throw new Problem('--auth takes <key>:<secret>.', 'Both are in the credential.');
	}
	return { key, secret: secret.join(':') };
}

/** Two events of the same happening differ in their time at least; a trigger may ignore the second of two equal ones. */
export function atTime(now: Date): (body: EventBody) => EventBody {
	return (body) => ({
		...body,
		...('created_at' in body ? { created_at: Math.floor(now.getTime() / 1000) } : {}),
		...('createdAt' in body ? { createdAt: now.toISOString() } : {}),
	});
}

/**
 * @param args of the command line
 * @returns undefined where nothing is asked for
 * @throws Problem
 */
export function readOrder(args: string[], now: Date): Order | undefined {
	const { values, positionals } = parse(args);
	const [given, url, extra] = positionals;
	if (given === undefined) return undefined;
	if (extra !== undefined) throw new Problem(`"${extra}" is one argument too many.`, HELP);
	const auth = parseAuth(values.auth);
	return {
		name: chosenName(given, values.legacy),
		url: checkedUrl(url),
		secret: checkedSecret(values.secret),
		options: { ...(auth ? { auth } : {}), ...(values['as-is'] ? {} : { change: atTime(now) }) },
	};
}
