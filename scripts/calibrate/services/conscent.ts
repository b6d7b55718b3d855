import { baseUrlOf } from '../../../nodes/Conscent/baseUrl';
import { basicAuthValue } from '../../../nodes/Conscent/basicAuth';
import type { Authorization } from '../client';
import type { CallCredential, CallResponse, Json, PlannedCall, Target } from '../question';
import { isJson, rowsAt, valueAt } from '../question';
import { PROBE_KEY, PROBE_VALUE, updateUser } from '../questions/conscent/support/updateUser';
import { addresses } from '../questions/conscent/addresses';
import { addressLists } from '../questions/conscent/addressLists';
import { credential } from '../questions/conscent/credential';
import { dashboardUsers } from '../questions/conscent/dashboardUsers';
import { dates } from '../questions/conscent/dates';
import { errors } from '../questions/conscent/errors';
import { filters } from '../questions/conscent/filters';
import { limit } from '../questions/conscent/limit';
import { limitHeaders } from '../questions/conscent/limitHeaders';
import { pages } from '../questions/conscent/pages';
import { partialAddress } from '../questions/conscent/partialAddress';
import { profileFields } from '../questions/conscent/profileFields';
import { rows } from '../questions/conscent/rows';
import { unknownKey } from '../questions/conscent/unknownKey';
import type { ReaderCalls } from '../reader';
import type { CalibratedService, Secrets } from '../service';

/** Made up, so that it is refused. */
const WRONG = 'calibrate-wrong';

function authorization(which: CallCredential, { key = '', secret = '' }: Secrets): Authorization {
	if (which === 'none') return { headers: {} };
	const user = which === 'wrongKey' ? WRONG : key;
	const password = which === 'wrongSecret' ? WRONG : secret;
	return { headers: { authorization: `Basic ${basicAuthValue(user, password)}` } };
}

function profileIn({ body }: CallResponse): Json | undefined {
	const profile = valueAt(body, 'userData');
	return isJson(profile) ? profile : undefined;
}

/** What rows of purchases tell of a reader: key of the row, key of the profile. */
const WITNESSED = [
	['userName', 'name'],
	['userEmail', 'email'],
	['userPhoneNumber', 'phone'],
] as const;

function knownIn({ body }: CallResponse): Json | undefined {
	const [row] = rowsAt(body, 'purchases');
	const known = WITNESSED.map(([key, profileKey]) => [profileKey, row?.[key]] as const);
	return Object.fromEntries(known.filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** The profile holds one name; its parts are guessed from it. */
function hiddenNames({ name }: Json): Json {
	if (typeof name !== 'string') return {};
	const [firstName = '', ...rest] = name.split(' ');
	return { firstName, lastName: rest.join(' ') };
}

function reader({ userId }: Target): ReaderCalls {
	return {
		reads: [
			{ ...updateUser(userId, {}), changes: 'nothing but when it was updated' },
			{
				...updateUser(userId, { [PROBE_KEY]: PROBE_VALUE }),
				changes:
					'nothing, unless the API stores fields that it does not know (sent only if it refuses an empty update)',
			},
		],
		write: { ...updateUser(userId, {}), changes: 'puts back what was changed' },
		witness: {
			call: {
				method: 'GET',
				path: '/v2/client/purchases/subscriptions',
				query: { userId, pageSize: 1 },
			},
			knownIn,
		},
		profileIn,
		ignoredKeys: ['updatedAt'],
		writesWhole: false,
		readOnlyKeys: [],
		hidden: hiddenNames,
	};
}

function mayWrite(call: PlannedCall, kind: string, { userId }: Target): boolean {
	const { method, path, query } = call;
	if (method === 'GET') return true;
	if (kind === 'create') return /^\/v2\/client\/multi-user(\/|$)/.test(path);
	const isUpdate = method === 'PATCH' && path === '/v2/client/update-user';
	return kind === 'write' && isUpdate && query?.['userId'] === userId;
}

export const conscent: CalibratedService = {
	name: 'Conscent',
	specFile: 'conscent.openapi.yaml',
	secrets: [
		{ variable: 'CONSCENT_API_KEY', title: 'API key' },
		{ variable: 'CONSCENT_API_SECRET', title: 'API secret' },
	],
	baseUrl: (environment, baseUrl) => baseUrlOf({ environment, baseUrl }),
	connect: (baseUrl, secrets) => ({
		baseUrl,
		authorize: (which) =>
			Promise.resolve(
				authorization(which, {
					key: secrets['CONSCENT_API_KEY'] ?? '',
					secret: secrets['CONSCENT_API_SECRET'] ?? '',
				}),
			),
	}),
	questions: [
		...[addresses, credential, errors, limitHeaders, pages, rows, filters],
		...[unknownKey, profileFields, dates, partialAddress, addressLists],
		...[dashboardUsers, limit],
	],
	preflight: () => ({
		method: 'GET',
		path: '/v2/client/subscription-plans',
		query: { showRecords: 1 },
	}),
	reader,
	mayWrite,
	needsUserId: true,
};
