import type { Order } from './order';

const TEST_PATH = '/webhook-test/';

const NO_SECRET =
	'The event was sent without a signature. Add --secret and the Webhook Secret of the credential, after a `--` that npm passes on: `npm run send-event -- <name> <url> --secret <secret>`.';

const OTHER_PROOF =
	"The proof is not the one that the trigger wants. --secret must be the Webhook Secret of the trigger's credential, --auth its API key and secret; 'Verification' in the trigger says which of them it asks for.";

function notFound(url: string): string {
	return url.includes(TEST_PATH)
		? "n8n is not waiting at this Test URL. Click 'Execute step' in the trigger, then send again: it takes one event at a time, and a Test URL of another workflow or an old one never responds."
		: "No published workflow has this address. Publish (activate) the workflow, and compare the address with the Production URL in the trigger's 'Webhook URLs'.";
}

function failed(url: string): string {
	return url.includes(TEST_PATH)
		? "The trigger could not start the test: the editor says why. Most likely the event is not chosen in the trigger's 'Events'."
		: "n8n could not store the execution; n8n's log says why. The event can be sent again.";
}

const ADVICE: Readonly<Record<number, (order: Order) => string>> = {
	200: () =>
		'n8n accepted it. If no execution shows up: the trigger starts for other events only, or it ignores repeated deliveries and had this one before.',
	400: () =>
		"The proof was good, but the trigger expects another form: set its 'Webhook Format' to Events for new webhooks, to Legacy for old ones.",
	401: ({ secret, options }) => (secret === undefined && !options.auth ? NO_SECRET : OTHER_PROOF),
	404: ({ url }) => notFound(url),
	500: ({ url }) => failed(url),
	503: () => "n8n could not read the trigger's credential: choose one in the trigger, and save.",
};

const ELSEWHERE =
	"This is not a response of the Conscent Trigger. Compare the address with 'Webhook URLs' in the trigger; n8n's log may say more.";

/** What the response means to the person who sent the event, and what to do about it. */
export function adviceFor(status: number, order: Order): string {
	return (ADVICE[status] ?? (() => ELSEWHERE))(order);
}

/** The innermost cause names the reason, such as ECONNREFUSED; the error around it says "fetch failed". */
export function reasonOf(error: unknown): string {
	const { cause } = error as { cause?: unknown };
	const innermost = cause ?? error;
	if (!(innermost instanceof Error)) return String(innermost);
	const { code } = innermost as NodeJS.ErrnoException;
	return innermost.message || code || innermost.name;
}

const MAX_MESSAGE_CHARS = 200;

/** What a response tells a person: n8n's own errors carry a stack trace as well. */
export function messageIn(body: string): string {
	return (messageOf(body) ?? body).trim().slice(0, MAX_MESSAGE_CHARS);
}

function messageOf(body: string): string | undefined {
	try {
		const { message } = JSON.parse(body) as { message?: unknown };
		return typeof message === 'string' ? message : undefined;
	} catch {
		// A page, or nothing: it is shown as it came.
		return undefined;
	}
}
