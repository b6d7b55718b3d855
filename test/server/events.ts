import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { API_SECRET } from './app';
import { readYaml } from './spec';

const EVENTS_FOLDER = path.join(__dirname, '../../spec/events');

export const SIGNATURE_HEADER = 'x-conscent-signature';

/** One entry of spec/events/index.yaml. */
export interface SampleEvent {
	readonly format: 'events' | 'legacy';
	readonly file: string;
	/** Of an old event: the new one for the same happening. */
	readonly 'same-as'?: string;
	readonly 'x-evidence': 'documented' | 'inferred';
	readonly 'x-source': string;
	readonly 'x-why'?: string;
}

export type EventBody = Record<string, unknown>;

/** A webhook request, ready to be sent as it is. */
export interface SignedEvent {
	readonly name: string;
	/** The bytes that the signature is over. */
	readonly bodyText: string;
	readonly headers: Readonly<Record<string, string>>;
}

export interface SigningOptions {
	/** The API key and secret, which then go along as Basic auth and make the field hashes. */
	readonly auth?: { readonly key: string; readonly secret: string };
	/** Changes the sample before it is signed. */
	readonly change?: (body: EventBody) => EventBody;
}

/** All sample events by name. */
export function sampleEvents(): Readonly<Record<string, SampleEvent>> {
	return readYaml('events/index.yaml') as Record<string, SampleEvent>;
}

export function readEvent(name: string): EventBody {
	const event = sampleEvents()[name];
	if (!event)
		throw new Error(
			`No sample event "${name}"; there are ${Object.keys(sampleEvents()).join(', ')}`,
		);
	return JSON.parse(readFileSync(path.join(EVENTS_FOLDER, event.file), 'utf8')) as EventBody;
}

/** The name of the old event for the same happening. */
export function legacyNameOf(name: string): string | undefined {
	const events = Object.entries(sampleEvents());
	return events.find(
		([ownName, event]) => event.format === 'legacy' && [ownName, event['same-as']].includes(name),
	)?.[0];
}

/** What stands in `X-Conscent-Signature`. */
export function signatureOf(body: string | Uint8Array, secret: string): string {
	return createHmac('sha256', secret).update(body).digest('hex');
}

/** A token as jsonwebtoken's `sign` makes it of a bare text: HS256, and the payload is no JSON. */
export function fieldHash(value: string, apiSecret: string): string {
	const encode = (text: string) => Buffer.from(text).toString('base64url');
	const signed = `${encode('{"alg":"HS256"}')}.${encode(value)}`;
	return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
}

function withFieldHashes(body: EventBody, apiSecret: string): EventBody {
	const hashes: EventBody = {};
	for (const [hash, field] of [
		['hashedEmail', 'email'],
		['hashedPhoneNumber', 'phoneNumber'],
	] as const) {
		if (hash in body) hashes[hash] = fieldHash(String(body[field]), apiSecret);
	}
	return { ...body, ...hashes };
}

function basicAuth({ key, secret }: { key: string; secret: string }): Record<string, string> {
	return { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` };
}

/** A sample event as Conscent would send it; without a secret it carries no signature. */
export function signedEvent(
	name: string,
	secret?: string,
	options: SigningOptions = {},
): SignedEvent {
	const { auth, change = (body) => body } = options;
	const body = withFieldHashes(change(readEvent(name)), auth?.secret ?? API_SECRET);
	const bodyText = JSON.stringify(body);
	return {
		name,
		bodyText,
		headers: {
			'content-type': 'application/json',
			...(secret === undefined ? {} : { [SIGNATURE_HEADER]: signatureOf(bodyText, secret) }),
			...(auth ? basicAuth(auth) : {}),
		},
	};
}

export async function sendEvent(
	url: string,
	{ bodyText, headers }: SignedEvent,
): Promise<Response> {
	return await fetch(url, { method: 'POST', headers, body: bodyText, redirect: 'manual' });
}
