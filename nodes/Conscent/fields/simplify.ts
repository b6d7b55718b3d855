import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { pick } from '../../shared/output/response';
import type { Parameters } from '../../shared/input/parameters';

/** For answers of more than ten fields. */
export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** @returns what makes an item of a record: its most telling fields, or all of them where Simplify is off */
export function simplifier(
	parameters: Parameters,
	keys: readonly string[],
): (record: IDataObject) => IDataObject {
	if (!parameters.isOn(SIMPLIFY.name)) return (record) => record;
	return (record) => unlessEmpty(pick(record, keys), record);
}

/** An answer in an unexpected form is shown whole rather than as nothing. */
export function unlessEmpty(simple: IDataObject, whole: IDataObject): IDataObject {
	return Object.keys(simple).length === 0 ? whole : simple;
}
