import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/input/parameters';
import { parseId } from '../../shared/input/parse/text';

/** A resource locator, so that further ways to name a user can be added without breaking saved workflows. */
export function userIdProperty(description: string): INodeProperties {
	return {
		displayName: 'User ID',
		name: 'userId',
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 66c5f1a2b3d4e5f6a7b8c9d0',
			},
		],
	};
}

/** @throws ValidationError for an empty or unresolved ID */
export function readUserId(parameters: Parameters): string {
	return parseId(parameters.locator('userId').value, 'User ID');
}
