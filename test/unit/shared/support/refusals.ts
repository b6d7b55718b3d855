import { ValidationError } from '../../../../nodes/shared/input/validationError';

/** @returns what the action throws; undefined where it throws nothing */
export function thrownBy(action: () => unknown): unknown {
	try {
		action();
	} catch (error) {
		return error;
	}
	return undefined;
}

/** @returns the ValidationError that the action throws; fails the test where it throws none */
export function validationErrorOf(action: () => unknown): ValidationError {
	const caught = thrownBy(action);
	expect(caught).toBeInstanceOf(ValidationError);
	return caught as ValidationError;
}

/** A value is refused: the message names the field, and there is a hint what to do. */
export function expectRefusal(action: () => unknown, field: string, message?: RegExp): void {
	const problem = validationErrorOf(action);
	expect(problem.field).toBe(field);
	expect(problem.message).toContain(`'${field}'`);
	expect(problem.hint).toMatch(/\w{3}.*\.$/);
	if (message) expect(problem.message).toMatch(message);
}
