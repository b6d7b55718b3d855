import type { IDataObject } from 'n8n-workflow';

import { propertiesOf } from '../../../shared/input/fields/bodyFields';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import {
	UPDATE_FIELDS,
	clearFields,
	readUpdate,
	updateFields,
} from '../../../shared/input/fields/updateFields';
import type { ApiResponse, Operation, StepsTo } from '../../../shared/operation';
import { path } from '../../../shared/input/path';
import { DEFAULT_TOGGLES, LINES, writableAddress } from '../../fields/addressLines';
import { readId, readOptionalId } from '../../../shared/input/fields/locators';
import { ADDRESS_ID, CUSTOMER_ID, orderBy } from '../../fields/ids';
import { outputOf, recordIn } from '../../responses';
import { customerOf } from '../../signedInUser';

const FIELDS = [...LINES, ...DEFAULT_TOGGLES];

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
	properties: [
		CUSTOMER_ID,
		ADDRESS_ID,
		updateFields(propertiesOf(FIELDS)),
		clearFields('Commerce Engine', FIELDS),
		SIMPLIFY,
	],

	prepare(parameters) {
		const customer = readOptionalId(parameters, CUSTOMER_ID);
		const changes = readUpdate(parameters, FIELDS).body.buildUpdate(UPDATE_FIELDS);
		const addressId = readId(parameters, ADDRESS_ID);
		const output = outputOf('address', parameters);
		return {
			orderKey: orderBy(customer),
			*steps() {
				return output(yield* updateAddress({ customer, addressId, changes }));
			},
		};
	},
};
