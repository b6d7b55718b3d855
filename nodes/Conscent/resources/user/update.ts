import type { IDataObject } from 'n8n-workflow';

import { BodyBuilder } from '../../../shared/input/body';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { isEmpty, isPlainObject } from '../../../shared/input/parse/text';
import { ADDRESS_WITHOUT_ID, CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { clearFieldsProperty, clearable } from '../../fields/clearFields';
import { PROFILE_FIELDS } from '../../fields/profile';
import { SIMPLIFY, simplifier } from '../../fields/simplify';
import { updateFieldsProperty } from '../../fields/updateFields';
import { userOperation } from '../../users/userOperation';
import { registrationFromUpdate } from './registration';

const UPDATE_FIELDS = updateFieldsProperty([
	ADDITIONAL_FIELDS,
	...PROFILE_FIELDS.map(({ property }) => property),
]);

const CLEAR_FIELDS = clearFieldsProperty(PROFILE_FIELDS);

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
			clearable(PROFILE_FIELDS),
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
	if (ADDRESS_WITHOUT_ID !== 'adds') return false;
	return [body['shippingAddress'], body['billingAddress']]
		.flat()
		.some((address) => isPlainObject(address) && isEmpty(address['_id']));
}

/** `PATCH /v2/client/update-user` (spec: `updateUser`). */
export const update = userOperation({
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: "Change fields of a reader's profile; all others stay as they are",
	calls: ['updateUser', 'registerUser'],
	userDescription:
		'The reader whose profile is changed. Webhooks and purchases of Conscent carry the ID.',
	properties: [UPDATE_FIELDS, CLEAR_FIELDS, SIMPLIFY],

	whenNotFound: ['fail', 'register', 'skip'],

	prepare(parameters) {
		const body = buildBody(parameters);
		const simplify = parameters.isOn(SIMPLIFY.name) && simplifier(parameters, SIMPLE_KEYS);
		return {
			request: (userId) => ({
				method: 'PATCH',
				path: path`/${CALLS.updateUser.version}/client/update-user`,
				query: { userId },
				body,
				idempotent: CALLS.updateUser.idempotent && !addsAddress(body),
			}),
			registration: (user) => registrationFromUpdate(body, user),
			output(response) {
				const json = responseJson(response);
				const { userData } = json;
				return simplify && isPlainObject(userData) ? simplify(userData) : json;
			},
		};
	},
});
