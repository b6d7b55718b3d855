import type { Resource } from '../../shared/operation';
import { address } from './address';
import { user } from './user';

/** The resources, in the editor's order. */
export const resources: readonly Resource[] = [address, user];
