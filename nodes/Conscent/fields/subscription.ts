import type { IDataObject } from 'n8n-workflow';

import type { BodyField } from '../../shared/input/body';
import { keyOf } from '../../shared/input/body';
import { amount, moment, text } from '../../shared/input/fields/bodyFields';
import { ValidationError } from '../../shared/input/validationError';
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

/** @throws ValidationError for a span that ends before it begins; both are moments in UTC */
export function checkSpan(body: IDataObject, [start, end]: readonly [BodyField, BodyField]): void {
	const [from, to] = [body[keyOf(start)], body[keyOf(end)]];
	if (typeof from !== 'string' || typeof to !== 'string' || from <= to) return;
	const [startName, endName] = [start.property.displayName, end.property.displayName];
	throw new ValidationError(
		endName,
		`'${endName}' is before '${startName}': ${to} is before ${from}`,
		'Correct one of the two. Both are shown in UTC.',
	);
}

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
