import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { ignore, refuse, RESPONSE_DATA, start, startAndRemember } from './answer';
import { judge } from './delivery';
import { PROPERTIES } from './description';
import { RepeatMemory } from './repeat';
import { readDelivery } from './request';
import { assertProvable, readKeys, readSettings } from './setup';

/** Of all Conscent Triggers in this process. */
const deliveries = new RepeatMemory();

export class ConscentTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Conscent Trigger',
		name: 'conscentTrigger',
		icon: { light: 'file:../Conscent/conscent.svg', dark: 'file:../Conscent/conscent.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["webhookFormat"] === "legacy" ? $parameter["legacyKind"] : $parameter["events"].map((event) => event === "*" ? "Any Event" : event === "other" ? "Other (by Name)" : event).join(", ") }}',
		// n8n's list shows it for the Conscent node, too, which it lists together with its trigger.
		description:
			"Update readers and dashboard users, manage subscriptions, or start a workflow on Conscent's events",
		eventTriggerDescription: 'Waiting for Conscent to call the Test URL',
		activationMessage:
			"The Production URL answers now. Conscent calls it once it is entered in Conscent's dashboard, on the page Webhook.",
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

			/** Registers nothing, but stops the activation of a workflow that would refuse every delivery. */
			async create(this: IHookFunctions): Promise<boolean> {
				await assertProvable(this);
				return true;
			},

			/** The dashboard goes on sending until it is told otherwise; n8n answers 404 then. */
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
		if (!keys) return refuse(this, { status: 503, why: 'the credential could not be read' });
		const verdict = judge(delivery, settings, keys);
		if (verdict.kind === 'refused') return refuse(this, verdict);
		if (verdict.kind === 'ignored') return ignore(this, verdict.why);
		// Somebody who tries out the Test URL sends the same thing again and again.
		if (!settings.ignoreRepeated || this.getMode() === 'manual') return start(verdict.json);
		const triggerId = `${this.getWorkflow().id ?? ''}/${this.getNode().id}`;
		return deliveries.isRepeated(triggerId, this.getWorkflowStaticData('node'), verdict.rawBody)
			? ignore(this, 'it was delivered before')
			: startAndRemember(this, verdict.json);
	}
}
