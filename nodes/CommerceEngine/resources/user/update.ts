import type { IDataObject } from 'n8n-workflow';

import { readOptionalId } from '../../../shared/input/fields/locators';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import {
	CLEAR_FIELDS,
	UPDATE_FIELDS,
	clearFields,
	readUpdate,
	updateFields,
} from '../../../shared/input/fields/updateFields';
import type { ApiResponse, Operation, StepsTo } from '../../../shared/operation';
import { pick } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ResponseError, ValidationError } from '../../../shared/input/validationError';
import { isPlainObject } from '../../../shared/input/parse/text';
import type { BusinessChanges } from '../../fields/business';
import { BUSINESS, mergeBusiness, readBusiness, writableBusiness } from '../../fields/business';
import { USER_ID, orderBy } from '../../fields/ids';
import type { PreferenceChanges } from '../../fields/notifications';
import { NOTIFICATIONS, mergeNotifications, readNotifications } from '../../fields/notifications';
import { BUSINESS_AS_A_WHOLE, UPDATE_PROPERTIES, USER_FIELDS } from '../../fields/user';
import { outputOf, recordIn, textIn } from '../../responses';
import { getUser } from '../../signedInUser';

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
	const { body, values, cleared } = readUpdate(parameters, USER_FIELDS, [BUSINESS_AS_A_WHOLE]);
	const notifications = readNotifications(values[NOTIFICATIONS.name]);
	const business = readBusiness(values);
	if (business && cleared.includes(BUSINESS.name)) throw changedAndCleared();
	const hasParts = notifications !== undefined || business !== undefined;
	return {
		plain: hasParts && body.isEmpty ? {} : body.buildUpdate(UPDATE_FIELDS),
		...(notifications ? { notifications } : {}),
		...(business ? { business } : {}),
	};
}

function changedAndCleared(): ValidationError {
	return new ValidationError(
		BUSINESS.displayName,
		`'${BUSINESS.displayName}' is changed and cleared`,
		`Take it out of '${CLEAR_FIELDS}', or out of '${UPDATE_FIELDS}'.`,
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
		`Commerce Engine's response does not tell the user's '${key}', so nothing was changed`,
		`The whole user is sent, and what is missing would be erased. Give it in '${UPDATE_FIELDS}', or name it in '${CLEAR_FIELDS}'.`,
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
	properties: [
		USER_ID,
		updateFields(UPDATE_PROPERTIES),
		clearFields('Commerce Engine', [BUSINESS_AS_A_WHOLE, ...USER_FIELDS]),
		SIMPLIFY,
	],

	prepare(parameters) {
		const userId = readOptionalId(parameters, USER_ID);
		const changes = readChanges(parameters);
		const output = outputOf('user', parameters);
		return {
			orderKey: orderBy(userId),
			*steps() {
				return output(yield* updateUser(userId, changes));
			},
		};
	},
};
