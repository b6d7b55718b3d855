import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../parameters';
import { ValidationError } from '../validationError';
import { isEmpty, parseBoolean } from '../parse/text';

/** How a run is carried out: taken from the first item, as it concerns all items together. */
export interface RunOptions {
	readonly concurrency: number;
	readonly maxRetries: number;
	/** 0 for no limit. */
	readonly requestsPerSecond: number;
	readonly timeoutMs: number;
}

interface NumberOption {
	readonly field: string;
	readonly default: number;
	readonly min: number;
	readonly max: number;
	readonly whole: boolean;
}

const MAX_TIMEOUT_MS = 3_600_000;

const NUMBERS = {
	concurrency: { field: 'Concurrency', default: 5, min: 1, max: 100, whole: true },
	maxRetries: { field: 'Maximum Retries', default: 5, min: 0, max: 20, whole: true },
	requestsPerSecond: { field: 'Requests per Second', default: 0, min: 0, max: 1000, whole: false },
	timeout: { field: 'Timeout', default: 30_000, min: 1, max: MAX_TIMEOUT_MS, whole: true },
} as const satisfies Record<string, NumberOption>;

function numberProperty(name: keyof typeof NUMBERS, description: string): INodeProperties {
	const { field, default: value, min, max, whole } = NUMBERS[name];
	return {
		displayName: field,
		name,
		type: 'number',
		typeOptions: {
			minValue: min,
			maxValue: max,
			...(whole ? { numberPrecision: 0 } : { numberPrecision: 3 }),
		},
		default: value,
		description,
	};
}

const DRY_RUN = 'Dry Run';

/** The options that every action of this package has. */
export const RUN_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	description:
		'How the requests are sent: how many at once, how often again, how long to wait. Expressions are resolved for the first item, except in Dry Run.',
	options: [
		numberProperty(
			'concurrency',
			'How many requests may be under way at the same time. Items that name the same user in the same way always go one after the other.',
		),
		{
			displayName: DRY_RUN,
			name: 'dryRun',
			type: 'boolean',
			// Who adds it wants it: off, the next click would send.
			default: true,
			description:
				'Whether to output the request that would be sent, without sending it. Requests that only look something up are sent, as the rest depends on their responses.',
		},
		numberProperty(
			'maxRetries',
			'How often a request is sent again after a rate limit or a passing failure. A create is only repeated when it surely was not processed.',
		),
		numberProperty(
			'requestsPerSecond',
			'How many requests may be sent per second, spaced evenly over all items. 0 means no limit of its own: a rate limit of the API is kept in any case.',
		),
		numberProperty(
			'timeout',
			'How long to wait for a response, and then for each further part of it, in milliseconds',
		),
	],
};

/** @throws ValidationError for a number outside of its range */
export function readRunOptions(parameters: Parameters): RunOptions {
	const values = readOptions(parameters);
	return {
		concurrency: readNumber(values, 'concurrency'),
		maxRetries: readNumber(values, 'maxRetries'),
		requestsPerSecond: readNumber(values, 'requestsPerSecond'),
		timeoutMs: readNumber(values, 'timeout'),
	};
}

function readOptions(parameters: Parameters): IDataObject {
	return parameters.collection(RUN_OPTIONS.name, RUN_OPTIONS.displayName);
}

/**
 * Read for each item: an expression may hold back some items and not others.
 *
 * @throws ValidationError for a value that is neither true nor false, or that an expression did not find
 */
export function isDryRun(parameters: Parameters): boolean {
	const options = readOptions(parameters);
	if (!Object.hasOwn(options, 'dryRun')) return false;
	const { dryRun } = options;
	if (!isEmpty(dryRun)) return parseBoolean(dryRun, DRY_RUN);
	throw new ValidationError(
		DRY_RUN,
		`'${DRY_RUN}' is empty, so nothing is sent`,
		'Check that its expression gives true or false for this item, or remove it from the options.',
	);
}

function readNumber(values: IDataObject, name: keyof typeof NUMBERS): number {
	const { field, default: fallback, min, max, whole } = NUMBERS[name];
	const value = values[name];
	if (isEmpty(value)) return fallback;
	// Without the check of the type, Number() makes 1 of true, and 5 of a list with a 5.
	const number = typeof value === 'string' ? Number(value) : value;
	if (
		typeof number === 'number' &&
		number >= min &&
		number <= max &&
		(!whole || Number.isInteger(number))
	)
		return number;
	throw new ValidationError(
		field,
		`'${field}' in the options must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`,
		'Change it in the options of this node.',
	);
}
