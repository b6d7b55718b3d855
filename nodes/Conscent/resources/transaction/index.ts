import type { Resource } from '../../../shared/operation';
import { getMany } from './getMany';

export const transaction: Resource = {
	value: 'transaction',
	name: 'Transaction',
	description: 'A payment or a refund of a reader',
	operations: [getMany],
};
