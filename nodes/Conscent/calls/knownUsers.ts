import type { RunMemory } from '../../shared/memory';
import { MemorySlot } from '../../shared/memory';
import { digitsOf } from '../fields/phone';
import type { UserReference } from '../fields/user';
import type { Lookup, UserLookup } from './findUser';
import { findUser } from './findUser';

const KNOWN_USERS = new MemorySlot(() => new Map<string, UserLookup>());

/** The same for every way to write the same address or number. */
export function userKey({ mode, value }: UserReference): string {
	return mode === 'phone' ? digitsOf(value) : value;
}

/**
 * Looks a reader up once per run. Items that name a reader in the same way go one after the other (`userKey`), so that
 * the first one's look-up is done when the next one asks.
 */
export function* lookUpUser(user: UserReference, memory: RunMemory): Lookup<UserLookup> {
	const known = memory.at(KNOWN_USERS).get(userKey(user));
	if (known) return known;
	const lookup = yield* findUser(user);
	rememberUser(user, lookup, memory);
	return lookup;
}

/** What later items of the run are to take for the outcome of looking this reader up. */
export function rememberUser(user: UserReference, lookup: UserLookup, memory: RunMemory): void {
	memory.at(KNOWN_USERS).set(userKey(user), lookup);
}
