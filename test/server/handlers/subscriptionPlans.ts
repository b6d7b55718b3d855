import type { Answer } from '../answers';
import { ok } from '../answers';
import type { Call } from '../call';

const DEFAULT_PLANS_PER_PAGE = 10;

export function getSubscriptionPlans({ query, state }: Call): Answer {
	const {
		pageNumber = 1,
		showRecords = DEFAULT_PLANS_PER_PAGE,
		subscriptionId,
	} = query as {
		pageNumber?: number;
		showRecords?: number;
		subscriptionId?: string;
	};
	const plans = state.plans.filter(
		({ _id }) => subscriptionId === undefined || _id === subscriptionId,
	);
	const start = (pageNumber - 1) * showRecords;
	return ok({ subscriptionPlans: plans.slice(start, start + showRecords) });
}
