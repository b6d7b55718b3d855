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

/** @param kept what the last call's memory became in n8n's database; anything else counts as empty */
export function recall(kept: unknown, digest: string, nowMs: number): Recollection {
	const now = Math.floor(nowMs / 1000);
	const seen = Object.entries(isPlainObject(kept) ? kept : {}).filter(
		(entry): entry is [string, number] =>
			typeof entry[1] === 'number' && entry[1] > now - REMEMBERED_SECONDS,
	);
	const others = seen.filter(([known]) => known !== digest).slice(1 - MOST_REMEMBERED);
	return {
		isRepeated: seen.some(([known]) => known === digest),
		memory: Object.fromEntries([...others, [digest, now]]),
	};
}

/** @param staticData the node's own, which n8n saves with the workflow: the delivery is remembered in it */
export function isRepeated(staticData: IDataObject, rawBody: Buffer): boolean {
	const recollection = recall(staticData['seen'], digestOf(rawBody), Date.now());
	staticData['seen'] = recollection.memory;
	return recollection.isRepeated;
}
