import type { OperationHandler } from '../call';
import * as contents from './contents';
import * as coupons from './coupons';
import * as dashboardUsers from './dashboardUsers';
import * as purchases from './purchases';
import * as subscriptionPlans from './subscriptionPlans';
import * as subscriptions from './subscriptions';
import { updateUser } from './updateUser';
import * as users from './users';

/** By the operationId of the API description, which each handler is named after. */
export const HANDLERS: Readonly<Record<string, OperationHandler>> = {
	updateUser,
	...users,
	...dashboardUsers,
	...subscriptions,
	...subscriptionPlans,
	...purchases,
	...contents,
	...coupons,
};
