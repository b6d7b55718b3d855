import type { INodeProperties } from 'n8n-workflow';
import {
	RUN_OPTIONS,
	isDryRun,
	readRunOptions,
} from '../../../../../nodes/shared/input/fields/runOptions';
import { parametersOf } from '../../support/parameters';
import { expectRefusal } from '../../support/refusals';

const read = (options?: unknown) => readRunOptions(parametersOf({ options }));
const readDryRun = (dryRun: unknown) => isDryRun(parametersOf({ options: { dryRun } }));

const DEFAULTS = {
	concurrency: 5,
	maxRetries: 5,
	requestsPerSecond: 0,
	timeoutMs: 30_000,
};

const RANGES = [
	{ name: 'concurrency', field: 'Concurrency', read: 'concurrency', min: 1, max: 100, whole: true },
	{
		name: 'maxRetries',
		field: 'Maximum Retries',
		read: 'maxRetries',
		min: 0,
		max: 20,
		whole: true,
	},
	{
		name: 'requestsPerSecond',
		field: 'Requests per Second',
		read: 'requestsPerSecond',
		min: 0,
		max: 1000,
		whole: false,
	},
	{ name: 'timeout', field: 'Timeout', read: 'timeoutMs', min: 1, max: 3_600_000, whole: true },
] as const;

describe('the options of a run', () => {
	it.each([undefined, null, {}, { concurrency: '', timeout: null, dryRun: undefined }])(
		'are the defaults where %j is given',
		(options) => {
			expect(read(options)).toEqual(DEFAULTS);
		},
	);

	it('that the editor shows are the same; whoever adds Dry Run wants it', () => {
		const shown = Object.fromEntries(
			(RUN_OPTIONS.options as INodeProperties[]).map(({ name, default: value }) => [name, value]),
		);
		const { timeoutMs: timeout, ...rest } = DEFAULTS;
		expect(shown).toEqual({ ...rest, dryRun: true, timeout });
	});

	it.each(RANGES)('$name goes from $min to $max, also as text', ({ name, read: key, min, max }) => {
		for (const value of [min, max, String(max)]) {
			expect(read({ [name]: value })).toEqual({ ...DEFAULTS, [key]: Number(value) });
		}
	});

	it.each(RANGES)('$name refuses what is outside of its range, or no number', (option) => {
		const { name, field, min, max } = option;
		for (const value of [min - 1, max + 1, Infinity, Number.NaN, 'many', true, [5], {}]) {
			expectRefusal(() => read({ [name]: value }), field, new RegExp(`from ${min} to ${max}$`));
		}
	});

	it.each(RANGES)(
		'$name takes parts of a whole: only where they make sense',
		({ name, field, whole }) => {
			if (whole) expectRefusal(() => read({ [name]: 2.5 }), field, /must be a whole number/);
			else expect(read({ [name]: 2.5 })).toMatchObject({ [name]: 2.5 });
		},
	);

	it.each(RANGES)('$name has the same range in the editor', ({ name, field, min, max, whole }) => {
		const property = (RUN_OPTIONS.options as INodeProperties[]).find(
			(option) => option.name === name,
		);
		expect(property).toMatchObject({
			displayName: field,
			type: 'number',
			typeOptions: { minValue: min, maxValue: max, numberPrecision: whole ? 0 : 3 },
		});
	});

	it.each([
		[true, true],
		['true', true],
		[1, true],
		[false, false],
		['false', false],
	])(
		'dry run reads %j as %p: to send for real by mistake would be worse than an error',
		(value, expected) => {
			expect(readDryRun(value)).toBe(expected);
		},
	);

	it('dry run refuses what is neither', () => {
		expectRefusal(() => readDryRun('yes'), 'Dry Run');
	});

	it.each(['', ' ', null, undefined])(
		'dry run refuses %j, as an expression that finds nothing',
		(value) => {
			expectRefusal(() => readDryRun(value), 'Dry Run', /^'Dry Run' is empty, so nothing is sent$/);
		},
	);

	it.each([undefined, null, '', {}, { timeout: 5 }])(
		'a dry run is off where %j is given',
		(options) => {
			expect(isDryRun(parametersOf({ options }))).toBe(false);
		},
	);

	it('refuses options that are set as a whole by something else than an object', () => {
		expectRefusal(() => read('fast'), 'Options');
	});
});
