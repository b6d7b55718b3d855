/** `npm run send-event -- <name> <url>`: sends a sample webhook event, so that a workflow can be tried without a paywall. */
import { sendEvent, signedEvent } from '../test/server/events';
import type { SignedEvent } from '../test/server/events';
import { Problem } from './n8n/problem';
import { adviceFor, messageIn, reasonOf } from './send-event/advice';
import { readOrder, usage } from './send-event/order';

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function post(url: string, event: SignedEvent): Promise<Response> {
	try {
		return await sendEvent(url, event);
	} catch (error) {
		throw new Problem(
			`Nothing responds at ${url}: ${reasonOf(error)}`,
			'Is n8n running, and is its address right? `npm start` starts one.',
		);
	}
}

async function main(): Promise<void> {
	const order = readOrder(process.argv.slice(2), new Date());
	if (!order) return say(usage());
	const event = signedEvent(order.name, order.secret, order.options);
	const response = await post(order.url, event);
	say(`Sent ${order.name} (${Buffer.byteLength(event.bodyText)} bytes) to ${order.url}`);
	say(`Response: ${response.status} ${messageIn(await response.text())}`.trim());
	say(adviceFor(response.status, order));
	if (!response.ok) process.exitCode = 1;
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Problem ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
