import type { Resource } from '../../../shared/operation';
import { getDaily } from './getDaily';
import { getForContent } from './getForContent';

export const statistics: Resource = {
	value: 'statistics',
	name: 'Statistics',
	description: 'Numbers on views and earnings',
	operations: [getDaily, getForContent],
};
