import { baseUrlOf } from '../../../nodes/CommerceEngine/environment';
import { Problem } from '../../n8n/problem';
import type { CallResponse, Json, PlannedCall, Target } from '../question';
import { isJson, valueAt } from '../question';
import { addressPages } from '../questions/companions/addressPages';
import { credentialQuestion } from '../questions/companions/credential';
import { omittedFieldsQuestion } from '../questions/companions/omittedFields';
import type { CalibratedService, Secrets } from '../service';

/** What an update cannot change, or what the service changes with it. */
const READ_ONLY_KEYS = [
	...['id', 'customer_id', 'customer_group_id', 'customer_group', 'is_email_verified'],
	...['is_phone_verified', 'is_anonymous', 'is_logged_in', 'profile_image_url', 'created_at'],
];

function userCall({ userId }: Target, method: 'GET' | 'PUT' = 'GET'): PlannedCall {
	return { method, path: `/auth/user/${encodeURIComponent(userId)}` };
}

function userIn({ body }: CallResponse): Json | undefined {
	const user = valueAt(body, 'content', 'user');
	return isJson(user) ? user : undefined;
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
	secrets: [
		{ variable: 'COMMERCE_ENGINE_STORE_ID', title: 'store ID' },
		{ variable: 'COMMERCE_ENGINE_API_KEY', title: 'API key' },
		{ variable: 'COMMERCE_ENGINE_EMAIL', title: 'email address' },
		{ variable: 'COMMERCE_ENGINE_PASSWORD', title: 'password' },
	],
	baseUrl: (environment, baseUrl, secrets) =>
		baseUrlOf({
			environment: environment === 'sandbox' ? 'staging' : environment,
			baseUrl,
			storeId: secrets['COMMERCE_ENGINE_STORE_ID'] ?? '',
		}),
	connect(baseUrl, secrets) {
		let session: Promise<string> | undefined;
		return {
			baseUrl,
			async authorize(which, send) {
				if (which !== 'right') return { headers: { authorization: 'Bearer calibrate-wrong' } };
				session ??= signIn(baseUrl, secrets, send);
				return { headers: { authorization: `Bearer ${await session}` } };
			},
		};
	},
	questions: [
		credentialQuestion(userCall),
		addressPages,
		omittedFieldsQuestion({
			path: '/auth/user/{id}',
			write: (target, body) => ({ ...userCall(target, 'PUT'), body }),
			read: userCall,
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
	preflight: (target) => userCall(target),
	reader: (target) => ({
		reads: [userCall(target)],
		write: { ...userCall(target, 'PUT'), changes: 'puts back what was changed' },
		profileIn: userIn,
		ignoredKeys: ['modified_at'],
		writesWhole: 'all',
		readOnlyKeys: READ_ONLY_KEYS,
		hidden: () => ({}),
	}),
	mayWrite: ({ method, path }, kind, target) =>
		method === 'GET' || (kind === 'write' && path === userCall(target).path),
	needsUserId: true,
};
