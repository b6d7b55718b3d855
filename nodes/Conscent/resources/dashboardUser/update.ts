import type { BodyField } from '../../../shared/input/body';
import { BodyBuilder } from '../../../shared/input/body';
import { readId } from '../../../shared/input/fields/locators';
import {
	UPDATE_FIELDS,
	readUpdateFields,
	updateFields,
} from '../../../shared/input/fields/updateFields';
import type { Operation } from '../../../shared/operation';
import { outputAbout, pick } from '../../../shared/output/response';
import { path } from '../../../shared/input/path';
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
import { DASHBOARD_USER_ID } from '../../fields/ids';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import {
	describePermissions,
	permissionProperties,
	readPermissions,
} from '../../fields/permissions';

const SIGN_IN_FIELDS: readonly BodyField[] = [
	{ property: ACCOUNT_EMAIL, parse: parseEmail },
	{ property: PASSWORD, parse: readPassword },
];

/** `PATCH /v2/client/multi-user/{userId}` (spec: `updateDashboardUser`). */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update dashboard user',
	description:
		'Change the email, the password, the role or the permissions of one dashboard user: a colleague, not a reader',
	calls: ['updateDashboardUser'],
	properties: [
		DASHBOARD_USER_ID,
		...permissionProperties(
			['all', 'changes', 'json', 'none', 'selected', 'unchanged'],
			'unchanged',
		),
		updateFields([ADDITIONAL_FIELDS, CUSTOM_ROLE, ACCOUNT_EMAIL, PASSWORD, ROLE]),
	],

	prepare(parameters) {
		const userId = readId(parameters, DASHBOARD_USER_ID);
		const fields = readUpdateFields(parameters);
		const body = BodyBuilder.of(parameters).setFields(SIGN_IN_FIELDS, fields);
		const role = readRole(fields);
		if (role !== undefined) body.set('role', role, ROLE.displayName);
		const permissions = readPermissions(parameters);
		if (permissions !== undefined) body.set('permissions', permissions, 'Permissions');
		setAdditionalFields(body, fields[ADDITIONAL_FIELDS.name]);
		const built = body.buildUpdate(UPDATE_FIELDS);
		const { password } = built;
		return {
			orderKey: userId,
			request: {
				method: 'PATCH',
				path: path`/${CALLS.updateDashboardUser.version}/client/multi-user/${userId}`,
				body: built,
				// The same values once more change nothing.
				idempotent: CALLS.updateDashboardUser.idempotent,
				...(isEmpty(password) ? {} : { secrets: [String(password)] }),
			},
			// Conscent's own response only says that it went well.
			output: outputAbout({
				userId,
				...pick(built, ['email']),
				...(permissions === undefined ? {} : describePermissions(permissions)),
			}),
		};
	},
};
