import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';

export function clearable(fields: readonly BodyField[]): BodyField[] {
	return fields.filter(({ emptyValue }) => emptyValue !== undefined);
}

/** The list of those fields that the API takes null for. */
export function clearFieldsProperty(fields: readonly BodyField[]): INodeProperties {
	return {
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		default: [],
		description: 'The fields to empty in Commerce Engine, whatever they hold now',
		options: clearable(fields).map(({ property }) => ({
			name: property.displayName,
			value: property.name,
			...(property.description === undefined ? {} : { description: property.description }),
		})),
	};
}
