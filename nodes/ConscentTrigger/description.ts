import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { EVENT_OPTIONS, OTHER_EVENTS } from './events';
import { LEGACY_KINDS } from './legacy';

const FOR_EVENTS = { show: { webhookFormat: ['events'] } };
const FOR_LEGACY = { show: { webhookFormat: ['legacy'] } };

const SECRET_STEP =
	"There, give the webhook a secret, and enter the same one in the credential above as 'Webhook Secret'. Publishing fails without one.";

const ACTIVATION_STEP =
	'Publish (activate) this workflow. Only then does the Production URL respond.';

const TEST_URL_HINT =
	'The Test URL is another address, for a trial: enter it in the dashboard instead. It takes one event, while this editor waits for it.';

const SIGNED = ['signature', 'both'];
const UNSIGNED = ['basicAuth', 'none'];

function labelsOf(options: readonly INodePropertyOptions[]): string {
	return JSON.stringify(Object.fromEntries(options.map(({ value, name }) => [value, name])));
}

/** Below the node's name: the events by their labels; one that an older workflow holds by its own name. */
export const SUBTITLE = [
	'={{ $parameter["webhookFormat"] === "legacy"',
	`? (${labelsOf(LEGACY_KINDS)})[$parameter["legacyKind"]]`,
	`: $parameter["events"].map((event) => (${labelsOf(EVENT_OPTIONS)})[event] || event).join(", ") }}`,
].join(' ');

function notice(name: string, text: string, displayOptions: IDisplayOptions): INodeProperties {
	return { displayName: text, name, type: 'notice', default: '', displayOptions };
}

/** In notices n8n shows the tags `a`, `ul` and `li`, and takes all others out, `br` and `ol` among them: no list counts. */
function listed(steps: string[]): string {
	const items = steps.map((step, index) => `<li>Step ${index + 1}: ${step}</li>`);
	return `<ul>${items.join('')}</ul>`;
}

/** No API registers Conscent's webhooks: the user is what connects the two. */
function eventsSetup(name: string, verification: string[], secretStep: string[]): INodeProperties {
	const text = [
		"Conscent's webhooks are entered by hand:",
		listed([
			"Open 'Webhook URLs' above and copy the Production URL.",
			"In Conscent's dashboard, open the page 'Webhook', paste the URL, and enable the webhook.",
			...secretStep,
			ACTIVATION_STEP,
		]),
		TEST_URL_HINT,
	];
	return notice(name, text.join(' '), { show: { ...FOR_EVENTS.show, verification } });
}

function legacySetup(name: string, verification: string[], secretStep: string[]): INodeProperties {
	const text = [
		"Conscent's old webhooks are entered by hand, one address for each kind:",
		listed([
			"Choose the kind below, open 'Webhook URLs' above and copy the Production URL.",
			"In Conscent's dashboard, open the page 'Webhook', paste the URL at this kind, and enable it.",
			...secretStep,
			ACTIVATION_STEP,
		]),
		'Each further kind needs a trigger of its own.',
		TEST_URL_HINT,
	];
	return notice(name, text.join(' '), { show: { ...FOR_LEGACY.show, verification } });
}

/** One of them is shown: a secret is of use where signatures are checked. */
const SETUP_NOTICES = [
	eventsSetup('setupNotice', SIGNED, [SECRET_STEP]),
	eventsSetup('setupNoticeUnsigned', UNSIGNED, []),
	legacySetup('legacySetupNotice', SIGNED, [SECRET_STEP]),
	legacySetup('legacySetupNoticeUnsigned', UNSIGNED, []),
];

const WEBHOOK_FORMAT: INodeProperties = {
	displayName: 'Webhook Format',
	name: 'webhookFormat',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Events',
			value: 'events',
			description:
				'New webhooks: each body names its event, and one address can receive all of them',
		},
		{
			name: 'Legacy',
			value: 'legacy',
			description: 'Old webhooks: each kind has an address of its own and a flat body',
		},
	],
	default: 'events',
	description: 'Which generation of webhooks the dashboard sends to this address',
};

const EVENTS: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	noDataExpression: true,
	options: EVENT_OPTIONS,
	default: [],
	required: true,
	displayOptions: FOR_EVENTS,
	description: 'The events that start the workflow. All others are accepted and start nothing.',
};

const OTHER_EVENT_NAMES: INodeProperties = {
	displayName: 'Other Event Names',
	name: 'otherEvents',
	type: 'string',
	noDataExpression: true,
	default: '',
	required: true,
	placeholder: 'e.g. popup.click, signup.success',
	displayOptions: { show: { webhookFormat: ['events'], events: [OTHER_EVENTS] } },
	description:
		"Names as they stand in the key 'event' of the body, separated by commas. Conscent documents none for sign-up, login, user update, transaction, popup and payment gateway: receive one with 'Any Event' to see its name.",
};

const LEGACY_KIND: INodeProperties = {
	displayName: 'Legacy Kind',
	name: 'legacyKind',
	type: 'options',
	noDataExpression: true,
	options: LEGACY_KINDS.map(({ name, value, description = '' }) => ({ name, value, description })),
	default: 'subscriptionPayment',
	displayOptions: FOR_LEGACY,
	description:
		"The kind at which this address was entered in the dashboard. Old bodies do not tell it, so it becomes the item's 'event'.",
};

const VERIFICATION: INodeProperties = {
	displayName: 'Verification',
	name: 'verification',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Basic Auth',
			value: 'basicAuth',
			description:
				"The sender knows the credential's API key and secret. Says nothing of the body.",
		},
		{
			name: 'None',
			value: 'none',
			description: 'Whoever knows the address can start the workflow, with any content',
		},
		{
			name: 'Signature',
			value: 'signature',
			description: "The body was signed with the credential's webhook secret and not changed since",
		},
		{
			name: 'Signature and Basic Auth',
			value: 'both',
			description: 'Both proofs at once',
		},
	],
	default: 'signature',
	description:
		'How a delivery proves that it comes from Conscent. Without the proof it starts nothing.',
};

const NO_VERIFICATION_NOTICE = notice(
	'noVerificationNotice',
	'Nothing is checked. Whoever learns the address can start this workflow with invented purchases and readers. Use this for trials only.',
	{ show: { verification: ['none'] } },
);

const BASIC_AUTH_NOTICE = notice(
	'basicAuthNotice',
	"Conscent documents Basic auth for its old webhooks only. If deliveries of new ones are rejected with 401, use 'Signature'.",
	{ show: { webhookFormat: ['events'], verification: ['basicAuth', 'both'] } },
);

const IGNORE_REPEATED: INodeProperties = {
	displayName: 'Ignore Repeated Deliveries',
	name: 'ignoreRepeated',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether to drop a delivery whose body is, byte for byte, one of the last 500 of the last 24 hours. Copies can get through after a restart of n8n, and where several n8n processes take in webhooks.',
};

const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description:
		'Whether to return the event, its time, the user and the parts of the payload, instead of the body as it was sent. Left out are the envelope around them, and the names of keys that only old bodies have.',
};

/**
 * n8n does not touch a request's body if a node's `options.binaryData` is on, and parses it beforehand otherwise: it would
 * respond to a broken body with its parser's words, and write uploads to the disk, before the sender has proven anything.
 */
const UNTOUCHED_BODY: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

export const PROPERTIES: INodeProperties[] = [
	...SETUP_NOTICES,
	WEBHOOK_FORMAT,
	EVENTS,
	OTHER_EVENT_NAMES,
	LEGACY_KIND,
	VERIFICATION,
	NO_VERIFICATION_NOTICE,
	BASIC_AUTH_NOTICE,
	IGNORE_REPEATED,
	SIMPLIFY,
	UNTOUCHED_BODY,
];
