/** What an update changes: 'Update Fields' sets fields, 'Clear Fields' empties them. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { BodyField, ClearableField } from '../body';
import { BodyBuilder } from '../body';
import type { Parameters } from '../parameters';
import { collection, propertiesOf } from './bodyFields';

export const UPDATE_FIELDS = 'Update Fields';
export const CLEAR_FIELDS = 'Clear Fields';

/** The fields of an update: what is not added is not touched. */
export function updateFields(fields: readonly INodeProperties[]): INodeProperties {
	return collection(
		UPDATE_FIELDS,
		'updateFields',
		'Only the fields added here are changed. One whose expression gives nothing is left as it is.',
		fields,
	);
}

/**
 * The fields that the API takes an empty value for. Emptying one is its own choice: an expression that gives nothing never
 * empties anything.
 */
export function clearFields(
	serviceName: string,
	fields: readonly ClearableField[],
): INodeProperties {
	return {
		displayName: CLEAR_FIELDS,
		name: 'clearFields',
		type: 'multiOptions',
		default: [],
		description: `The fields to empty in ${serviceName}, whatever they hold now`,
		options: propertiesOf(clearable(fields)).map(({ displayName, name, description }) => ({
			name: displayName,
			value: name,
			...(description === undefined ? {} : { description }),
		})),
	};
}

function clearable(fields: readonly ClearableField[]): ClearableField[] {
	return fields.filter(({ emptyValue }) => emptyValue !== undefined);
}

export interface Update {
	readonly body: BodyBuilder;
	/** All values of 'Update Fields', for those that are no plain fields of the body. */
	readonly values: IDataObject;
	readonly cleared: readonly string[];
}

/** @param more fields that can only be cleared */
export function readUpdate(
	parameters: Parameters,
	fields: readonly BodyField[],
	more: readonly ClearableField[] = [],
): Update {
	const values = readUpdateFields(parameters);
	const cleared = parameters.choices('clearFields', CLEAR_FIELDS);
	const body = BodyBuilder.of(parameters)
		.setFields(fields, values)
		.clear(clearable([...more, ...fields]), cleared, CLEAR_FIELDS);
	return { body, values, cleared };
}

/** For updates that clear nothing. */
export function readUpdateFields(parameters: Parameters): IDataObject {
	return parameters.collection('updateFields', UPDATE_FIELDS);
}
