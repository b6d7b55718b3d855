import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { isPlainObject } from '../shared/values';

/** How long a delivery is remembered: no page says how long Conscent repeats one. */
export const REMEMBERED_SECONDS = 24 * 60 * 60;

/** n8n writes the whole memory to its database with each delivery: about 25 kB at this size. */
export const MOST_REMEMBERED = 500;

/** 128 bits: no two deliveries share them by chance, and nobody can aim for it. */
const DIGEST_CHARACTERS = 32;

/** When each delivery was last seen, in seconds since 1970, the oldest first. */
export type Memory = Readonly<Record<string, number>>;

export interface Recollection {
	readonly isRepeated: boolean;
	/** To be kept for the next delivery. */
	readonly memory: Memory;
}

/** Byte-identical bodies have the same digest; it does not tell what they hold. */
export function digestOf(rawBody: Buffer): string {
	return createHash('sha256').update(rawBody).digest('hex').slice(0, DIGEST_CHARACTERS);
}

/** @param kept what was remembered so far, in any number of places; anything else counts as empty */
export function recall(kept: readonly unknown[], digest: string, nowMs: number): Recollection {
	const now = Math.floor(nowMs / 1000);
	const seen = Object.entries(Object.assign({}, ...kept.filter(isPlainObject)) as IDataObject)
		.filter(
			(entry): entry is [string, number] =>
				typeof entry[1] === 'number' && entry[1] > now - REMEMBERED_SECONDS,
		)
		.sort(([, one], [, other]) => one - other);
	const others = seen.filter(([known]) => known !== digest).slice(1 - MOST_REMEMBERED);
	return {
		isRepeated: seen.some(([known]) => known === digest),
		memory: Object.fromEntries([...others, [digest, now]]),
	};
}

/**
 * Remembers in two places. Static data lasts over a restart and is shared by all processes, but deliveries that overlap
 * overwrite each other's there. So this process keeps a copy of its own, which it also puts right the static data with.
 */
export class RepeatMemory {
	private readonly ofTriggers = new Map<string, Memory>();

	/**
	 * @param triggerId of the node, unique in n8n
	 * @param staticData the node's own, which n8n saves with the workflow
	 * @returns whether the delivery was there before; it is remembered either way
	 */
	isRepeated(triggerId: string, staticData: IDataObject, rawBody: Buffer): boolean {
		const kept = [staticData['seen'], this.ofTriggers.get(triggerId)];
		const recollection = recall(kept, digestOf(rawBody), Date.now());
		this.ofTriggers.set(triggerId, recollection.memory);
		staticData['seen'] = { ...recollection.memory };
		return recollection.isRepeated;
	}
}
