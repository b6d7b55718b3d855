import type { Resource } from '../../../shared/operation';
import { getMany } from './getMany';

export const purchase: Resource = {
	value: 'purchase',
	name: 'Purchase',
	description: 'What readers have bought',
	operations: [getMany],
};
