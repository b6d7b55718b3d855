/** Calls that several questions make, and what they show. */
import type { Asking, CallResponse, Fact, Json, PlannedCall, Query, Target } from '../../question';
import { get, jsonAt } from '../../question';

export interface Listing {
	readonly path: string;
	readonly rowsKey: string;
	readonly sizeKey: string;
}

export const PURCHASES: Listing = {
	path: '/v2/client/purchases/subscriptions',
	rowsKey: 'purchases',
	sizeKey: 'pageSize',
};
export const PASSES: Listing = { ...PURCHASES, path: '/v1/client/purchases/passes' };
export const PLANS: Listing = {
	path: '/v2/client/subscription-plans',
	rowsKey: 'subscriptionPlans',
	sizeKey: 'showRecords',
};
export const TRANSACTIONS: Listing = {
	path: '/v2/client/get-all-transactions',
	rowsKey: 'data',
	sizeKey: 'limit',
};
export const CONTENTS: Listing = {
	path: '/v1/content/client',
	rowsKey: 'content',
	sizeKey: 'pageSize',
};

export function list({ path, sizeKey }: Listing, size: number, query: Query = {}): PlannedCall {
	return get(path, { ...query, [sizeKey]: size });
}

/** The smallest call there is, where any call does. */
export const ONE_PLAN = list(PLANS, 1);

/** A key that no API knows. */
export const PROBE_KEY = 'calibrateProbe';
export const PROBE = { [PROBE_KEY]: 'calibrate' };

export const USER_UPDATE = '/components/schemas/UserUpdate';

/** The files that follow what an update takes. */
export const UPDATE_FILES = [
	'nodes/Conscent/fields/profile.ts',
	'test/server/handlers/updateUser.ts',
	'test/unit/Conscent/spec.test.ts',
	'test/engine/userUpdate.test.ts',
];
const FACTS_FILES = [
	'nodes/Conscent/apiFacts.ts',
	'test/unit/Conscent/apiFacts.test.ts',
	'test/server/handlers/updateUser.ts',
];

/** A fact about a property of the update. */
export function propertyFact(id: string, key: string, statement: string, mark?: string): Fact {
	const at = `${USER_UPDATE}/properties/${key}`;
	if (mark === undefined) return { id, statement, at, believedBy: UPDATE_FILES };
	return { id, statement, at, mark, believedBy: FACTS_FILES };
}

export function takesFact(id: string, key: string): Fact {
	return propertyFact(id, key, `The user update takes '${key}'`);
}

export function clearsFact(id: string, key: string): Fact {
	return propertyFact(id, key, `What clears '${key}'`, 'x-empty-value');
}

/** The update of the named reader, the only one that is ever written to. */
export function update(
	{ userId }: Pick<Target, 'userId'>,
	body: Json,
	changes: string,
	times = 1,
): PlannedCall {
	const path = '/v2/client/update-user';
	return { method: 'PATCH', path, query: { userId }, body, changes, times };
}

/** Shows the profile, as no call of Conscent's that is known only reads it. */
export function reading(target: Target, times: number): PlannedCall {
	return update(target, target.readBody, 'nothing: it shows the profile', times);
}

export interface Changed {
	readonly response: CallResponse;
	/** As it is read afterwards: the response may only repeat what was sent. */
	readonly profile: Json;
	readonly from: readonly CallResponse[];
}

/** Makes a call, then the one that is named `read`. */
export function* change(call: string, body?: Json): Asking<Changed> {
	const response = yield { call, ...(body && { body }) };
	const read = yield { call: 'read' };
	return { response, profile: profileIn(read), from: [response, read] };
}

export function profileIn({ body }: CallResponse): Json {
	return jsonAt(body, 'userData') ?? {};
}
