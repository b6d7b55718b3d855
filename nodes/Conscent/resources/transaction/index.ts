import type { Resource } from '../../../shared/operation';
import { getMany } from './getMany';

export const transaction: Resource = {
	value: 'transaction',
	name: 'Transaction',
	operations: [getMany],
};
