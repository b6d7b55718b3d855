import type { Resource } from '../../../shared/operation';
import { generate } from './generate';

export const coupon: Resource = {
	value: 'coupon',
	name: 'Coupon',
	description: 'A code that makes a subscription cheaper',
	operations: [generate],
};
