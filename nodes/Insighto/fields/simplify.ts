import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ApiResponse } from '../../shared/operation';
import { responseJson, pick } from '../../shared/output/response';
import type { Parameters } from '../../shared/input/parameters';
import { isPlainObject } from '../../shared/input/parse/text';

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The most telling ten of the user's fields (spec: `User`). */
const SIMPLE_KEYS = [
	'id',
	'first_name',
	'last_name',
	'email',
	'phone',
	'address',
	'state',
	'country',
	'birthdate',
	'is_active',
];

/** The user in a response's envelope `{ message, meta, data }`, or the whole response. */
export function userOutput(parameters: Parameters): (response: ApiResponse) => IDataObject {
	const isSimple = parameters.isOn(SIMPLIFY.name);
	return (response) => {
		const json = responseJson(response);
		const { data } = json;
		return isSimple && isPlainObject(data) ? pick(data, SIMPLE_KEYS) : json;
	};
}
