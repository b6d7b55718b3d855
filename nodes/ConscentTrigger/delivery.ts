import type { IDataObject } from 'n8n-workflow';

import { parseBody } from './body';
import type { Notification } from './envelope';
import { readEnvelope } from './envelope';
import { isChosen } from './events';
import { readLegacy } from './legacy';
import type { Delivery, Keys } from './verify';
import { missingProofs } from './verify';

/** The node's parameters. */
export interface Settings {
	readonly webhookFormat: string;
	readonly events: readonly string[];
	readonly otherEvents: string;
	readonly legacyKind: string;
	readonly verification: string;
	readonly simplify: boolean;
	readonly ignoreRepeated: boolean;
}

/** `why` is for n8n's log only: the sender learns nothing but the status. */
export type Verdict =
	| { readonly kind: 'rejected'; readonly status: 400 | 401; readonly why: string }
	/** Proven, but none of the events that the node is to start for. */
	| { readonly kind: 'unchosen'; readonly event: string }
	| { readonly kind: 'accepted'; readonly json: IDataObject; readonly rawBody: Buffer };

/** Decides what a delivery comes to. The proof comes first: before it, nothing of the body is looked at. */
export function judge(delivery: Delivery, settings: Settings, keys: Keys): Verdict {
	const missing = missingProofs(settings.verification, delivery, keys);
	if (missing.length > 0) return rejected(401, `no valid proof (${missing.join(', ')})`);
	const { rawBody } = delivery;
	const body = rawBody && parseBody(rawBody);
	if (!rawBody || !body)
		return rejected(400, 'the body is no JSON object, or too large or too deep');
	const notification = read(body, settings, keys);
	if (!notification) return rejected(400, 'the body is not in the chosen webhook format');
	if (!isWanted(notification, settings)) return { kind: 'unchosen', event: notification.event };
	return { kind: 'accepted', json: settings.simplify ? notification : body, rawBody };
}

function rejected(status: 400 | 401, why: string): Verdict {
	return { kind: 'rejected', status, why };
}

function read(body: IDataObject, settings: Settings, keys: Keys): Notification | undefined {
	return settings.webhookFormat === 'legacy'
		? readLegacy(settings.legacyKind, body, keys.apiSecret)
		: readEnvelope(body);
}

function isWanted({ event }: Notification, settings: Settings): boolean {
	const { webhookFormat, events, otherEvents } = settings;
	return webhookFormat === 'legacy' || isChosen(event, events, otherEvents);
}
