/**
 * Something about one item that its user can put right: an empty field, a wrong value.
 * It knows nothing of n8n; `errorItems.ts` turns it into the error or error item that n8n shows.
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

/** The error for a required field without a value. */
export function emptyField(field: string): ValidationError {
	return new ValidationError(
		field,
		`'${field}' is empty`,
		`Check that the expression in '${field}' finds a value for this item.`,
	);
}

/** A response that does not tell what it should. Its text is for the user. */
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
