import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';

/** @returns the fields of an update that Conscent takes an empty value for */
export function clearable(fields: readonly BodyField[]): BodyField[] {
	return fields.filter(({ emptyValue }) => emptyValue !== undefined);
}

/** Emptying a field is its own choice: an expression that gives nothing never empties anything. */
export function clearFieldsProperty(fields: readonly BodyField[]): INodeProperties {
	return {
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		default: [],
		description: 'The fields to empty in Conscent, whatever they hold now',
		options: clearable(fields).map(({ property }) => ({
			name: property.displayName,
			value: property.name,
			...(property.description === undefined ? {} : { description: property.description }),
		})),
	};
}
