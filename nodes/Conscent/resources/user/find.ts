import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { SKIPPED } from '../../../shared/operation';
import type { FoundUser } from '../../users/find';
import { LOOKUP_CALLS } from '../../users/find';
import { userKey } from '../../users/match';
import { findOrElse } from '../../users/userOperation';
import { CONTACT_MODES, readUser, userProperty } from '../../users/userReference';
import { readWhenNotFound, whenNotFoundProperty } from '../../users/whenNotFound';

/** What rows of purchases and transactions tell of a user (spec: `Purchase`, `Transaction`). */
const KEYS: Readonly<Record<string, string>> = {
	userName: 'name',
	userEmail: 'email',
	userPhoneNumber: 'phone',
	clientUserId: 'clientUserId',
};

const CHOICES = ['fail', 'skip'] as const;

function describeUser({ userId, row, source }: FoundUser): IDataObject {
	const known = Object.entries(KEYS)
		.filter(([key]) => row[key] !== undefined)
		.map(([key, name]) => [name, row[key]]);
	return { userId, ...Object.fromEntries(known), foundIn: source };
}

/** In all listings: see `findUser`. */
export const find: Operation = {
	value: 'find',
	name: 'Find',
	action: 'Find user by email or phone',
	description:
		'Look up the user ID of a reader by email address or phone number. Finds only readers who bought something. Changes nothing.',
	calls: LOOKUP_CALLS,
	properties: [
		userProperty(
			'The reader to find: an email address or a phone number, as the mode says. Only one who bought something can be found.',
			CONTACT_MODES,
		),
		whenNotFoundProperty(CHOICES),
	],

	prepare(parameters) {
		const user = readUser(parameters, CONTACT_MODES);
		const whenNotFound = readWhenNotFound(parameters, CHOICES);
		return {
			orderKey: userKey(user),
			*steps(memory) {
				const found = yield* findOrElse(user, whenNotFound, memory);
				return typeof found === 'string' ? SKIPPED : describeUser(found);
			},
		};
	},
};
