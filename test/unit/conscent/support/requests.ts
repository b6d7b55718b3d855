import { create } from '../../../../nodes/Conscent/resources/dashboardUser/create';
import { update as updateDashboardUser } from '../../../../nodes/Conscent/resources/dashboardUser/update';
import { update as updateUser } from '../../../../nodes/Conscent/resources/user/update';
import type { ApiRequest } from '../../../../nodes/shared/operation';
import { parametersOf } from '../../shared/support/parameters';

export const USER_ID = '66c5f1a2b3d4e5f6a7b8c9d0';

/** The request for a user's profile, with what is filled in beside the ID. */
export function userUpdate(updateFields: unknown, others: object = {}): ApiRequest {
	return updateUser.request(
		parametersOf({ userId: { mode: 'id', value: USER_ID }, updateFields, ...others }),
	);
}

export const NEW_DASHBOARD_USER = {
	email: 'editor@example.com',
	password: 'Abc123',
	role: 'ADMIN',
	permissionsMode: 'none',
};

export function dashboardUserCreate(parameters: object = {}): ApiRequest {
	return create.request(parametersOf({ ...NEW_DASHBOARD_USER, ...parameters }));
}

export function dashboardUserUpdate(updateFields: unknown, others: object = {}): ApiRequest {
	return updateDashboardUser.request(
		parametersOf({
			userId: { mode: 'id', value: USER_ID },
			permissionsMode: 'unchanged',
			updateFields,
			...others,
		}),
	);
}
