import type { INodeProperties } from 'n8n-workflow';

import type { OrderKey } from '../../shared/operation';
import { EXCLUSIVE } from '../../shared/operation';
import { idLocator, listLocator } from '../../shared/input/fields/locators';

export const USER_ID = idLocator({
	displayName: 'User ID',
	name: 'userId',
	placeholder: 'empty for the signed-in user',
	description: 'The user. Leave empty for the one whose password is in the credential.',
});

export const CUSTOMER_ID = idLocator({
	displayName: 'Customer ID',
	name: 'customerId',
	placeholder: "empty for the signed-in user's customer",
	description:
		'Whose addresses. Leave empty for the customer of the user whose password is in the credential.',
});

/** The list of the editor: `methods.ts` has the function of this name. */
export const ADDRESS_LIST = 'searchAddresses';

export const ADDRESS_ID: INodeProperties = {
	...listLocator(
		{
			displayName: 'Address ID',
			name: 'addressId',
			placeholder: 'e.g. 01H9XYZ12345ADDRESS',
			description: "The address. The list holds those of the customer that 'Customer ID' names.",
		},
		ADDRESS_LIST,
	),
	required: true,
};

/** @param id undefined for the signed-in user, whose ID another item may name */
export function orderBy(id: string | undefined): OrderKey {
	return id ?? EXCLUSIVE;
}
