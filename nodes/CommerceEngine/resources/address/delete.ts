import type { Operation, Steps } from '../../../shared/operation';
import { path } from '../../../shared/input/path';
import { readId, readOptionalId } from '../../../shared/input/fields/locators';
import { ADDRESS_ID, CUSTOMER_ID, orderBy } from '../../fields/ids';
import { customerOf } from '../../signedInUser';

function* removeAddress(customer: string | undefined, addressId: string): Steps {
	const customerId = yield* customerOf(customer);
	yield {
		method: 'DELETE',
		path: path`/customers/${customerId}/addresses/${addressId}`,
		// What is gone cannot be deleted again; the second time the API responds with 404.
		idempotent: true,
	};
	return { deleted: true };
}

/** `DELETE /customers/{customer_id}/addresses/{address_id}` (spec: `deleteAddress`). */
export const deleteAddress: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete address',
	description: 'Delete an address of a customer for good',
	calls: ['getUser', 'deleteAddress'],
	properties: [CUSTOMER_ID, ADDRESS_ID],

	prepare(parameters) {
		const customer = readOptionalId(parameters, CUSTOMER_ID);
		const addressId = readId(parameters, ADDRESS_ID);
		return { orderKey: orderBy(customer), steps: () => removeAddress(customer, addressId) };
	},
};
