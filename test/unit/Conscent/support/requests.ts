import type { IDataObject } from 'n8n-workflow';
import { create } from '../../../../nodes/Conscent/resources/dashboardUser/create';
import { update as updateDashboardUser } from '../../../../nodes/Conscent/resources/dashboardUser/update';
import { update as updateUser } from '../../../../nodes/Conscent/resources/user/update';
import type { ApiRequest, Operation, OperationOutput } from '../../../../nodes/shared/operation';
import { stepsOf } from '../../../../nodes/shared/steps';
import { parametersOf } from '../../shared/support/parameters';

export const USER_ID = '66c5f1a2b3d4e5f6a7b8c9d0';

/** The first request of an item. */
export function requestOf(operation: Operation, parameters: object): ApiRequest {
	const step = stepsOf(operation.prepare(parametersOf({ ...parameters }))).next();
	if (step.done || 'items' in step.value) throw new Error('The operation sends nothing');
	return step.value;
}

/** What becomes of an item whose first request gets this response. */
export function outputOf(
	operation: Operation,
	parameters: object,
	body: unknown,
): OperationOutput | undefined {
	const steps = stepsOf(operation.prepare(parametersOf({ ...parameters })));
	steps.next();
	const step = steps.next({ status: 200, body });
	return step.done ? step.value : undefined;
}

/** The request for a user's profile, with what is filled in beside the ID. */
export function userUpdate(updateFields: unknown, others: object = {}): ApiRequest {
	return requestOf(updateUser, {
		userId: { mode: 'id', value: USER_ID },
		whenNotFound: 'fail',
		updateFields,
		...others,
	});
}

export const NEW_DASHBOARD_USER = {
	email: 'editor@example.com',
	password: 'Abc123',
	role: 'ADMIN',
	permissionsMode: 'none',
};

export function dashboardUserCreate(parameters: object = {}): ApiRequest {
	return requestOf(create, { ...NEW_DASHBOARD_USER, ...parameters });
}

export const DASHBOARD_USER = {
	userId: { mode: 'id', value: USER_ID },
	permissionsMode: 'unchanged',
};

export function dashboardUserUpdate(updateFields: unknown, others: object = {}): ApiRequest {
	return requestOf(updateDashboardUser, { ...DASHBOARD_USER, updateFields, ...others });
}

/** The body of a request, which has one. */
export function bodyOf({ body }: ApiRequest): IDataObject {
	if (!body) throw new Error('The request has no body');
	return body;
}
