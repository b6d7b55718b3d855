import type { Resource } from '../../../shared/operation';
import { getDaily } from './getDaily';
import { getForContent } from './getForContent';

export const statistics: Resource = {
	value: 'statistics',
	name: 'Statistics',
	operations: [getDaily, getForContent],
};
