import type { Operation } from '../../../shared/operation';
import { USER_ID, readUserId } from '../../fields/ids';
import { SIMPLIFY, recordOutput } from '../../fields/simplify';
import { getUser } from './getUser';

/** `GET /auth/user/{id}` (spec: `getUser`). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get user',
	description: 'Get the profile of a user',
	calls: ['getUser'],
	properties: [USER_ID, SIMPLIFY],

	prepare: (parameters) => ({
		request: getUser(readUserId(parameters)),
		output: recordOutput(parameters, 'user'),
	}),
};
