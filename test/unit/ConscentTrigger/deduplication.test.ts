import * as fc from 'fast-check';

import {
	Deduplication,
	digestOf,
	MAX_REMEMBERED,
	recall,
	REMEMBERED_SECONDS,
} from '../../../nodes/ConscentTrigger/deduplication';
import type { Memory } from '../../../nodes/ConscentTrigger/deduplication';

const NOW_MS = 1_709_187_629_000;

/** Recalls one after the other and gives the memory that is left. */
function recallAll(digests: string[]): Memory {
	return digests.reduce<Memory>((memory, digest) => recall([memory], digest, NOW_MS).memory, {});
}

describe('the memory of deliveries', () => {
	it('knows a delivery the second time', () => {
		const first = recall([], 'a', NOW_MS);
		expect(first.isRepeated).toBe(false);
		expect(recall([first.memory], 'a', NOW_MS).isRepeated).toBe(true);
		expect(recall([first.memory], 'b', NOW_MS).isRepeated).toBe(false);
	});

	it('tells repeated from new for any sequence that it can hold', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat(20).map((id) => digestOf(Buffer.from(String(id))))),
				(digests) => {
					let memory: Memory = {};
					digests.forEach((digest, index) => {
						const recollection = recall([memory], digest, NOW_MS + index);
						expect(recollection.isRepeated).toBe(digests.slice(0, index).includes(digest));
						memory = recollection.memory;
					});
				},
			),
		);
	});

	it(`keeps the last ${MAX_REMEMBERED} and forgets the oldest`, () => {
		const digests = Array.from({ length: MAX_REMEMBERED + 2 }, (_, index) => `d${index}`);
		const memory = recallAll(digests);
		expect(Object.keys(memory)).toEqual(digests.slice(2));
		expect(recall([memory], 'd2', NOW_MS).isRepeated).toBe(true);
		expect(recall([memory], 'd1', NOW_MS).isRepeated).toBe(false);
	});

	it('counts a repeated one as new for its age and its place', () => {
		const memory = recallAll(['a', 'b', 'a']);
		expect(Object.keys(memory)).toEqual(['b', 'a']);
		const later = NOW_MS + (REMEMBERED_SECONDS - 1) * 1000;
		const { memory: renewed } = recall([memory], 'a', later);
		expect(recall([renewed], 'a', later + (REMEMBERED_SECONDS - 1) * 1000).isRepeated).toBe(true);
	});

	it('forgets after a day', () => {
		const { memory } = recall([{}], 'a', NOW_MS);
		const dayMs = REMEMBERED_SECONDS * 1000;
		expect(recall([memory], 'a', NOW_MS + dayMs - 1000).isRepeated).toBe(true);
		expect(recall([memory], 'a', NOW_MS + dayMs).isRepeated).toBe(false);
		expect(recall([memory], 'b', NOW_MS + dayMs).memory).toEqual({ b: expect.any(Number) });
	});

	it.each([undefined, null, 'x', 1, [], { a: 'x' }, { a: null }, { a: {} }])(
		'starts anew from something else than a memory: %j',
		(kept) => {
			const recollection = recall([kept], 'a', NOW_MS);
			expect(recollection).toEqual({ isRepeated: false, memory: { a: NOW_MS / 1000 } });
		},
	);

	it('fits into 30 kB when it is full', () => {
		const digests = Array.from({ length: MAX_REMEMBERED }, (_, index) =>
			digestOf(Buffer.from([index])),
		);
		expect(JSON.stringify(recallAll(digests)).length).toBeLessThan(30_000);
	});
});

describe('a digest', () => {
	it('is the same for the same bytes only', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
				const isSame = Buffer.from(one).equals(Buffer.from(other));
				expect(digestOf(Buffer.from(one)) === digestOf(Buffer.from(other))).toBe(isSame);
			}),
		);
	});
});

describe('what was remembered in several places', () => {
	it('is put together, the oldest first', () => {
		const seconds = NOW_MS / 1000;
		const { isRepeated, memory } = recall(
			[{ a: seconds - 2, b: seconds - 1 }, undefined, { c: seconds - 3, a: seconds }],
			'c',
			NOW_MS,
		);
		expect(isRepeated).toBe(true);
		expect(Object.keys(memory)).toEqual(['b', 'a', 'c']);
	});
});

describe('deduplication', () => {
	const body = Buffer.from('{"email":"asha@example.com"}');
	const other = Buffer.from('{"email":"asha@example.com" }');
	const STORED = async () => true;
	const NOT_STORED = async () => false;

	/** Several deliveries of one trigger, one after the other. */
	async function areRepeated(
		deduplication: Deduplication,
		bodies: Buffer[],
		{ triggerId = '1', staticData = {}, wasStored = STORED } = {},
	): Promise<boolean[]> {
		const results: boolean[] = [];
		for (const each of bodies) {
			results.push(await deduplication.isRepeated(triggerId, staticData, each, wasStored));
		}
		return results;
	}

	it('tells a copy of what was stored, byte for byte', async () => {
		const results = await areRepeated(new Deduplication(), [body, body, other, body]);
		expect(results).toEqual([false, true, false, true]);
	});

	it('does not remember what was not stored', async () => {
		const deduplication = new Deduplication();
		const failed = { wasStored: NOT_STORED };
		expect(await areRepeated(deduplication, [body, body], failed)).toEqual([false, false]);
		expect(await areRepeated(deduplication, [body, body])).toEqual([false, true]);
	});

	it('asks what became of a delivery only where it is to be started', async () => {
		const wasStored = jest.fn(STORED);
		await areRepeated(new Deduplication(), [body, body, body], { wasStored });
		expect(wasStored).toHaveBeenCalledTimes(1);
	});

	it('writes into the static data with a repeated delivery, all digests and nothing of a body', async () => {
		const staticData = {};
		const deduplication = new Deduplication();
		await areRepeated(deduplication, [body, other], { staticData });
		expect(staticData).toEqual({});
		await areRepeated(deduplication, [other], { staticData });
		expect(staticData).toEqual({
			seen: { [digestOf(body)]: expect.any(Number), [digestOf(other)]: expect.any(Number) },
		});
	});

	it('knows from the static data what another process saw, or it itself before a restart', async () => {
		const staticData = {};
		await areRepeated(new Deduplication(), [body, body], { staticData });
		expect(await areRepeated(new Deduplication(), [body], { staticData })).toEqual([true]);
	});

	it('keeps triggers apart', async () => {
		const deduplication = new Deduplication();
		await areRepeated(deduplication, [body]);
		expect(await areRepeated(deduplication, [body], { triggerId: '2' })).toEqual([false]);
	});

	it('stores exactly one of any number of copies at once, whichever of them fail to be stored', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), async (outcomes) => {
				const deduplication = new Deduplication();
				const left = [...outcomes];
				const wasStored = async () => left.shift() ?? false;
				const copies = outcomes.map(async () => {
					return await deduplication.isRepeated('1', {}, body, wasStored);
				});
				const started = (await Promise.all(copies)).filter((isRepeated) => !isRepeated).length;
				const firstStored = outcomes.indexOf(true);
				expect(started).toBe(firstStored === -1 ? outcomes.length : firstStored + 1);
			}),
		);
	});
});
