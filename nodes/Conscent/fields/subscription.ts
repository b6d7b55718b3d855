import type { BodyField } from '../../shared/input/body';
import { amount, moment, text } from '../../shared/input/fields/bodyFields';
import { parseCurrency } from './codes';

export const START_DATE: BodyField = moment(
	'Start Date',
	'subscriptionStartDate',
	'When the subscription begins',
);

export const END_DATE: BodyField = moment(
	'End Date',
	'subscriptionEndDate',
	'When the subscription ends',
);

export const PRICE: BodyField = amount(
	'Price',
	'price',
	'The price in the unit of its currency, e.g. 499.5',
);

export const CURRENCY: BodyField = text(
	'Currency',
	'currency',
	'e.g. INR',
	'Currency of the price, as its ISO 4217 code',
	parseCurrency,
);
