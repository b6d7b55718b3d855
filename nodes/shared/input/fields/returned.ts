/** What an operation returns, and how much of it: 'Return All', 'Limit' and 'Simplify'. */
import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../parameters';
import { ValidationError } from '../validationError';

export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** @returns the rows wanted at most; infinite for all */
export function readLimit(parameters: Parameters): number {
	if (parameters.isOn(RETURN_ALL.name)) return Number.POSITIVE_INFINITY;
	const limit = Number(parameters.value(LIMIT.name) ?? LIMIT.default);
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new ValidationError(
		LIMIT.displayName,
		`'${LIMIT.displayName}' must be a whole number from 1`,
		`Correct it, or turn '${RETURN_ALL.displayName}' on.`,
	);
}

/** For responses of more than ten fields. */
export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
