import { createHmac } from 'crypto';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { pick } from '../shared/output/response';
import { isPlainObject } from '../shared/input/parse/text';
import type { Notification } from './envelope';
import { readTime, textOrNull } from './envelope';
import { isBlank, isSameText } from './verify';

interface LegacyKind extends INodePropertyOptions {
	readonly value: string;
	/** The key under which the simplified output holds what is neither about the user nor about the device. */
	readonly part: string;
}

/** Old bodies name no event: Conscent keeps one address for each of these kinds. */
export const LEGACY_KINDS: readonly LegacyKind[] = [
	{
		name: 'Bundle Payment',
		value: 'bundlePayment',
		part: 'purchase',
		description: 'A bundle of subscriptions was bought',
	},
	{ name: 'Login', value: 'login', part: 'login', description: 'A reader logged in' },
	{
		name: 'Micro Payment',
		value: 'microPayment',
		part: 'purchase',
		description: 'A single article was bought',
	},
	{
		name: 'Pass Payment',
		value: 'passPayment',
		part: 'purchase',
		description: 'A pass was bought',
	},
	{
		name: 'Review Subscription',
		value: 'reviewSubscription',
		part: 'review',
		description: 'A reader reached the page before paying for a subscription',
	},
	{
		name: 'Sign Up',
		value: 'signUp',
		part: 'signUp',
		description: 'A reader logged in for the first time',
	},
	{
		name: 'Subscription Cancelled',
		value: 'subscriptionCancelled',
		part: 'cancellation',
		description: 'A reader stopped the renewal of a subscription',
	},
	{
		name: 'Subscription Payment',
		value: 'subscriptionPayment',
		part: 'purchase',
		description: 'A subscription was bought',
	},
];

/** Fields of the user, and the name each has in `user`: the one it has in new webhooks. */
export const USER_KEYS: Readonly<Record<string, string>> = {
	userName: 'name',
	name: 'name',
	username: 'username',
	userEmail: 'email',
	email: 'email',
	userPhoneNumber: 'phoneNumber',
	phoneNumber: 'phoneNumber',
	userAddress: 'address',
	address: 'address',
	userGender: 'gender',
	userEmploymentType: 'employmentType',
	country: 'country',
	city: 'city',
	location: 'location',
	clientTierId: 'clientTierId',
	clientSpecificUserId: 'clientSpecificUserId',
};

const CLIENT_KEYS = ['userAgent', 'browser', 'os', 'device', 'operatingSystem'] as const;

/** Each proves that the field beside it comes from Conscent. */
const HASHED_FIELDS = { hashedEmail: 'email', hashedPhoneNumber: 'phoneNumber' } as const;

/** `unchecked`: the credential has no API secret to check it with. */
export type HashResult = 'valid' | 'invalid' | 'unchecked';

/**
 * Reads one of the old flat bodies.
 *
 * @returns undefined for a body that no kind has: every documented one names the user, and none is an envelope
 */
export function readLegacy(
	kind: string,
	body: IDataObject,
	apiSecret: string,
): Notification | undefined {
	const userId = textOrNull(body['userId']);
	if (userId === null || isPlainObject(body['payload'])) return;
	const part = LEGACY_KINDS.find(({ value }) => value === kind)?.part ?? 'details';
	return {
		event: kind,
		createdAt: readTime(body['createdAt']),
		userId,
		user: { ...readUser(body), userId },
		[part]: restOf(body),
		clientInfo: pick(body, CLIENT_KEYS),
		fieldHashes: checkHashes(body, apiSecret),
	};
}

/** A field keeps its own name where the body has another one under the new name: `userName` beside `name`. */
function readUser(body: IDataObject): IDataObject {
	const known = Object.entries(USER_KEYS).filter(([key]) => body[key] !== undefined);
	return Object.fromEntries(
		known.map(([key, name]) => [body[name] === undefined ? name : key, body[key]]),
	);
}

/** What stands in none of the other keys of the output. */
function restOf(body: IDataObject): IDataObject {
	const elsewhere = new Set<string>([
		...Object.keys(USER_KEYS),
		...Object.keys(HASHED_FIELDS),
		...CLIENT_KEYS,
		'userId',
	]);
	return Object.fromEntries(Object.entries(body).filter(([key]) => !elsewhere.has(key)));
}

/** The result for each hashed field that is there: old sign-ups, logins and reviews have the one of the login. */
export function checkHashes(body: IDataObject, apiSecret: string): Record<string, HashResult> {
	const present = Object.entries(HASHED_FIELDS).filter(([hash]) => body[hash] !== undefined);
	return Object.fromEntries(
		present.map(([hash, field]) => [hash, checkHash(body[hash], body[field], apiSecret)]),
	);
}

function checkHash(hash: unknown, value: unknown, apiSecret: string): HashResult {
	if (isBlank(apiSecret)) return 'unchecked';
	const isText = typeof hash === 'string' && typeof value === 'string';
	return isText && isHashOf(hash, value, apiSecret) ? 'valid' : 'invalid';
}

/**
 * What `jwt.sign(value, secret)` of the library jsonwebtoken makes of a text: a token whose payload is the text itself,
 * not JSON. The header must name HS256, so that no sender chooses a weaker check.
 */
function isHashOf(token: string, value: string, secret: string): boolean {
	const [header = '', payload = '', signature = '', ...rest] = token.split('.');
	const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
	const isSigned = isSameText(signature, expected);
	const isOfValue = isSameText(payload, Buffer.from(value).toString('base64url'));
	return isSigned && isOfValue && rest.length === 0 && algorithmOf(header) === 'HS256';
}

function algorithmOf(header: string): unknown {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
		return isPlainObject(parsed) ? parsed['alg'] : undefined;
	} catch {
		return undefined;
	}
}
