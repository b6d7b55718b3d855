import type { OperationHandler } from '../call';
import { createDashboardUser, updateDashboardUser } from './dashboardUsers';
import { getSubscriptionPlans } from './subscriptionPlans';
import { updateUser } from './updateUser';

/** By the operationId of the API description. */
export const HANDLERS: Readonly<Record<string, OperationHandler>> = {
	updateUser,
	createDashboardUser,
	updateDashboardUser,
	getSubscriptionPlans,
};
