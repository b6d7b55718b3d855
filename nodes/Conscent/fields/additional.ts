import type { INodeProperties } from 'n8n-workflow';

/** The way out for what this package does not know yet. */
export const ADDITIONAL_FIELDS: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFields',
	type: 'json',
	default: '',
	description:
		'Further fields for the request body, as a JSON object: for what Conscent accepts and this node has no field for',
};
