import type { RunMemory } from '../../shared/memory';
import { MemorySlot } from '../../shared/memory';
import type { StepsTo } from '../../shared/operation';
import { compareContacts, personKey } from './match';
import type { UserReference } from './userReference';
import type { UserLookup } from './find';
import { findUser } from './find';

/** By what was asked, exactly: numbers of the same digits, with and without a plus sign, are two people's. */
const LOOKUPS = new MemorySlot(() => new Map<string, UserLookup>());

/** Who was registered by an item of the run, by `personKey`. They have bought nothing yet, so no listing has them. */
const REGISTRATIONS = new MemorySlot(() => new Map<string, Registration[]>());

interface Registration {
	readonly contact: UserReference;
	readonly lookup: UserLookup;
}

/**
 * Looks a reader up once per run, and among those whom earlier items registered. Items about one reader go one after the
 * other (`personKey`), so that the first one's look-up is done when the next one asks.
 */
export function* lookUpUser(user: UserReference, memory: RunMemory): StepsTo<UserLookup> {
	const lookups = memory.at(LOOKUPS);
	const asked = `${user.mode} ${user.written}`;
	const lookup = lookups.get(asked) ?? (yield* findUser(user));
	lookups.set(asked, lookup);
	return lookup.kind === 'missing' ? (registeredAs(user, memory) ?? lookup) : lookup;
}

/** @returns what to take for a look-up's outcome; undefined where no item of the run registered such a contact */
export function registeredAs(contact: UserReference, memory: RunMemory): UserLookup | undefined {
	const matches = (memory.at(REGISTRATIONS).get(personKey(contact)) ?? []).map((registration) => ({
		match: compareContacts(contact, registration.contact),
		lookup: registration.lookup,
	}));
	const same = matches.find(({ match }) => match === 'same');
	if (same) return same.lookup;
	const isSimilar = matches.some(({ match }) => match === 'similar');
	return isSimilar ? { kind: 'unclear', doubt: 'similarRegistered' } : undefined;
}

/** Replaces what was remembered of these contacts; nothing is remembered of a registration that surely failed. */
export function rememberRegistration(
	contacts: readonly UserReference[],
	lookup: UserLookup | undefined,
	memory: RunMemory,
): void {
	const registrations = memory.at(REGISTRATIONS);
	for (const contact of contacts) {
		const key = personKey(contact);
		const others = (registrations.get(key) ?? []).filter(
			(registration) => compareContacts(contact, registration.contact) !== 'same',
		);
		registrations.set(key, lookup ? [...others, { contact, lookup }] : others);
	}
}
