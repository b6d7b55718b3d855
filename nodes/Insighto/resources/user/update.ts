import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder, keyOf } from '../../../shared/input/body';
import { readOptionalId } from '../../../shared/input/fields/locators';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import type { ApiResponse, ApiRequest, Operation, StepsTo } from '../../../shared/operation';
import { EXCLUSIVE } from '../../../shared/operation';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { ValidationError } from '../../../shared/input/validationError';
import { ADMINISTRATION, ADMINISTRATION_FIELDS } from '../../fields/administration';
import { PROFILE, PROFILE_FIELDS } from '../../fields/profile';
import { OWN_USER, USER_ID, userIn, userOutput } from './user';

const MODE: INodeProperties = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: [
		{
			name: 'Keep the Rest',
			value: 'keepTheRest',
			description:
				"Read the user first, and send all of their fields with the changes: plan, credit and rights fields, too, go back as they were read. Possible for the API key's own user only, as Insighto lets a key read no other.",
		},
		{
			name: 'Send Only These Fields',
			value: 'onlyThese',
			description: 'Send nothing but the fields you add',
		},
	],
	default: 'onlyThese',
	description:
		'What to do about all fields other than those you add. Insighto does not document whether it keeps them or resets them: try it with one user before you update many.',
};

const UPDATE_KEYS = [...PROFILE_FIELDS, ...ADMINISTRATION_FIELDS].map(keyOf);

function changesOf(parameters: Parameters): IDataObject {
	const body = BodyBuilder.of(parameters)
		.setFields(PROFILE_FIELDS, parameters.collection(PROFILE.name, PROFILE.displayName))
		.setFields(
			ADMINISTRATION_FIELDS,
			parameters.collection(ADMINISTRATION.name, ADMINISTRATION.displayName),
		);
	if (body.isEmpty) throw nothingToUpdate();
	return body.collected;
}

function nothingToUpdate(): ValidationError {
	const fields = `'${PROFILE.displayName}' or '${ADMINISTRATION.displayName}'`;
	return new ValidationError(
		PROFILE.displayName,
		`Nothing to update: no field of ${fields} has a value`,
		`Add a field to ${fields}, or check that the expressions in them find values for this item.`,
	);
}

/** The fields an update may send, as they are. Without those that hold nothing: whether they may be sent is unknown. */
function restOf(user: IDataObject): IDataObject {
	const known = UPDATE_KEYS.map((key) => [key, user[key]] as const);
	return Object.fromEntries(known.filter(([, value]) => value !== null && value !== undefined));
}

function put(userId: string, body: IDataObject): ApiRequest {
	// The same values once more change nothing.
	return { method: 'PUT', path: path`/api/v1/user/${userId}`, body, idempotent: true };
}

function* sendOnlyThese(userId: string | undefined, changes: IDataObject): StepsTo<ApiResponse> {
	if (userId !== undefined) return yield put(userId, changes);
	const own = userIn(yield { ...OWN_USER, lookup: true, shareKey: 'ownUser' });
	return yield put(own.id, changes);
}

function* keepTheRest(userId: string | undefined, changes: IDataObject): StepsTo<ApiResponse> {
	const own = userIn(yield { ...OWN_USER, lookup: true });
	if (userId !== undefined && userId.toLowerCase() !== own.id.toLowerCase()) throw notOwn();
	return yield put(own.id, { ...restOf(own), ...changes });
}

function notOwn(): ValidationError {
	return new ValidationError(
		USER_ID.displayName,
		"'Keep the Rest' is possible for the API key's own user only",
		`Choose 'Send Only These Fields', or leave '${USER_ID.displayName}' empty.`,
	);
}

/** `PUT /api/v1/user/{user_id}` (spec: `updateUser`). */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change fields of a user',
	calls: ['getMyData', 'updateUser'],
	properties: [USER_ID, MODE, PROFILE, ADMINISTRATION, SIMPLIFY],

	prepare(parameters) {
		const userId = readOptionalId(parameters, USER_ID);
		const changes = changesOf(parameters);
		const send = parameters.choice(MODE.name) === 'keepTheRest' ? keepTheRest : sendOnlyThese;
		const output = userOutput(parameters);
		return {
			// Left empty, the item is about the own user, whose ID another item may name.
			orderKey: userId?.toLowerCase() ?? EXCLUSIVE,
			*steps() {
				return output(yield* send(userId, changes));
			},
		};
	},
};
