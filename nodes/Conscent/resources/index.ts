import type { Resource } from '../../shared/operation';
import { dashboardUser } from './dashboardUser';
import { user } from './user';

/** The resources, in the editor's order. */
export const resources: readonly Resource[] = [dashboardUser, user];
