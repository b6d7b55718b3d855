import type { Resource } from '../../../shared/operation';
import { update } from './update';

export const user: Resource = { value: 'user', name: 'User', operations: [update] };
