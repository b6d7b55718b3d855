import type { Resource } from '../../shared/operation';
import { user } from './user';

/** The resources, in the editor's order. */
export const resources: readonly Resource[] = [user];
