import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { quote } from '../shared/input/parse/text';
import { Deduplication } from './deduplication';
import { judge } from './delivery';
import { PROPERTIES, SUBTITLE } from './description';
import { DeliveryLog } from './deliveryLog';
import { readDelivery } from './request';
import { assertProvable, readKeys, readSettings } from './setup';
import type { RejectionStatus } from './webhookResponse';
import { ignore, reject, RESPONSE_DATA, start, wasStored } from './webhookResponse';

/** Of all Conscent Triggers in this process. */
const deduplication = new Deduplication();
const rejections = new DeliveryLog('rejected');
const ignoredEvents = new DeliveryLog('ignored');

export class ConscentTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Conscent Trigger',
		name: 'conscentTrigger',
		icon: { light: 'file:../Conscent/conscent.svg', dark: 'file:../Conscent/conscent.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: SUBTITLE,
		// n8n's list shows it for the Conscent node, too, which it lists together with its trigger.
		description:
			"Update readers and dashboard users, manage subscriptions, or start a workflow on Conscent's events",
		eventTriggerDescription: 'Waiting for Conscent to call the Test URL',
		// The panel would say "Go to Conscent and create an event", which reaches the Test URL only if it is entered there.
		// An empty one would be worse: while n8n listens, it locks all but that panel, 'Stop Listening' included.
		triggerPanel: false,
		activationMessage:
			"The Production URL responds now. Conscent calls it once it is entered in Conscent's dashboard, on the page Webhook.",
		defaults: { name: 'Conscent Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'conscentApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				responseData: RESPONSE_DATA,
			},
		],
		properties: PROPERTIES,
	};

	/** No API registers Conscent's webhooks: they are entered by hand in its dashboard, and removed there. */
	webhookMethods = {
		default: {
			/** Nobody but the dashboard knows, so n8n goes on to `create`. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},

			/** Registers nothing, but stops the activation of a workflow that would reject every delivery. */
			async create(this: IHookFunctions): Promise<boolean> {
				await assertProvable(this);
				return true;
			},

			/** Conscent keeps sending until the address is removed from its dashboard; n8n responds with 404 then. */
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const settings = readSettings(this);
		const delivery = await readDelivery(this.getRequestObject());
		const keys = await readKeys(this, settings.verification);
		// Not 401: once the credential can be read again, the same delivery may be good.
		if (keys instanceof Error) {
			return rejected(this, 503, `the credential could not be read: ${keys.message}`);
		}
		const verdict = judge(delivery, settings, keys);
		if (verdict.kind === 'rejected') return rejected(this, verdict.status, verdict.why);
		if (verdict.kind === 'unchosen') return unchosen(this, verdict.event);
		// Somebody who tries out the Test URL sends the same thing again and again.
		const isChecked = settings.ignoreRepeated && this.getMode() !== 'manual';
		return isChecked && (await isRepeated(this, verdict.rawBody))
			? ignored(this, 'it was delivered before')
			: start(verdict.json);
	}
}

async function isRepeated(context: IWebhookFunctions, rawBody: Buffer): Promise<boolean> {
	const staticData = context.getWorkflowStaticData('node');
	const response = context.getResponseObject();
	return await deduplication.isRepeated(
		idOf(context),
		staticData,
		rawBody,
		async () => await wasStored(response),
	);
}

/**
 * Whoever waits at the Test URL would else see nothing at all: an error that leaves the node ends the waiting and is shown.
 * In production it would start the workflow, so it is only logged.
 */
function unchosen(context: IWebhookFunctions, event: string): IWebhookResponseData {
	// The names of Conscent's events; anything else must not get into the log.
	const name = quote(event.replace(/[^\w.-]/g, '?'));
	const what = `Conscent sent the event ${name}, which is not chosen in 'Events'`;
	if (context.getMode() === 'manual') {
		throw new NodeOperationError(context.getNode(), what, {
			description: "Choose it there, or 'Any Event'. In production such a delivery starts nothing.",
		});
	}
	const { logger } = context;
	const title = titleOf(context);
	ignoredEvents.log(idOf(context), `ignored a delivery: ${what}`, (line) =>
		logger.info(`${title} ${line}`),
	);
	return ignore();
}

function ignored(context: IWebhookFunctions, why: string): IWebhookResponseData {
	context.logger.debug(`${titleOf(context)} started nothing for a delivery: ${why}`);
	return ignore();
}

/** The log is where a user finds out why Conscent's deliveries do not arrive. */
function rejected(
	context: IWebhookFunctions,
	status: RejectionStatus,
	why: string,
): IWebhookResponseData {
	const { logger } = context;
	const title = titleOf(context);
	rejections.log(idOf(context), `rejected a delivery with ${status}: ${why}`, (line) =>
		logger.warn(`${title} ${line}`),
	);
	return reject(context.getResponseObject(), status);
}

function idOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

function titleOf(context: IWebhookFunctions): string {
	return `'${context.getNode().name}' of the workflow '${context.getWorkflow().name ?? ''}'`;
}
