import type { MockResponse } from '../responses';
import { ok } from '../responses';
import type { Call } from '../call';
import type { Plan } from '../state';
import { timeFilter } from './filters';

const DEFAULT_PLANS_PER_PAGE = 10;

/** The one list whose page size is called `showRecords`. */
export function getSubscriptionPlans({ query, state }: Call): MockResponse {
	const {
		pageNumber = 1,
		showRecords = DEFAULT_PLANS_PER_PAGE,
		subscriptionId,
	} = query as {
		pageNumber?: number;
		showRecords?: number;
		subscriptionId?: string;
	};
	const isInTime = timeFilter(query['from'], query['to']);
	const plans = state.plans.filter(
		({ _id, createdMs }) =>
			(subscriptionId === undefined || _id === subscriptionId) && isInTime(createdMs),
	);
	const start = (pageNumber - 1) * showRecords;
	const page = plans.slice(start, start + showRecords);
	return ok({ subscriptionPlans: page.map(withoutOwnNotes) });
}

function withoutOwnNotes(plan: Plan): object {
	return Object.fromEntries(Object.entries(plan).filter(([key]) => key !== 'createdMs'));
}
