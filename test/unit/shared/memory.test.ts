import { MemorySlot, RunMemory } from '../../../nodes/shared/memory';

describe('the memory of a run', () => {
	const names = new MemorySlot(() => new Map<string, string>());
	const counts = new MemorySlot(() => ({ count: 0 }));

	it('keeps what an earlier item left', () => {
		const memory = new RunMemory();
		memory.at(names).set('a', 'Asha');
		memory.at(counts).count++;
		expect(memory.at(names).get('a')).toBe('Asha');
		expect(memory.at(counts)).toEqual({ count: 1 });
	});

	it('is another one in the next run', () => {
		new RunMemory().at(names).set('a', 'Asha');
		expect(new RunMemory().at(names).size).toBe(0);
	});
});
