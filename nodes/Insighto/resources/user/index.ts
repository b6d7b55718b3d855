import type { Resource } from '../../../shared/operation';
import { getMyProfile } from './getMyProfile';
import { update } from './update';

export const user: Resource = {
	value: 'user',
	name: 'User',
	description: 'A user account of Insighto',
	operations: [getMyProfile, update],
};
