import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/parameters';
import { parseId } from '../../shared/values';

export const USER_ID: INodeProperties = {
	displayName: 'User ID',
	name: 'userId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	description: "The user to change. Leave empty for the API key's own user.",
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: "empty for the API key's own user",
		},
	],
};

/**
 * An expression that found nothing gives null or undefined, not an empty text: it must not change the key's own user.
 *
 * @returns undefined for the API key's own user
 */
export function readUserId(parameters: Parameters): string | undefined {
	const { value } = parameters.locator(USER_ID.name);
	if (typeof value === 'string' && value.trim() === '') return undefined;
	return parseId(value, USER_ID.displayName);
}
