import type { Resource } from '../../shared/operation';
import { content } from './content';
import { coupon } from './coupon';
import { dashboardUser } from './dashboardUser';
import { purchase } from './purchase';
import { statistics } from './statistics';
import { subscription } from './subscription';
import { subscriptionPlan } from './subscriptionPlan';
import { transaction } from './transaction';
import { user } from './user';

/** The resources, in the editor's order. */
export const resources: readonly Resource[] = [
	content,
	coupon,
	dashboardUser,
	purchase,
	statistics,
	subscription,
	subscriptionPlan,
	transaction,
	user,
];
