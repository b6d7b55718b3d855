import { baseUrlOf } from '../../../nodes/Insighto/environment';
import { Problem } from '../../n8n/problem';
import type { CallResponse, Json, PlannedCall, Target } from '../question';
import { isJson, valueAt } from '../question';
import { credentialQuestion } from '../questions/companions/credential';
import { omittedFieldsQuestion } from '../questions/companions/omittedFields';
import type { CalibratedService } from '../service';

const KEY = 'INSIGHTO_API_KEY';

function ownUser(): PlannedCall {
	return { method: 'GET', path: '/api/v1/user' };
}

function userIn({ body }: CallResponse): Json | undefined {
	const user = valueAt(body, 'data');
	return isJson(user) ? user : undefined;
}

function writing({ userId }: Target): PlannedCall {
	return { method: 'PUT', path: `/api/v1/user/${encodeURIComponent(userId)}` };
}

export const insighto: CalibratedService = {
	name: 'Insighto',
	specFile: 'insighto.openapi.yaml',
	secrets: [{ variable: KEY, title: 'API key' }],
	baseUrl(environment, baseUrl) {
		if (environment !== 'sandbox') return baseUrlOf({ baseUrl });
		throw new Problem('Insighto has no sandbox.', 'Use --environment production.');
	},
	connect: (baseUrl, secrets) => ({
		baseUrl,
		authorize: (which) =>
			Promise.resolve({
				headers: {},
				query: { api_key: which === 'right' ? String(secrets[KEY]) : 'calibrate-wrong' },
			}),
	}),
	questions: [
		credentialQuestion(ownUser),
		omittedFieldsQuestion({
			path: '/api/v1/user/{user_id}',
			write: (target, body) => ({ ...writing(target), body }),
			read: ownUser,
			userIn,
			others: ['last_name', 'phone', 'country', 'address', 'state'],
			wrong: { body: { birthdate: 'no date' }, status: 422 },
			errorKey: 'detail',
			believedBy: ['nodes/Insighto/resources/user/update.ts', 'test/server/insighto/handlers.ts'],
		}),
	],
	preflight: ownUser,
	reader: (target) => ({
		reads: [ownUser()],
		write: { ...writing(target), changes: 'puts back what was changed' },
		// Only the key's own user can be read, so nobody else is written to.
		profileIn: (response) => {
			const user = userIn(response);
			return user?.['id'] === target.userId ? user : undefined;
		},
		ignoredKeys: ['updated_at'],
		writesWhole: 'filled',
		readOnlyKeys: ['id', 'follower_count', 'following_count'],
		hidden: () => ({}),
	}),
	mayWrite: ({ method, path }, kind, target) =>
		method === 'GET' || (kind === 'write' && path === writing(target).path),
	needsUserId: true,
};
