/** Calls that several questions make, and what they show. */
import { PAGE_SIZES } from '../../../../nodes/Conscent/apiFacts';
import type { Asking, CallResponse, Fact, Json, PlannedCall, Query, Target } from '../../question';
import { get, jsonAt } from '../../question';

export interface Listing {
	readonly path: string;
	readonly rowsKey: string;
	/** The parameter for how many rows a page has, where the spec has it, and what the nodes ask for. */
	readonly sizeKey: string;
	readonly sizeAt: string;
	readonly size: number;
}

const PAGED_BY_SIZE = { rowsKey: 'purchases', sizeKey: 'pageSize', size: PAGE_SIZES.purchases };

export const PURCHASES: Listing = {
	...PAGED_BY_SIZE,
	path: '/v2/client/purchases/subscriptions',
	sizeAt: '/paths/~1v2~1client~1purchases~1subscriptions/get/parameters/11',
};
export const PASSES: Listing = {
	...PAGED_BY_SIZE,
	path: '/v1/client/purchases/passes',
	sizeAt: '/components/parameters/ClientPageSize',
};
export const PLANS: Listing = {
	path: '/v2/client/subscription-plans',
	rowsKey: 'subscriptionPlans',
	sizeKey: 'showRecords',
	sizeAt: '/paths/~1v2~1client~1subscription-plans/get/parameters/4',
	size: PAGE_SIZES.plans,
};
export const TRANSACTIONS: Listing = {
	path: '/v2/client/get-all-transactions',
	rowsKey: 'data',
	sizeKey: 'limit',
	sizeAt: '/paths/~1v2~1client~1get-all-transactions/get/parameters/5',
	size: PAGE_SIZES.transactions,
};
export const CONTENTS: Listing = {
	path: '/v1/content/client',
	rowsKey: 'content',
	sizeKey: 'pageSize',
	sizeAt: '/paths/~1v1~1content~1client/get/parameters/1',
	size: PAGE_SIZES.contents,
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
export const FACTS_FILES = [
	'nodes/Conscent/apiFacts.ts',
	'test/unit/Conscent/apiFacts.test.ts',
	'test/server/handlers/updateUser.ts',
];

/** Where the spec has a property of the update. */
export function propertyAt(key: string): string {
	return `${USER_UPDATE}/properties/${key}`;
}

export function takesFact(id: string, key: string): Fact {
	const statement = `The user update takes '${key}'`;
	return { id, statement, at: propertyAt(key), believedBy: UPDATE_FILES };
}

export function clearsFact(id: string, key: string): Fact {
	const statement = `What clears '${key}'`;
	return { id, statement, at: propertyAt(key), mark: 'x-empty-value', believedBy: FACTS_FILES };
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
