import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { deleteAddress } from './delete';
import { getMany } from './getMany';
import { update } from './update';

export const address: Resource = {
	value: 'address',
	name: 'Address',
	description: 'A postal address of the signed-in shopper',
	operations: [create, deleteAddress, getMany, update],
	defaultOperation: getMany.value,
};
