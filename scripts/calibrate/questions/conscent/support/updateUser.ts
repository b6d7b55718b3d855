import type { IDataObject } from 'n8n-workflow';

import type { CallResponse, Json, PlannedCall, Target } from '../../../question';
import { isJson, valueAt } from '../../../question';

/** A key that no API knows. */
export const PROBE_KEY = 'calibrateProbe';
export const PROBE_VALUE = 'calibrate';

export const USER_UPDATE = '/components/schemas/UserUpdate';

/** The files that follow what an update takes. */
export const UPDATE_FILES = [
	'nodes/Conscent/fields/profile.ts',
	'test/server/handlers/updateUser.ts',
	'test/unit/Conscent/spec.test.ts',
	'test/engine/userUpdate.test.ts',
];

export const FACTS_FILES = [
	'nodes/Conscent/apiFacts.ts',
	'test/unit/Conscent/apiFacts.test.ts',
	'test/server/handlers/updateUser.ts',
];

/** `PATCH /v2/client/update-user` of the named reader, the only one that is ever written to. */
export function updateUser(userId: string, body: IDataObject): PlannedCall {
	return { method: 'PATCH', path: '/v2/client/update-user', query: { userId }, body };
}

/** Shows the profile, as no call of Conscent's that is known only reads it. */
export function reading({ userId, readBody }: Target, times: number): PlannedCall {
	return { ...updateUser(userId, readBody), times, changes: 'nothing: it shows the profile' };
}

export function profileOf({ body }: CallResponse): Json {
	const profile = valueAt(body, 'userData');
	return isJson(profile) ? profile : {};
}

export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
