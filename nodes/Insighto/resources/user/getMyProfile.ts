import type { Operation } from '../../../shared/operation';
import { SIMPLIFY, userOutput } from '../../fields/simplify';
import { OWN_USER } from './ownUser';

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
