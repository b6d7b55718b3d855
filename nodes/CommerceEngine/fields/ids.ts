import type { INodeProperties } from 'n8n-workflow';

import type { OrderKey } from '../../shared/operation';
import { EXCLUSIVE } from '../../shared/operation';
import type { Parameters } from '../../shared/input/parameters';
import { parseId } from '../../shared/input/parse/text';

interface IdTexts {
	readonly displayName: string;
	readonly name: string;
	readonly placeholder: string;
	readonly description: string;
}

function idProperty({ displayName, name, placeholder, description }: IdTexts): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		description,
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder }],
	};
}

export const USER_ID = idProperty({
	displayName: 'User ID',
	name: 'userId',
	placeholder: 'empty for the signed-in user',
	description: 'The user. Leave empty for the one whose password is in the credential.',
});

export const CUSTOMER_ID = idProperty({
	displayName: 'Customer ID',
	name: 'customerId',
	placeholder: "empty for the signed-in user's customer",
	description:
		'Whose addresses. Leave empty for the customer of the user whose password is in the credential.',
});

/** The list of the editor: `methods.ts` has the function of this name. */
export const ADDRESS_LIST = 'searchAddresses';

export const ADDRESS_ID: INodeProperties = {
	displayName: 'Address ID',
	name: 'addressId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: "The address. The list holds those of the customer that 'Customer ID' names.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: ADDRESS_LIST, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 01H9XYZ12345ADDRESS',
		},
	],
};

/**
 * @returns undefined where the field was left empty
 * @throws ValidationError where an expression finds nothing: it must not mean the signed-in user
 */
function readOptionalId(parameters: Parameters, property: INodeProperties): string | undefined {
	if (parameters.isLeftEmpty(property.name)) return undefined;
	return parseId(parameters.locator(property.name).value, property.displayName);
}

export function readUserId(parameters: Parameters): string | undefined {
	return readOptionalId(parameters, USER_ID);
}

export function readCustomerId(parameters: Parameters): string | undefined {
	return readOptionalId(parameters, CUSTOMER_ID);
}

export function readAddressId(parameters: Parameters): string {
	return parseId(parameters.locator(ADDRESS_ID.name).value, ADDRESS_ID.displayName);
}

/** @param id undefined for the signed-in user, whose ID another item may name */
export function orderBy(id: string | undefined): OrderKey {
	return id ?? EXCLUSIVE;
}
