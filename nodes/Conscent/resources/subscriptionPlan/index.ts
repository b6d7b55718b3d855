import type { Resource } from '../../../shared/operation';
import { getMany } from './getMany';

export const subscriptionPlan: Resource = {
	value: 'subscriptionPlan',
	name: 'Subscription Plan',
	operations: [getMany],
};
