import { baseUrlOf } from '../../../nodes/Conscent/baseUrl';
import { basicAuthValue } from '../../../nodes/Conscent/basicAuth';
import type { CallResponse, Json } from '../question';
import { isBlank, jsonAt, rowsAt } from '../question';
import { addressLists, partialAddress } from '../questions/conscent/addressFields';
import { addresses } from '../questions/conscent/addresses';
import { ONE_PLAN, PROBE, PURCHASES, list, update } from '../questions/conscent/calls';
import { DASHBOARD_USERS, dashboardUsers } from '../questions/conscent/dashboardUsers';
import { filters, pages, rows } from '../questions/conscent/listings';
import { dates, profileFields, unknownKey } from '../questions/conscent/profile';
import { credential, errors, limit, limitHeaders } from '../questions/conscent/refusals';
import type { CalibratedService } from '../service';

/** Made up, so that it is refused. */
const WRONG = 'calibrate-wrong';

/** What a row of purchases tells of a reader. */
function knownIn({ body }: CallResponse): Json {
	const { userName, userEmail, userPhoneNumber } = rowsAt(body, PURCHASES.rowsKey)[0] ?? {};
	const known = Object.entries({ name: userName, email: userEmail, phone: userPhoneNumber });
	return Object.fromEntries(known.filter(([, value]) => !isBlank(value)));
}

/** The profile holds one name; its parts are guessed from it. */
function hiddenNames({ name }: Json): Json {
	if (typeof name !== 'string') return {};
	const [firstName, ...rest] = name.split(' ');
	return { firstName, lastName: rest.join(' ') };
}

export const conscent: CalibratedService = {
	name: 'Conscent',
	specFile: 'conscent.openapi.yaml',
	secrets: { CONSCENT_API_KEY: 'API key', CONSCENT_API_SECRET: 'API secret' },
	baseUrl: (environment, baseUrl) => baseUrlOf({ environment, baseUrl }),
	authorize: (_baseUrl, secrets) => (which) => {
		const key = which === 'wrongKey' ? WRONG : (secrets['CONSCENT_API_KEY'] ?? '');
		const secret = which === 'wrongSecret' ? WRONG : (secrets['CONSCENT_API_SECRET'] ?? '');
		return { headers: { authorization: `Basic ${basicAuthValue(key, secret)}` } };
	},
	questions: [
		...[addresses, credential, errors, limitHeaders, pages, rows, filters],
		...[unknownKey, profileFields, dates, partialAddress, addressLists],
		...[dashboardUsers, limit],
	],
	preflight: () => ONE_PLAN,
	reader: (target) => ({
		reads: [
			update(target, {}, 'nothing but when it was updated'),
			update(
				target,
				PROBE,
				'nothing, unless the API stores fields that it does not know (sent only if it refuses an empty update)',
			),
		],
		write: update(target, {}, 'puts back what was changed'),
		witness: { call: list(PURCHASES, 1, { userId: target.userId }), knownIn },
		profileIn: ({ body }) => jsonAt(body, 'userData'),
		ignoredKeys: ['updatedAt'],
		hidden: hiddenNames,
	}),
	createPath: DASHBOARD_USERS,
};
