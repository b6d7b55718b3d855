import type { IDataObject } from 'n8n-workflow';

import { isPlainObject } from '../shared/input/parse/text';

/** What a body tells, in the form the trigger puts out when 'Simplify' is on. */
export interface Notification extends IDataObject {
	event: string;
	/** ISO 8601; null where the body has no usable time. */
	createdAt: string | null;
	userId: string | null;
	user: IDataObject;
	clientInfo: IDataObject;
}

const MAX_EVENT_NAME_CHARS = 200;
const ISO_SHAPE = /^(\d{4}-\d{2}-\d{2}T[\d:.]+)(Z|[+-]\d{2}:?\d{2})?$/;
const DIGITS = /^\d+$/;
/** The year 5138 in seconds, 1973 in milliseconds. */
const MAX_SECONDS = 1e11;

/**
 * Reads the envelope of the new webhooks: `{ event, user_id, payload: { user, … }, client_info, created_at }`.
 *
 * @returns undefined for a body that is none
 */
export function readEnvelope(body: IDataObject): Notification | undefined {
	const { event, payload } = body;
	if (typeof event !== 'string' || event === '' || event.length > MAX_EVENT_NAME_CHARS) return;
	if (!isPlainObject(payload)) return;
	const user = objectOrEmpty(payload['user']);
	const known = {
		event,
		createdAt: readTime(body['created_at']),
		userId: textOrNull(body['user_id']) ?? textOrNull(user['userId']),
		user,
		clientInfo: objectOrEmpty(body['client_info']),
	};
	// First, as the editor shows them in this order; and last, so that no part of the payload can stand for one of them.
	return { ...known, ...payload, ...known };
}

/** New webhooks give seconds since 1970, old ones ISO 8601. Milliseconds, digits as text and times without a zone count, too. */
export function readTime(value: unknown): string | null {
	const time = typeof value === 'string' ? timeInText(value) : timeOf(value);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function timeOf(value: unknown): Date {
	if (typeof value !== 'number') return new Date(NaN);
	return new Date(value > MAX_SECONDS ? value : value * 1000);
}

/** A time without a zone is UTC, wherever n8n runs. */
function timeInText(text: string): Date {
	if (DIGITS.test(text)) return timeOf(Number(text));
	const [, time, zone = 'Z'] = ISO_SHAPE.exec(text) ?? [];
	return new Date(time === undefined ? NaN : `${time}${zone}`);
}

export function textOrNull(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

function objectOrEmpty(value: unknown): IDataObject {
	return isPlainObject(value) ? value : {};
}
