import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/input/parameters';
import { USER_FIELD } from './userReference';

const CHOICES = {
	fail: {
		name: 'Fail',
		value: 'fail',
		description: 'The item fails, with a message that says why',
	},
	register: {
		name: 'Register Instead',
		value: 'register',
		description:
			"Register them with the email address or phone number, and with the fields of 'Update Fields'",
	},
	skip: {
		name: 'Skip',
		value: 'skip',
		description: 'The item puts out nothing; the hint after the run counts it',
	},
} as const;

export type WhenNotFound = keyof typeof CHOICES;

const FIELD = 'whenNotFound';

/** What becomes of an item whose user is not found by email address or phone number. */
export function whenNotFoundProperty(choices: readonly WhenNotFound[]): INodeProperties {
	return {
		displayName: 'When Not Found',
		name: FIELD,
		type: 'options',
		options: choices.map((choice) => ({ ...CHOICES[choice] })),
		default: 'fail',
		description:
			'What to do with an item whose user is not found. Several found is always a failure.',
		// With the slash: without it, n8n before August 2026 takes the path for a parameter it cannot find.
		displayOptions: { show: { [`/${USER_FIELD}.mode`]: ['email', 'phone'] } },
	};
}

/** @param choices those of the operation; anything else, as an expression may give it, fails the item */
export function readWhenNotFound(
	parameters: Parameters,
	choices: readonly WhenNotFound[],
): WhenNotFound {
	return choices.find((choice) => choice === parameters.choice(FIELD)) ?? 'fail';
}
