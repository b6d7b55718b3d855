import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { update } from './update';

export const dashboardUser: Resource = {
	value: 'dashboardUser',
	name: 'Dashboard User',
	description: "A colleague who signs in to the publisher's Conscent dashboard",
	operations: [create, update],
};
