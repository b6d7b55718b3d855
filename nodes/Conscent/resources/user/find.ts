import type { IDataObject } from 'n8n-workflow';

import type { ConversationOperation } from '../../../shared/operation';
import { SKIPPED } from '../../../shared/operation';
import type { FoundUser } from '../../calls/findUser';
import { lookUpUser, userKey } from '../../calls/knownUsers';
import { userProblem } from '../../calls/userProblem';
import { readUser, userProperty } from '../../fields/user';
import { whenNotFoundProperty } from '../../fields/whenNotFound';
import { LOOKUP_CALLS } from '../userOperation';

/** What rows of purchases and transactions tell of a person (spec: `Purchase`, `Transaction`). */
const KEYS: Readonly<Record<string, string>> = {
	userName: 'name',
	userEmail: 'email',
	userPhoneNumber: 'phone',
	clientUserId: 'clientUserId',
};

function describeUser({ userId, row, source }: FoundUser): IDataObject {
	const known = Object.entries(KEYS)
		.filter(([key]) => row[key] !== undefined)
		.map(([key, name]) => [name, row[key]]);
	return { userId, ...Object.fromEntries(known), foundIn: source };
}

const MODES = ['email', 'phone'] as const;

/** Purchases first, then transactions: see `findUser`. */
export const find: ConversationOperation = {
	value: 'find',
	name: 'Find',
	action: 'Find user',
	description:
		"Look up a reader's ID by email address or phone number, in what the reader bought: Conscent documents no other way",
	calls: LOOKUP_CALLS,
	properties: [
		userProperty('The reader to find. Only one who bought something can be found.', MODES),
		whenNotFoundProperty(['fail', 'skip']),
	],

	orderKey: (parameters) => userKey(readUser(parameters, MODES)),

	*conversation(parameters, memory) {
		const user = readUser(parameters, MODES);
		const lookup = yield* lookUpUser(user, memory);
		if (lookup.kind === 'found') return describeUser(lookup);
		if (lookup.kind === 'missing' && parameters.choice('whenNotFound') === 'skip') return SKIPPED;
		throw userProblem(user, lookup);
	},
};
