import { baseUrlOf } from '../../../nodes/Insighto/environment';
import { Problem } from '../../n8n/problem';
import type { CallResponse, Json, PlannedCall, Target } from '../question';
import { get, jsonAt } from '../question';
import { credentialQuestion } from '../questions/credential';
import { omittedFieldsQuestion } from '../questions/omittedFields';
import { withoutKeys } from '../reader';
import type { CalibratedService } from '../service';

const KEY = 'INSIGHTO_API_KEY';
const OWN_USER = get('/api/v1/user');

function userIn({ body }: CallResponse): Json | undefined {
	return jsonAt(body, 'data');
}

function write({ userId }: Target, body: Json): PlannedCall {
	return { method: 'PUT', path: `/api/v1/user/${encodeURIComponent(userId)}`, body };
}

export const insighto: CalibratedService = {
	name: 'Insighto',
	specFile: 'insighto.openapi.yaml',
	secrets: { [KEY]: 'API key' },
	baseUrl(environment, baseUrl) {
		if (environment !== 'sandbox') return baseUrlOf({ baseUrl });
		throw new Problem('Insighto has no sandbox.', 'Use --environment production.');
	},
	authorize: (_baseUrl, secrets) => (which) => ({
		headers: {},
		query: { api_key: which === 'right' ? String(secrets[KEY]) : 'calibrate-wrong' },
	}),
	questions: [
		credentialQuestion({ call: () => OWN_USER, wrong: ['wrongKey'] }),
		omittedFieldsQuestion({
			at: '/paths/~1api~1v1~1user~1{user_id}/put/requestBody',
			write,
			read: () => OWN_USER,
			userIn,
			others: ['last_name', 'phone', 'country', 'address', 'state'],
			wrong: { body: { birthdate: 'no date' }, status: 422 },
			errorKey: 'detail',
			believedBy: ['nodes/Insighto/resources/user/update.ts', 'test/server/insighto/handlers.ts'],
		}),
	],
	preflight: () => OWN_USER,
	reader: (target) => ({
		reads: [OWN_USER],
		write: { ...write(target, {}), changes: 'puts back what was changed' },
		// Only the key's own user can be read, so nobody else is written to.
		profileIn(response) {
			const user = userIn(response);
			return user?.['id'] === target.userId ? user : undefined;
		},
		ignoredKeys: ['updated_at'],
		wholeBody(profile, differing) {
			const empty = Object.keys(profile).filter((key) => profile[key] === null);
			const kept = empty.filter((key) => !differing.includes(key));
			return withoutKeys(profile, [
				...['id', 'follower_count', 'following_count', 'updated_at'],
				...kept,
			]);
		},
	}),
};
