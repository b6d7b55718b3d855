import type { RunMemory } from '../../shared/memory';
import { MemorySlot } from '../../shared/memory';
import type { StepsTo } from '../../shared/operation';
import { compareUsers, userKey } from './match';
import type { UserReference } from './userReference';
import type { UserLookup } from './find';
import { findUser } from './find';

/** By what was asked, exactly: numbers of the same digits, with and without a plus sign, are two users'. */
const LOOKUPS = new MemorySlot(() => new Map<string, UserLookup>());

/** Who was registered by an item of the run, by `userKey`. They have bought nothing yet, so no listing has them. */
const REGISTRATIONS = new MemorySlot(() => new Map<string, Registration[]>());

interface Registration {
	readonly user: UserReference;
	readonly lookup: UserLookup;
}

/**
 * Looks a user up once per run, and among those whom earlier items registered. Items about one user go one after the
 * other (`userKey`), so that the first one's look-up is done when the next one asks.
 */
export function* lookUpUser(user: UserReference, memory: RunMemory): StepsTo<UserLookup> {
	const lookups = memory.at(LOOKUPS);
	const asked = `${user.mode} ${user.written}`;
	const lookup = lookups.get(asked) ?? (yield* findUser(user));
	lookups.set(asked, lookup);
	return lookup.kind === 'missing' ? (registeredAs(user, memory) ?? lookup) : lookup;
}

/** @returns what to take for a look-up's outcome; undefined where no item of the run registered such a user */
export function registeredAs(user: UserReference, memory: RunMemory): UserLookup | undefined {
	const matches = (memory.at(REGISTRATIONS).get(userKey(user)) ?? []).map((registration) => ({
		match: compareUsers(user, registration.user),
		lookup: registration.lookup,
	}));
	const same = matches.find(({ match }) => match === 'same');
	if (same) return same.lookup;
	const isSimilar = matches.some(({ match }) => match === 'similar');
	return isSimilar ? { kind: 'unclear', doubt: 'similarRegistered' } : undefined;
}

/** Replaces what was remembered under these references; nothing is remembered of a registration that surely failed. */
export function rememberRegistration(
	references: readonly UserReference[],
	lookup: UserLookup | undefined,
	memory: RunMemory,
): void {
	const registrations = memory.at(REGISTRATIONS);
	for (const user of references) {
		const key = userKey(user);
		const others = (registrations.get(key) ?? []).filter(
			(registration) => compareUsers(user, registration.user) !== 'same',
		);
		registrations.set(key, lookup ? [...others, { user, lookup }] : others);
	}
}
