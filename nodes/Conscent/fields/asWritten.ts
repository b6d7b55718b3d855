import type { UserReference } from './user';

/**
 * A reader's ID, address or number as the item writes it, for calls that ask once and in one form: whether the API tells
 * capitals apart is unknown, and whoever wrote it most likely wrote it as Conscent holds it.
 */
export function asWritten({ value, spellings }: UserReference): string {
	return spellings.at(-1) ?? value;
}
