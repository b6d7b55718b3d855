import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ApiResponse } from '../../shared/operation';
import { responseJson, pick } from '../../shared/output/response';
import type { Parameters } from '../../shared/input/parameters';
import { isPlainObject } from '../../shared/input/parse/text';
import { contentOf } from '../answers';

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The most telling ten fields of each record (spec: `User`, `CustomerAddress`). */
const SIMPLE_KEYS = {
	user: [
		'id',
		'customer_id',
		'first_name',
		'last_name',
		'email',
		'is_email_verified',
		'country_code',
		'phone',
		'is_phone_verified',
		'modified_at',
	],
	address: [
		'id',
		'nickname',
		'first_name',
		'last_name',
		'phone',
		'address_line1',
		'city',
		'state',
		'pincode',
		'country',
	],
} as const;

type Kind = keyof typeof SIMPLE_KEYS;

export function simplifier(
	parameters: Parameters,
	kind: Kind,
): (record: IDataObject) => IDataObject {
	if (!parameters.isOn(SIMPLIFY.name)) return (record) => record;
	return (record) => pick(record, SIMPLE_KEYS[kind]);
}

/** The record in a response, or the whole response. */
export function recordOutput(
	parameters: Parameters,
	kind: Kind,
): (response: ApiResponse) => IDataObject {
	const simplify = parameters.isOn(SIMPLIFY.name) && simplifier(parameters, kind);
	return (response) => {
		const record = contentOf(response)?.[kind];
		return simplify && isPlainObject(record) ? simplify(record) : responseJson(response);
	};
}
