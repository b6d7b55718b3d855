import type { Operation } from '../../../shared/operation';
import { readOptionalId } from '../../../shared/input/fields/locators';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import { USER_ID } from '../../fields/ids';
import { outputOf } from '../../responses';
import { getUser } from '../../signedInUser';

/** `GET /auth/user/{id}` (spec: `getUser`). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get user',
	description: 'Get the profile of a user',
	calls: ['getUser'],
	properties: [USER_ID, SIMPLIFY],

	prepare: (parameters) => ({
		request: getUser(readOptionalId(parameters, USER_ID)),
		output: outputOf('user', parameters),
	}),
};
