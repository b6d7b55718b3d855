import type { Resource } from '../../../shared/operation';
import { add } from './add';
import { cancelAll } from './cancelAll';
import { getManySubscribers } from './getManySubscribers';
import { migrate } from './migrate';
import { update } from './update';

export const subscription: Resource = {
	value: 'subscription',
	name: 'Subscription',
	description: "A reader's right to read for a time",
	operations: [add, cancelAll, getManySubscribers, migrate, update],
	defaultOperation: 'getManySubscribers',
};
