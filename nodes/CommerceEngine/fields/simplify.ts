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

export function simplified(record: IDataObject, kind: Kind, parameters: Parameters): IDataObject {
	return parameters.isOn(SIMPLIFY.name) ? pick(record, SIMPLE_KEYS[kind]) : record;
}

/** The record in an answer, or the whole answer. */
export function recordOutput(answer: ApiResponse, kind: Kind, parameters: Parameters): IDataObject {
	const record = contentOf(answer)?.[kind];
	return parameters.isOn(SIMPLIFY.name) && isPlainObject(record)
		? simplified(record, kind, parameters)
		: responseJson(answer);
}
