import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { deleteAddress } from './delete';
import { getMany } from './getMany';
import { update } from './update';

export const address: Resource = {
	value: 'address',
	name: 'Address',
	operations: [create, deleteAddress, getMany, update],
	defaultOperation: getMany.value,
};
