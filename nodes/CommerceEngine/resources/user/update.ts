import type { IDataObject } from 'n8n-workflow';

import { BodyBuilder } from '../../../shared/input/body';
import type { ApiResponse, Operation, StepsTo } from '../../../shared/operation';
import { pick } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ResponseError, ValidationError } from '../../../shared/input/validationError';
import { isPlainObject } from '../../../shared/input/parse/text';
import { recordIn, textIn } from '../../answers';
import type { BusinessChanges } from '../../fields/business';
import { BUSINESS, mergeBusiness, readBusiness, writableBusiness } from '../../fields/business';
import { clearFieldsProperty, clearable } from '../../fields/clear';
import { USER_ID, orderBy, readUserId } from '../../fields/ids';
import type { PreferenceChanges } from '../../fields/notifications';
import { NOTIFICATIONS, mergeNotifications, readNotifications } from '../../fields/notifications';
import { SIMPLIFY, recordOutput } from '../../fields/simplify';
import { BUSINESS_AS_A_WHOLE, UPDATE_FIELDS, USER_FIELDS } from '../../fields/user';
import { getUser } from './getUser';

const CLEARABLE_FIELDS = clearable([BUSINESS_AS_A_WHOLE, ...USER_FIELDS]);
const CLEAR_FIELDS = clearFieldsProperty(CLEARABLE_FIELDS);

/** What the API takes (spec: `UserUpdate`). Without the customer group: a user that was read names it otherwise. */
const WRITABLE_KEYS = [
	'first_name',
	'last_name',
	'email',
	'phone',
	'country_code',
	'login_methods',
	'notification_preferences',
	'business',
];

/** What an item changes of a user. */
export interface UserChanges {
	readonly plain: IDataObject;
	readonly notifications?: PreferenceChanges;
	readonly business?: BusinessChanges;
}

export function readChanges(parameters: Parameters): UserChanges {
	const fields = parameters.collection(UPDATE_FIELDS.name, UPDATE_FIELDS.displayName);
	const cleared = parameters.choices(CLEAR_FIELDS.name, CLEAR_FIELDS.displayName);
	const body = new BodyBuilder()
		.setFields(USER_FIELDS, fields)
		.clear(CLEARABLE_FIELDS, cleared, CLEAR_FIELDS.displayName);
	const notifications = readNotifications(fields[NOTIFICATIONS.name]);
	const business = readBusiness(fields);
	if (business && cleared.includes(BUSINESS.name)) throw changedAndCleared();
	const hasParts = notifications !== undefined || business !== undefined;
	return {
		plain: hasParts && body.isEmpty ? {} : body.build(UPDATE_FIELDS.displayName),
		...(notifications ? { notifications } : {}),
		...(business ? { business } : {}),
	};
}

function changedAndCleared(): ValidationError {
	return new ValidationError(
		BUSINESS.displayName,
		`'${BUSINESS.displayName}' is changed and cleared`,
		`Take it out of '${CLEAR_FIELDS.displayName}', or out of '${UPDATE_FIELDS.displayName}'.`,
	);
}

/**
 * The whole body that the API asks for: the user as stored, with only the changes laid over it.
 *
 * @throws ResponseError where the stored user lacks a key: whatever was sent for it might erase what is stored
 */
export function mergeUser(stored: IDataObject, changes: UserChanges): IDataObject {
	const { plain, notifications, business: businessChanges } = changes;
	const user = { ...pick(stored, WRITABLE_KEYS), ...plain };
	const missing = WRITABLE_KEYS.find((key) => user[key] === undefined);
	if (missing !== undefined) throw notTold(missing);
	const { notification_preferences: preferences, business: whole } = user;
	const business = isPlainObject(whole) ? writableBusiness(whole) : whole;
	return {
		...user,
		business: businessChanges ? mergeBusiness(business, businessChanges) : business,
		...(notifications
			? { notification_preferences: mergeNotifications(preferences, notifications) }
			: {}),
	};
}

function notTold(key: string): ResponseError {
	return new ResponseError(
		`Commerce Engine's answer does not tell the user's '${key}', so nothing was changed`,
		`The whole user is sent, and what is missing would be erased. Give it in '${UPDATE_FIELDS.displayName}', or name it in '${CLEAR_FIELDS.displayName}'.`,
	);
}

function* updateUser(userId: string | undefined, changes: UserChanges): StepsTo<ApiResponse> {
	const stored = recordIn(yield { ...getUser(userId), lookup: true }, 'user');
	return yield {
		method: 'PUT',
		path: path`/auth/user/${userId ?? textIn(stored, 'id')}`,
		body: mergeUser(stored, changes),
		// The same values once more change nothing.
		idempotent: true,
	};
}

/** `PUT /auth/user/{id}` (spec: `updateUser`), which asks for the whole user: it is read first. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change fields of a user; all others stay as they are',
	calls: ['getUser', 'updateUser'],
	properties: [USER_ID, UPDATE_FIELDS, CLEAR_FIELDS, SIMPLIFY],

	prepare(parameters) {
		const userId = readUserId(parameters);
		const changes = readChanges(parameters);
		const output = recordOutput(parameters, 'user');
		return {
			orderKey: orderBy(userId),
			*steps() {
				return output(yield* updateUser(userId, changes));
			},
		};
	},
};
