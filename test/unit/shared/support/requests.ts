import { path } from '../../../../nodes/shared/input/path';
import type { ApiRequest } from '../../../../nodes/shared/operation';

export const CREATE: ApiRequest = { method: 'POST', path: path`/things`, idempotent: false };
export const UPDATE: ApiRequest = { method: 'PATCH', path: path`/things/${'1'}`, idempotent: true };
export const READ: ApiRequest = { method: 'GET', path: path`/things`, idempotent: true };
