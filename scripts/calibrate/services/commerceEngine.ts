import { baseUrlOf } from '../../../nodes/CommerceEngine/environment';
import { Problem } from '../../n8n/problem';
import type { CallResponse, Json, PlannedCall, Target } from '../question';
import { get, jsonAt, valueAt } from '../question';
import { addressPages } from '../questions/addressPages';
import { credentialQuestion } from '../questions/credential';
import { omittedFieldsQuestion } from '../questions/omittedFields';
import { withoutKeys } from '../reader';
import type { CalibratedService, Secrets } from '../service';

/** What an update cannot change, or what the service changes with it. */
const READ_ONLY_KEYS = [
	...['id', 'customer_id', 'customer_group_id', 'customer_group', 'is_email_verified'],
	...['is_phone_verified', 'is_anonymous', 'is_logged_in', 'profile_image_url', 'created_at'],
	'modified_at',
];

function read({ userId }: Target): PlannedCall {
	return get(`/auth/user/${encodeURIComponent(userId)}`);
}

function write(target: Target, body: Json): PlannedCall {
	return { ...read(target), method: 'PUT', body };
}

function userIn({ body }: CallResponse): Json | undefined {
	return jsonAt(body, 'content', 'user');
}

async function tokenFrom(response: Response): Promise<string> {
	const token = valueAt(await response.json(), 'content', 'access_token');
	if (typeof token === 'string') return token;
	throw new Problem(`The sign-in was refused (HTTP ${response.status}).`, 'Check the secrets.');
}

/** Anonymously with the store's key, then with the password: as the node signs in. */
async function signIn(baseUrl: string, secrets: Secrets, send: typeof fetch): Promise<string> {
	const anonymous = await send(`${baseUrl}/auth/anonymous`, {
		method: 'POST',
		headers: { 'x-api-key': String(secrets['COMMERCE_ENGINE_API_KEY']) },
	});
	const login = await send(`${baseUrl}/auth/login/password`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${await tokenFrom(anonymous)}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({
			email: secrets['COMMERCE_ENGINE_EMAIL'],
			password: secrets['COMMERCE_ENGINE_PASSWORD'],
		}),
	});
	return await tokenFrom(login);
}

export const commerceEngine: CalibratedService = {
	name: 'Commerce Engine',
	specFile: 'commerce-engine.openapi.yaml',
	secrets: {
		COMMERCE_ENGINE_STORE_ID: 'store ID',
		COMMERCE_ENGINE_API_KEY: 'API key',
		COMMERCE_ENGINE_EMAIL: 'email address',
		COMMERCE_ENGINE_PASSWORD: 'password',
	},
	baseUrl: (environment, baseUrl, secrets) =>
		baseUrlOf({
			environment: environment === 'sandbox' ? 'staging' : environment,
			baseUrl,
			storeId: secrets['COMMERCE_ENGINE_STORE_ID'] ?? '',
		}),
	authorize(baseUrl, secrets) {
		let session: Promise<string> | undefined;
		return async (which, send) => {
			if (which === 'right') session ??= signIn(baseUrl, secrets, send);
			const token = which === 'right' ? await session : 'calibrate-wrong';
			return { headers: { authorization: `Bearer ${token}` } };
		};
	},
	questions: [
		credentialQuestion({ call: read, wrong: ['wrongKey'] }),
		addressPages,
		omittedFieldsQuestion({
			at: '/paths/~1auth~1user~1{id}/put/requestBody',
			write,
			read,
			userIn,
			others: ['last_name', 'email', 'phone', 'country_code'],
			wrong: { body: { email: 'no email' }, status: 400 },
			errorKey: 'errors',
			believedBy: [
				'nodes/CommerceEngine/resources/user/update.ts',
				'test/server/commerceEngine/handlers.ts',
			],
		}),
	],
	preflight: read,
	reader: (target) => ({
		reads: [read(target)],
		write: { ...write(target, {}), changes: 'puts back what was changed' },
		profileIn: userIn,
		ignoredKeys: ['modified_at'],
		wholeBody: (profile) => withoutKeys(profile, READ_ONLY_KEYS),
	}),
};
