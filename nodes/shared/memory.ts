/** A place in a run's memory: what it holds, and how it begins. */
export class MemorySlot<T> {
	constructor(readonly begin: () => T) {}
}

/** What items of a run leave for later items, such as whom they looked up. It ends with the run. */
export class RunMemory {
	private readonly contents = new Map<MemorySlot<unknown>, unknown>();

	/** @returns the content of the slot, the same object for all items of the run */
	at<T extends object>(slot: MemorySlot<T>): T {
		if (!this.contents.has(slot)) this.contents.set(slot, slot.begin());
		// Only the line above writes, and it writes what the slot itself made.
		return this.contents.get(slot) as T;
	}
}
