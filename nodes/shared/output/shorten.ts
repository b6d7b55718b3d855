/** An API's text stands in a message: a page or a stack trace must not become one. */
const LONGEST_TEXT = 500;

/** @returns the text, cut with an ellipsis after 500 characters */
export function shorten(text: string): string {
	return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
