import * as fc from 'fast-check';

import {
	digestOf,
	MOST_REMEMBERED,
	recall,
	REMEMBERED_SECONDS,
	RepeatMemory,
} from '../../../nodes/ConscentTrigger/repeat';
import type { Memory } from '../../../nodes/ConscentTrigger/repeat';

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

	it(`keeps the last ${MOST_REMEMBERED} and forgets the oldest`, () => {
		const digests = Array.from({ length: MOST_REMEMBERED + 2 }, (_, index) => `d${index}`);
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

describe('the memory of a process', () => {
	const body = Buffer.from('{"email":"asha@example.com"}');
	const other = Buffer.from('{"email":"asha@example.com" }');

	it('writes digests into the static data, and nothing of the body', () => {
		const staticData = {};
		const memory = new RepeatMemory();
		expect(memory.isRepeated('1', staticData, body)).toBe(false);
		expect(memory.isRepeated('1', staticData, body)).toBe(true);
		expect(memory.isRepeated('1', staticData, other)).toBe(false);
		expect(Object.keys(staticData)).toEqual(['seen']);
		expect(JSON.stringify(staticData)).not.toContain('asha');
	});

	it('knows from the static data what another process saw, or it itself before a restart', () => {
		const staticData = {};
		new RepeatMemory().isRepeated('1', staticData, body);
		expect(new RepeatMemory().isRepeated('1', staticData, body)).toBe(true);
	});

	it('knows what it saw although the static data was overwritten, and puts that right', () => {
		const memory = new RepeatMemory();
		memory.isRepeated('1', {}, body);
		const overwritten = {};
		expect(memory.isRepeated('1', overwritten, other)).toBe(false);
		expect(overwritten).toEqual({
			seen: { [digestOf(body)]: expect.any(Number), [digestOf(other)]: expect.any(Number) },
		});
		expect(memory.isRepeated('1', {}, body)).toBe(true);
	});

	it('keeps triggers apart', () => {
		const memory = new RepeatMemory();
		memory.isRepeated('1', {}, body);
		expect(memory.isRepeated('2', {}, body)).toBe(false);
	});
});
