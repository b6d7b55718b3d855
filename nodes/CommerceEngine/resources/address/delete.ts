import type { Conversation, StepsOperation } from '../../../shared/operation';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ADDRESS_ID, CUSTOMER_ID, orderByCustomer, readAddressId } from '../../fields/ids';
import { customerOf } from './customer';

function* conversation(parameters: Parameters): Conversation {
	const addressId = readAddressId(parameters);
	const customerId = yield* customerOf(parameters);
	yield {
		method: 'DELETE',
		path: path`/customers/${customerId}/addresses/${addressId}`,
		// What is gone cannot be deleted again; the second time the API answers 404.
		idempotent: true,
	};
	return { deleted: true };
}

/** `DELETE /customers/{customer_id}/addresses/{address_id}` (spec: `deleteAddress`). */
export const deleteAddress: StepsOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete address',
	description: 'Remove an address of a customer permanently',
	calls: ['getUser', 'deleteAddress'],
	properties: [CUSTOMER_ID, ADDRESS_ID],
	orderKey: orderByCustomer,
	conversation,
};
