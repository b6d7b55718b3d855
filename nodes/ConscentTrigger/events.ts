import type { INodePropertyOptions } from 'n8n-workflow';

/** Chosen instead of names: whatever arrives starts the workflow. */
export const ANY_EVENT = '*';

/** Chosen beside names: the names typed into 'Other Event Names' count as well. */
export const OTHER_EVENTS = 'other';

export interface ConscentEvent {
	/** As Conscent sends it in `event`. */
	readonly value: string;
	readonly name: string;
	readonly description: string;
	/** Inferred: no page of Conscent's prints this name. */
	readonly isInferred?: true;
}

/**
 * The event names of Conscent's pages on new webhooks, by label. The pages on sign-up, login, user update, transaction,
 * popup and payment gateway could not be read: their names are unknown, so they are reached by 'Any Event' or by name.
 */
export const EVENTS: readonly ConscentEvent[] = [
	{
		value: 'purchase.pay_per_use',
		name: 'Article Purchased (Pay per Use)',
		description: 'A reader bought a single article',
		isInferred: true,
	},
	{
		value: 'refunded.pay_per_use',
		name: 'Article Refunded (Pay per Use)',
		description: 'A pay-per-use purchase was refunded',
	},
	{
		value: 'meter_banner.click',
		name: 'Meter Banner Clicked',
		description: 'A reader clicked the banner that counts free articles',
	},
	{
		value: 'meter_banner.close',
		name: 'Meter Banner Closed',
		description: 'A reader closed the banner that counts free articles',
	},
	{
		value: 'purchase.pass',
		name: 'Pass Purchased',
		description: 'A reader bought a pass',
	},
	{
		value: 'paywall.click',
		name: 'Paywall Clicked',
		description: 'A reader clicked a button of a paywall',
	},
	{
		value: 'paywall.exit',
		name: 'Paywall Left',
		description: 'A reader left a paywall without paying',
	},
	{
		value: 'cancelled.subscription',
		name: 'Subscription Cancelled',
		description: 'A subscription will not renew any more',
	},
	{
		value: 'sub_landing_page.click',
		name: 'Subscription Landing Page Clicked',
		description: 'A reader clicked a plan on a subscription landing page',
	},
	{
		value: 'purchase.subscription',
		name: 'Subscription Purchased',
		description: 'A reader bought a subscription',
	},
	{
		value: 'refunded.subscription',
		name: 'Subscription Refunded',
		description: 'The price of a subscription was refunded',
	},
	{
		value: 'subscription_review.view',
		name: 'Subscription Review Page Viewed',
		description: 'A reader reached the page before paying for a subscription',
	},
];

/** n8n's list of nodes shows the actions; left to itself, it makes "On other by name" of the second one. */
export const EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Any Event',
		value: ANY_EVENT,
		action: 'On any event',
		description: 'Whatever Conscent sends to this address, also kinds it adds later',
	},
	{
		name: 'Other (by Name)',
		value: OTHER_EVENTS,
		action: 'On event that is not in the list',
		description: 'Events that are not in the list: enter their names',
	},
	...EVENTS.map((event) => ({
		name: event.name,
		value: event.value,
		action: `On ${event.name.toLowerCase()}`,
		description: `${event.description}. ${nameInBodies(event)}.`,
	})),
];

function nameInBodies({ value, isInferred }: ConscentEvent): string {
	return isInferred
		? `Conscent probably calls it ${value}; its pages leave this open, see the docs`
		: `Conscent calls it ${value}`;
}

/** @returns whether the event is among the chosen ones, or among the names typed beside them, separated by commas */
export function isChosen(event: string, chosen: readonly string[], otherNames: string): boolean {
	if (chosen.includes(ANY_EVENT)) return true;
	if (chosen.includes(OTHER_EVENTS) && splitNames(otherNames).includes(event)) return true;
	return event !== OTHER_EVENTS && chosen.includes(event);
}

function splitNames(names: string): string[] {
	return names.split(/[,\n]/).map((name) => name.trim());
}
