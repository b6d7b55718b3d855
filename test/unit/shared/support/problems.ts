import { ParameterProblem } from '../../../../nodes/shared/problem';

/** @returns the ParameterProblem that the action throws; fails the test where it throws none */
export function problemOf(action: () => unknown): ParameterProblem {
	let caught: unknown;
	try {
		action();
	} catch (error) {
		caught = error;
	}
	expect(caught).toBeInstanceOf(ParameterProblem);
	return caught as ParameterProblem;
}

/** A value is refused: the message names the field, and there is a hint what to do. */
export function expectRefusal(action: () => unknown, field: string, message?: RegExp): void {
	const problem = problemOf(action);
	expect(problem.field).toBe(field);
	expect(problem.message).toContain(`'${field}'`);
	expect(problem.hint).toMatch(/\w{3}.*\.$/);
	if (message) expect(problem.message).toMatch(message);
}
