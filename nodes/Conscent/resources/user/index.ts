import type { Resource } from '../../../shared/operation';
import { createLoginToken } from './createLoginToken';
import { find } from './find';
import { getDetails } from './getDetails';
import { register } from './register';
import { update } from './update';

export const user: Resource = {
	value: 'user',
	name: 'User',
	description: "A reader's account and profile",
	operations: [createLoginToken, find, getDetails, register, update],
	defaultOperation: 'update',
};
