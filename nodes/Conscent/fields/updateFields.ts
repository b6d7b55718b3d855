import type { INodeProperties } from 'n8n-workflow';

/** The collection of an update's optional fields: what is not added to it is not touched. */
export function updateFieldsProperty(fields: readonly INodeProperties[]): INodeProperties {
	return {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description:
			'Only the fields added here are changed. One whose expression gives nothing is left as it is.',
		options: [...fields],
	};
}
