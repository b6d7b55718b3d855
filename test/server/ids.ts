const ID_LENGTH = 24;

/** An id as MongoDB writes it (24 hexadecimal digits): a prefix that tells the kind, then the number. */
export function objectId(prefix: string, n: number): string {
	return prefix + n.toString(16).padStart(ID_LENGTH - prefix.length, '0');
}

/** Gives ids that were never given before; starts over with a new instance, so tests can foresee them. */
export class IdSource {
	private last = 0;

	constructor(private readonly prefix: string) {}

	next(): string {
		this.last += 1;
		return objectId(this.prefix, this.last);
	}
}
