/**
 * Strings whole, so that braces inside them do not count, and the marks that structure JSON.
 * A simpler pattern for strings, one character at a time, overflows the stack on strings of several megabytes.
 */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/gs;

/**
 * JSON.parse keeps the last of two equal keys and says nothing of the first.
 *
 * @param json text that JSON.parse accepts
 * @returns the first key that an object of it names twice
 */
export function findRepeatedKey(json: string): string | undefined {
	const open: Array<Set<string>> = [];
	let last = '';
	for (const [token] of json.matchAll(TOKENS)) {
		if (token === '{' || token === '[') open.push(new Set());
		else if (token === '}' || token === ']') open.pop();
		else if (token === ':') {
			const key = JSON.parse(last) as string;
			const keys = open.at(-1);
			if (keys?.has(key)) return key;
			keys?.add(key);
		}
		last = token;
	}
	return undefined;
}
