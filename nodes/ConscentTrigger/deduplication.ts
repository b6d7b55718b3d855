import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { isPlainObject } from '../shared/input/parse/text';

/** How long a delivery is remembered: no page says for how long Conscent may send it again. */
export const REMEMBERED_SECONDS = 24 * 60 * 60;

/** n8n writes the whole memory to its database with each duplicate delivery: about 25 kB at this size. */
export const MAX_REMEMBERED = 500;

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
	const others = seen.filter(([known]) => known !== digest).slice(1 - MAX_REMEMBERED);
	return {
		isRepeated: seen.some(([known]) => known === digest),
		memory: Object.fromEntries([...others, [digest, now]]),
	};
}

/**
 * Keeps what was stored in two places. This process has a memory of its own, as n8n does not save static data with a
 * delivery that starts the workflow. The static data gets all of it with the next duplicate delivery, which starts nothing.
 */
export class Deduplication {
	private readonly stored = new Map<string, Memory>();

	/** First deliveries of which n8n has yet to say whether they are stored. */
	private readonly underWay = new Map<string, Promise<void>>();

	/**
	 * A copy that comes while the first one is under way waits for it ("single-flight"), and takes its place if it was not
	 * stored: only what is stored may be taken for a duplicate.
	 *
	 * @param triggerId of the node, unique in n8n
	 * @param staticData the node's own
	 * @param wasStored called for a delivery that is no duplicate, which the caller must start
	 */
	async isRepeated(
		triggerId: string,
		staticData: IDataObject,
		rawBody: Buffer,
		wasStored: () => Promise<boolean>,
	): Promise<boolean> {
		const digest = digestOf(rawBody);
		const key = `${triggerId}/${digest}`;
		while (this.underWay.has(key)) await this.underWay.get(key);
		const kept = [staticData['seen'], this.stored.get(triggerId)];
		const { isRepeated, memory } = recall(kept, digest, Date.now());
		if (isRepeated) {
			this.stored.set(triggerId, memory);
			staticData['seen'] = { ...memory };
		} else {
			this.underWay.set(key, this.settle(triggerId, digest, wasStored()));
		}
		return isRepeated;
	}

	private async settle(triggerId: string, digest: string, stored: Promise<boolean>): Promise<void> {
		if (await stored) {
			const { memory } = recall([this.stored.get(triggerId)], digest, Date.now());
			this.stored.set(triggerId, memory);
		}
		this.underWay.delete(`${triggerId}/${digest}`);
	}
}
