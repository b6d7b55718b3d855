import type { IDataObject } from 'n8n-workflow';

import { BodyBuilder } from '../../../shared/body';
import type { Conversation, ConversationOperation } from '../../../shared/operation';
import { pick } from '../../../shared/output';
import type { Parameters } from '../../../shared/parameters';
import { path } from '../../../shared/path';
import { ParameterProblem } from '../../../shared/problem';
import { isPlainObject } from '../../../shared/values';
import { recordIn, textIn } from '../../answers';
import type { BusinessChanges } from '../../fields/business';
import { BUSINESS, mergeBusiness, readBusiness, writableBusiness } from '../../fields/business';
import { clearFieldsProperty, clearable } from '../../fields/clear';
import { USER_ID, orderByUser, readUserId } from '../../fields/ids';
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

function changedAndCleared(): ParameterProblem {
	return new ParameterProblem(
		BUSINESS.displayName,
		`'${BUSINESS.displayName}' is changed and cleared`,
		`Take it out of '${CLEAR_FIELDS.displayName}', or out of '${UPDATE_FIELDS.displayName}'.`,
	);
}

/** The whole body that the API asks for: the user as stored, with only the changes laid over it. */
export function mergeUser(stored: IDataObject, changes: UserChanges): IDataObject {
	const { plain, notifications, business } = changes;
	const { business: storedBusiness } = stored;
	const kept = isPlainObject(storedBusiness) ? writableBusiness(storedBusiness) : null;
	return {
		...pick(stored, WRITABLE_KEYS),
		business: business ? mergeBusiness(kept, business) : kept,
		...(notifications
			? {
					notification_preferences: mergeNotifications(
						stored['notification_preferences'],
						notifications,
					),
				}
			: {}),
		...plain,
	};
}

function* conversation(parameters: Parameters): Conversation {
	const changes = readChanges(parameters);
	const stored = recordIn(yield { ...getUser(readUserId(parameters)), lookup: true }, 'user');
	const answer = yield {
		method: 'PUT',
		path: path`/auth/user/${readUserId(parameters) ?? textIn(stored, 'id')}`,
		body: mergeUser(stored, changes),
		// The same values once more change nothing.
		repeatable: true,
	};
	return recordOutput(answer, 'user', parameters);
}

/** `PUT /auth/user/{id}` (spec: `updateUser`), which asks for the whole user: it is read first. */
export const update: ConversationOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change fields of a user; all others stay as they are',
	calls: ['getUser', 'updateUser'],
	properties: [USER_ID, UPDATE_FIELDS, CLEAR_FIELDS, SIMPLIFY],
	orderKey: orderByUser,
	conversation,
};
