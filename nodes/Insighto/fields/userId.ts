import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/input/parameters';
import { parseId } from '../../shared/input/parse/text';

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
 * @returns undefined for the API key's own user
 * @throws ValidationError where an expression finds nothing: it must not change the key's own user
 */
export function readUserId(parameters: Parameters): string | undefined {
	if (parameters.isLeftEmpty(USER_ID.name)) return undefined;
	return parseId(parameters.locator(USER_ID.name).value, USER_ID.displayName);
}
