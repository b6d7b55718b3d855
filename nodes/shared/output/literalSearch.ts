/** So much of the text is looked for by the engine's own search, which is fast where it finds nothing. */
const HEAD_LENGTH = 8;

/**
 * A text to be looked for in others, in time linear in both, whatever they hold: the algorithm of Knuth, Morris and
 * Pratt (1977). `String.indexOf` takes time quadratic in hostile texts of more than a few hundred characters.
 */
export class Literal {
	private readonly head: string;

	private borders: Uint32Array | undefined;

	constructor(readonly text: string) {
		this.head = text.slice(0, HEAD_LENGTH);
	}

	/** @returns where the text begins, also where it overlaps with itself */
	*positionsIn(haystack: string): Generator<number> {
		const { text, head } = this;
		let at = haystack.indexOf(head);
		if (at === -1 || haystack.length < text.length) return;
		const borders = (this.borders ??= bordersOf(text));
		let matched = 0;
		while (at !== -1 && at < haystack.length) {
			matched = extend(text, borders, matched, haystack.charCodeAt(at));
			at++;
			if (matched === text.length) {
				yield at - matched;
				matched = borders[matched] ?? 0;
			}
			if (matched === 0) at = haystack.indexOf(head, at);
		}
	}
}

/** For each beginning of the text, by its length: the length of the longest shorter one that it also ends with. */
function bordersOf(text: string): Uint32Array {
	const borders = new Uint32Array(text.length + 1);
	for (let at = 1; at < text.length; at++) {
		borders[at + 1] = extend(text, borders, borders[at] ?? 0, text.charCodeAt(at));
	}
	return borders;
}

/** @returns how much of the text's beginning stands at the end of what was read, one code unit later */
function extend(text: string, borders: Uint32Array, matched: number, unit: number): number {
	let length = matched;
	while (length > 0 && text.charCodeAt(length) !== unit) length = borders[length] ?? 0;
	return text.charCodeAt(length) === unit ? length + 1 : 0;
}
