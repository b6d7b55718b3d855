import type { INodeProperties } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { BodyBuilder } from '../../shared/input/body';
import { propertiesOf, text } from '../../shared/input/fields/bodyFields';
import { fixedCollection, parseGroup } from '../../shared/input/fields/fixedCollection';
import { CURRENCY, PRICE } from './subscription';

/** A migrated address has other keys than the address of a profile (spec: `MigrationAddress`). */
const LINES: readonly BodyField[] = [
	text('Address', 'address', 'e.g. 12B, Koregaon Park', 'House and street'),
	text('City', 'city', 'e.g. Pune', 'City or town'),
	text('Postcode', 'postcode', 'e.g. 411001', 'Postal code of the address'),
	text('State', 'state', 'e.g. Maharashtra', 'State or province'),
];

export const MIGRATION_ADDRESS: BodyField = {
	property: fixedCollection({
		displayName: 'Address',
		name: 'userAddress',
		placeholder: 'Add address',
		description: 'Where print goes. Needed for a physical plan.',
		groupName: 'Address',
		fields: propertiesOf(LINES),
	}),
	parse: parseGroup(
		(lines) => new BodyBuilder().setFields(LINES, lines).filled,
		() => "Fill in its lines, or give 'userAddress' in 'Unlisted Fields (JSON)'.",
	),
};

/** What the user subscribed to. */
export const PLAN_FIELDS: readonly BodyField[] = [
	text(
		'Internal Subscription ID',
		'internalSubscriptionId',
		'e.g. plan-42',
		"The plan's ID in the system the subscription comes from",
	),
	text('Plan Title', 'title', 'e.g. Digital Yearly', 'The title of the subscription'),
];

/** Sent together as `priceDetails`. */
export const PRICE_FIELDS: readonly BodyField[] = [CURRENCY, PRICE];

export const PLAN_TYPES: INodeProperties = {
	displayName: 'Plan Types',
	name: 'subscriptionTypes',
	type: 'multiOptions',
	options: [
		{ name: 'Digital', value: 'digital', description: 'Needs no address' },
		{ name: 'Physical', value: 'physical', description: 'Needs an address' },
	],
	default: ['digital'],
	required: true,
	description: 'What the reader gets',
};
