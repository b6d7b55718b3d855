import { BodyBuilder } from '../../../shared/input/body';
import { collection } from '../../../shared/input/fields/bodyFields';
import type { Operation } from '../../../shared/operation';
import { pick, responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { emptyField } from '../../../shared/input/validationError';
import { isEmpty, parseEmail } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import {
	ACCOUNT_EMAIL,
	CUSTOM_ROLE,
	PASSWORD,
	ROLE,
	readPassword,
	readRole,
} from '../../fields/account';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import {
	describePermissions,
	permissionProperties,
	readAllPermissions,
} from '../../fields/permissions';

const MORE = collection(
	'Account Fields',
	'accountFields',
	'What Conscent is told about the dashboard user beside sign-in, role and permissions',
	[ADDITIONAL_FIELDS],
);

function readEmail(parameters: Parameters): string {
	const email = parameters.value(ACCOUNT_EMAIL.name);
	if (isEmpty(email)) throw emptyField(ACCOUNT_EMAIL.displayName);
	return parseEmail(email, ACCOUNT_EMAIL.displayName);
}

/** `POST /v2/client/multi-user` (spec: `createDashboardUser`). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create dashboard user',
	description:
		"Create a dashboard user: a colleague who gets access to the publisher's Conscent dashboard",
	calls: ['createDashboardUser'],
	properties: [
		{ ...ACCOUNT_EMAIL, required: true },
		{ ...PASSWORD, required: true },
		ROLE,
		{ ...CUSTOM_ROLE, required: true, displayOptions: { show: { role: ['custom'] } } },
		...permissionProperties(['all', 'json', 'none', 'selected'], 'selected'),
		MORE,
		// Where workflows made before there was a collection keep it: still sent, and not shown.
		{ ...ADDITIONAL_FIELDS, type: 'hidden' },
	],

	prepare(parameters) {
		const email = readEmail(parameters);
		const password = readPassword(parameters.value(PASSWORD.name));
		const role = readRole({
			role: parameters.choice(ROLE.name),
			customRole: parameters.choice(CUSTOM_ROLE.name),
		});
		const permissions = readAllPermissions(parameters);
		const { granted } = describePermissions(permissions);
		const body = BodyBuilder.of(parameters)
			.set('email', email, ACCOUNT_EMAIL.displayName)
			.set('password', password, PASSWORD.displayName)
			.set('permissions', permissions, 'Permissions');
		if (role !== undefined) body.set('role', role, ROLE.displayName);
		const more = parameters.collection(MORE.name, MORE.displayName);
		setAdditionalFields(body, more[ADDITIONAL_FIELDS.name]);
		setAdditionalFields(body, parameters.value(ADDITIONAL_FIELDS.name));
		return {
			orderKey: email.toLowerCase(),
			request: {
				method: 'POST',
				path: path`/${CALLS.createDashboardUser.version}/client/multi-user`,
				body: body.collected,
				// A second one might create the user again, or report the first as a conflict.
				idempotent: CALLS.createDashboardUser.idempotent,
				secrets: [password],
				conflict: `${email} already has access`,
			},
			output(response) {
				const json = responseJson(response);
				return { ...pick(json, ['userId']), email, granted, ...json };
			},
		};
	},
};
