import type { BodyField } from '../../shared/input/body';
import { parseCurrency } from './codes';
import { amountField, momentField, textField } from './property';

const DAY_HINT = 'ISO 8601; without a time zone it is taken as UTC.';

export const START_DATE: BodyField = momentField({
	displayName: 'Start Date',
	name: 'subscriptionStartDate',
	description: `When the subscription begins. ${DAY_HINT}`,
});

export const END_DATE: BodyField = momentField({
	displayName: 'End Date',
	name: 'subscriptionEndDate',
	description: `When the subscription ends. ${DAY_HINT}`,
});

export const PRICE: BodyField = amountField({
	displayName: 'Price',
	name: 'price',
	description: 'The price in the unit of its currency, e.g. 499.5',
});

export const CURRENCY: BodyField = textField(
	{
		displayName: 'Currency',
		name: 'currency',
		placeholder: 'e.g. INR',
		description: 'Currency of the price, as its ISO 4217 code',
	},
	parseCurrency,
);
