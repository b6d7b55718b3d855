import type { Resource } from '../../../shared/operation';
import { deactivate } from './deactivate';
import { get } from './get';
import { update } from './update';

/** Without a delete: there it removes the customer and all linked users with it. */
export const user: Resource = {
	value: 'user',
	name: 'User',
	description: "The signed-in shopper's own account",
	operations: [deactivate, get, update],
	defaultOperation: 'get',
};
