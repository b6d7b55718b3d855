import type { Resource } from '../../../shared/operation';
import { getMyProfile } from './getMyProfile';
import { update } from './update';

export const user: Resource = { value: 'user', name: 'User', operations: [getMyProfile, update] };
