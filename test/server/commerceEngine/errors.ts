import type { ErrorObject } from 'ajv';
import type { MockResponse } from '../responses';

export function failure(
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): MockResponse {
	const code = message.toLowerCase().replaceAll(/\W+/g, '_');
	return { status, body: { message, success: false, code }, headers };
}

/** The vendor's own text; it stands for an ended session and for what a user may not do. */
export function notAuthorized(): MockResponse {
	const message = 'Not authorized for given operation on the Resource.';
	return { status: 401, body: { message, success: false, code: 'unauthorized' } };
}

function fieldOf({ instancePath, params }: ErrorObject): string {
	const [, , ...place] = instancePath.split('/');
	const missing: unknown = params['missingProperty'];
	return [...place, ...(typeof missing === 'string' ? [missing] : [])].join('.') || 'body';
}

function textOf({ message, parentSchema }: ErrorObject): string {
	const mustBe: unknown = parentSchema?.['x-must-be'];
	return typeof mustBe === 'string' ? `must be ${mustBe}` : (message ?? 'is wrong');
}

/** The form of `errors` is not documented: here a list of texts for each field. */
export function invalid(errors: readonly ErrorObject[]): MockResponse {
	const fields = errors.map((error) => [fieldOf(error), [textOf(error)]] as const);
	const body = {
		message: 'Validation failed',
		success: false,
		code: 'VALIDATION_ERROR',
		errors: Object.fromEntries(fields),
	};
	return { status: 400, body };
}
