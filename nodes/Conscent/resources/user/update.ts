import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder } from '../../../shared/body';
import type { RequestOperation } from '../../../shared/operation';
import { answerJson, pick } from '../../../shared/output';
import type { Parameters } from '../../../shared/parameters';
import { path } from '../../../shared/path';
import { isNothing, isPlainObject } from '../../../shared/values';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { PROFILE_FIELDS } from '../../fields/profile';
import { updateFieldsProperty } from '../../fields/updateFields';
import { readUserId, userIdProperty } from '../../fields/userId';

const CLEARABLE_FIELDS = PROFILE_FIELDS.filter(({ emptyValue }) => emptyValue !== undefined);

const UPDATE_FIELDS = updateFieldsProperty([
	ADDITIONAL_FIELDS,
	...PROFILE_FIELDS.map(({ property }) => property),
]);

const CLEAR_FIELDS: INodeProperties = {
	displayName: 'Clear Fields',
	name: 'clearFields',
	type: 'multiOptions',
	default: [],
	description: 'The fields to empty in Conscent, whatever they hold now',
	options: CLEARABLE_FIELDS.map(({ property }) => ({
		name: property.displayName,
		value: property.name,
	})),
};

const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The most telling ten fields of the answer's `userData`. */
const SIMPLE_KEYS = [
	'userId',
	'status',
	'name',
	'email',
	'countryCode',
	'phone',
	'gender',
	'dateOfBirth',
	'createdAt',
	'updatedAt',
];

function buildBody(parameters: Parameters): IDataObject {
	const fields = parameters.collection(UPDATE_FIELDS.name, UPDATE_FIELDS.displayName);
	const body = new BodyBuilder()
		.setFields(PROFILE_FIELDS, fields)
		.clear(
			CLEARABLE_FIELDS,
			parameters.choices(CLEAR_FIELDS.name, CLEAR_FIELDS.displayName),
			CLEAR_FIELDS.displayName,
		);
	return setAdditionalFields(body, fields[ADDITIONAL_FIELDS.name]).build(UPDATE_FIELDS.displayName);
}

/**
 * Whether the server adds addresses or replaces them is unknown (spec: `UserUpdate.shippingAddress`). If it adds them,
 * an update sent twice leaves a new address there twice.
 */
function addsAddress(body: IDataObject): boolean {
	return [body['shippingAddress'], body['billingAddress']]
		.flat()
		.some((address) => isPlainObject(address) && isNothing(address['_id']));
}

/** `PATCH /v2/client/update-user` (spec: `updateUser`). */
export const update: RequestOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: "Change fields of a reader's profile; all others stay as they are",
	properties: [
		userIdProperty(
			'The reader whose profile is changed. Webhooks and purchases of Conscent carry this ID.',
		),
		UPDATE_FIELDS,
		CLEAR_FIELDS,
		SIMPLIFY,
	],

	orderKey: (parameters) => readUserId(parameters),

	request(parameters) {
		const body = buildBody(parameters);
		return {
			method: 'PATCH',
			path: path`/v2/client/update-user`,
			query: { userId: readUserId(parameters) },
			body,
			repeatable: !addsAddress(body),
		};
	},

	output(answer, parameters) {
		const json = answerJson(answer);
		const { userData } = json;
		return parameters.isOn(SIMPLIFY.name) && isPlainObject(userData)
			? pick(userData, SIMPLE_KEYS)
			: json;
	},
};
