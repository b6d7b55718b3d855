import type { Operation } from '../../../shared/operation';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import { OWN_USER, userOutput } from './user';

/** `GET /api/v1/user` (spec: `getMyData`). */
export const getMyProfile: Operation = {
	value: 'getMyProfile',
	name: 'Get My Profile',
	action: 'Get my profile',
	description: 'Get the user whose API key is in the credential',
	calls: ['getMyData'],
	properties: [SIMPLIFY],

	prepare: (parameters) => ({ request: OWN_USER, output: userOutput(parameters) }),
};
