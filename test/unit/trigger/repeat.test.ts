import * as fc from 'fast-check';

import {
	digestOf,
	isRepeated,
	MOST_REMEMBERED,
	recall,
	REMEMBERED_SECONDS,
} from '../../../nodes/ConscentTrigger/repeat';
import type { Memory } from '../../../nodes/ConscentTrigger/repeat';

const NOW_MS = 1_709_187_629_000;

/** Recalls one after the other and gives the memory that is left. */
function recallAll(digests: string[], start: unknown = undefined): Memory {
	return digests.reduce<Memory>(
		(memory, digest) => recall(memory, digest, NOW_MS).memory,
		start as Memory,
	);
}

describe('the memory of deliveries', () => {
	it('knows a delivery the second time', () => {
		const first = recall(undefined, 'a', NOW_MS);
		expect(first.isRepeated).toBe(false);
		expect(recall(first.memory, 'a', NOW_MS).isRepeated).toBe(true);
		expect(recall(first.memory, 'b', NOW_MS).isRepeated).toBe(false);
	});

	it('tells repeated from new for any sequence that it can hold', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat(20).map((id) => digestOf(Buffer.from(String(id))))),
				(digests) => {
					let memory: Memory = {};
					digests.forEach((digest, index) => {
						const recollection = recall(memory, digest, NOW_MS + index);
						expect(recollection.isRepeated).toBe(digests.slice(0, index).includes(digest));
						memory = recollection.memory;
					});
				},
			),
		);
	});

	it(`keeps the last ${MOST_REMEMBERED} and forgets the oldest`, () => {
		const digests = Array.from({ length: MOST_REMEMBERED + 2 }, (_, index) => `d${index}`);
		const memory = recallAll(digests);
		expect(Object.keys(memory)).toEqual(digests.slice(2));
		expect(recall(memory, 'd2', NOW_MS).isRepeated).toBe(true);
		expect(recall(memory, 'd1', NOW_MS).isRepeated).toBe(false);
	});

	it('counts a repeated one as new for its age and its place', () => {
		const memory = recallAll(['a', 'b', 'a']);
		expect(Object.keys(memory)).toEqual(['b', 'a']);
		const later = NOW_MS + (REMEMBERED_SECONDS - 1) * 1000;
		const { memory: renewed } = recall(memory, 'a', later);
		expect(recall(renewed, 'a', later + (REMEMBERED_SECONDS - 1) * 1000).isRepeated).toBe(true);
	});

	it('forgets after a day', () => {
		const { memory } = recall({}, 'a', NOW_MS);
		const dayMs = REMEMBERED_SECONDS * 1000;
		expect(recall(memory, 'a', NOW_MS + dayMs - 1000).isRepeated).toBe(true);
		expect(recall(memory, 'a', NOW_MS + dayMs).isRepeated).toBe(false);
		expect(recall(memory, 'b', NOW_MS + dayMs).memory).toEqual({ b: expect.any(Number) });
	});

	it.each([undefined, null, 'x', 1, [], { a: 'x' }, { a: null }, { a: {} }])(
		'starts anew from something else than a memory: %j',
		(kept) => {
			const recollection = recall(kept, 'a', NOW_MS);
			expect(recollection).toEqual({ isRepeated: false, memory: { a: NOW_MS / 1000 } });
		},
	);

	it('fits into 30 kB when it is full', () => {
		const digests = Array.from({ length: MOST_REMEMBERED }, (_, index) =>
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

describe('the static data of a workflow', () => {
	it('holds the memory, and nothing of the body', () => {
		const staticData = {};
		const body = Buffer.from('{"email":"asha@example.com"}');
		expect(isRepeated(staticData, body)).toBe(false);
		expect(isRepeated(staticData, body)).toBe(true);
		expect(isRepeated(staticData, Buffer.from('{"email":"asha@example.com" }'))).toBe(false);
		expect(staticData).toEqual({ seen: expect.any(Object) });
		expect(JSON.stringify(staticData)).not.toContain('asha');
	});
});
