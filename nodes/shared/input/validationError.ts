/**
 * Something about one item that its user can put right: an empty field, a wrong value.
 * It knows nothing of n8n; `errors.ts` turns it into the error or error item that n8n shows.
 */
export class ValidationError extends Error {
	/** @param field the field's display name, as the editor shows it */
	constructor(
		readonly field: string,
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'ValidationError';
	}
}

/** An answer that does not tell what it should. Its text is for the user. */
export class ResponseError extends Error {
	constructor(
		message: string,
		/** What to do next. */
		readonly hint: string,
	) {
		super(message);
		this.name = 'ResponseError';
	}
}
