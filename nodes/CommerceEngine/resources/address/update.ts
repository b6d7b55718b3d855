import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder } from '../../../shared/input/body';
import type { ApiResponse, Operation, StepsTo } from '../../../shared/operation';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { recordIn } from '../../answers';
import { DEFAULT_TOGGLES, LINES, byName, writableAddress } from '../../fields/addressLines';
import { clearFieldsProperty, clearable } from '../../fields/clear';
import { ADDRESS_ID, CUSTOMER_ID, orderBy, readAddressId, readCustomerId } from '../../fields/ids';
import { SIMPLIFY, recordOutput } from '../../fields/simplify';
import { customerOf } from './customer';

const FIELDS = byName([...LINES, ...DEFAULT_TOGGLES]);
const CLEARABLE_FIELDS = clearable(FIELDS);
const CLEAR_FIELDS = clearFieldsProperty(CLEARABLE_FIELDS);

const UPDATE_FIELDS: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description:
		'Only the fields added here are changed. One whose expression gives nothing is left as it is.',
	options: FIELDS.map(({ property }) => property),
};

function readChanges(parameters: Parameters): IDataObject {
	return new BodyBuilder()
		.setFields(FIELDS, parameters.collection(UPDATE_FIELDS.name, UPDATE_FIELDS.displayName))
		.clear(
			CLEARABLE_FIELDS,
			parameters.choices(CLEAR_FIELDS.name, CLEAR_FIELDS.displayName),
			CLEAR_FIELDS.displayName,
		)
		.build(UPDATE_FIELDS.displayName);
}

interface AddressUpdate {
	readonly customer: string | undefined;
	readonly addressId: string;
	readonly changes: IDataObject;
}

function* updateAddress({ customer, addressId, changes }: AddressUpdate): StepsTo<ApiResponse> {
	const customerId = yield* customerOf(customer);
	const address = path`/customers/${customerId}/addresses/${addressId}`;
	const stored = recordIn(
		yield { method: 'GET', path: address, idempotent: true, lookup: true },
		'address',
	);
	return yield {
		method: 'PUT',
		path: address,
		body: { ...writableAddress(stored), ...changes },
		// The same values once more change nothing.
		idempotent: true,
	};
}

/** `PUT /customers/{customer_id}/addresses/{address_id}` (spec: `updateAddress`), which asks for the whole address. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update address',
	description: 'Change fields of an address; all others stay as they are',
	calls: ['getUser', 'getAddress', 'updateAddress'],
	properties: [CUSTOMER_ID, ADDRESS_ID, UPDATE_FIELDS, CLEAR_FIELDS, SIMPLIFY],

	prepare(parameters) {
		const customer = readCustomerId(parameters);
		const changes = readChanges(parameters);
		const addressId = readAddressId(parameters);
		const output = recordOutput(parameters, 'address');
		return {
			orderKey: orderBy(customer),
			*steps() {
				return output(yield* updateAddress({ customer, addressId, changes }));
			},
		};
	},
};
