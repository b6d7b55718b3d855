import type { Resource } from '../../../shared/operation';
import { getMany } from './getMany';

export const subscriptionPlan: Resource = {
	value: 'subscriptionPlan',
	name: 'Subscription Plan',
	description: 'An offer that readers can subscribe to',
	operations: [getMany],
};
