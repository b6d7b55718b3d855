import { createHmac } from 'node:crypto';

import type { Settings } from '../../../nodes/ConscentTrigger/delivery';
import type { Keys } from '../../../nodes/ConscentTrigger/verify';

export const KEYS: Keys = {
	apiKey: 'KEYABCD-1234567',
	apiSecret: 'api-secret:with-ünïcode-🔑',
	webhookSecret: 'webhook-secret-ä漢',
};

export const SETTINGS: Settings = {
	webhookFormat: 'events',
	events: ['purchase.subscription'],
	otherEvents: '',
	legacyKind: 'signUp',
	verification: 'signature',
	simplify: true,
	ignoreRepeated: false,
};

export function signatureOf(body: Buffer | string, secret = KEYS.webhookSecret): string {
	return createHmac('sha256', secret).update(body).digest('hex');
}

export function basicAuthOf({ apiKey, apiSecret } = KEYS): string {
	return `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
}

/** What `jwt.sign(value, secret)` of the library jsonwebtoken gives for a text. */
export function hashOf(value: string, secret = KEYS.apiSecret, header: object = { alg: 'HS256' }) {
	const content = [JSON.stringify(header), value]
		.map((part) => Buffer.from(part).toString('base64url'))
		.join('.');
	return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

export const ENVELOPE = {
	entity: 'event',
	user_id: '65c5f1a2b3d4e5f6a7b8c9d0',
	event: 'purchase.subscription',
	contains: ['user', 'purchase'],
	payload: {
		user: { userId: '65c5f1a2b3d4e5f6a7b8c9d0', name: 'Asha', email: 'asha@example.com' },
		purchase: { _id: '65c5f1a2b3d4e5f6a7b8c9d1', price: 500 },
	},
	client_info: { deviceType: 'DESKTOP', country: 'India' },
	created_at: 1709187629,
};
