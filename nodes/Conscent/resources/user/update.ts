import type { IDataObject } from 'n8n-workflow';

import { propertiesOf } from '../../../shared/input/fields/bodyFields';
import { SIMPLIFY } from '../../../shared/input/fields/returned';
import {
	UPDATE_FIELDS,
	clearFields,
	readUpdate,
	updateFields,
} from '../../../shared/input/fields/updateFields';
import { recordOutput } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { path } from '../../../shared/input/path';
import { isEmpty, isPlainObject } from '../../../shared/input/parse/text';
import { ADDRESS_WITHOUT_ID, CALLS } from '../../apiFacts';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { PROFILE_FIELDS } from '../../fields/profile';
import { userOperation } from '../../users/userOperation';
import { registrationFromUpdate } from './registration';

/** The most telling ten fields of the response's `userData`. */
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

const ADDRESSES = ['address', 'shippingAddress', 'billingAddress'];

/** What gives way to the addresses, so that no more than ten fields are shown. */
const LEAST_TELLING = ['createdAt', 'updatedAt', 'status'];

/** The addresses that the update sets are shown, too. */
function simpleKeys(body: IDataObject): string[] {
	const set = ADDRESSES.filter((key) => key in body);
	const left = LEAST_TELLING.slice(0, set.length);
	return [...SIMPLE_KEYS.filter((key) => !left.includes(key)), ...set];
}

function buildBody(parameters: Parameters): IDataObject {
	const { body, values } = readUpdate(parameters, PROFILE_FIELDS);
	return setAdditionalFields(body, values[ADDITIONAL_FIELDS.name]).buildUpdate(UPDATE_FIELDS);
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
	description:
		'Change the profile of one reader, such as name, email, phone or address; fields that are not given stay as they are',
	calls: ['updateUser', 'registerUser'],
	userDescription:
		'The reader whose profile is changed. Webhooks and purchases of Conscent carry the ID',
	properties: [
		updateFields([ADDITIONAL_FIELDS, ...propertiesOf(PROFILE_FIELDS)]),
		clearFields('Conscent', PROFILE_FIELDS),
		SIMPLIFY,
	],

	whenNotFound: ['fail', 'register', 'skip'],

	prepare(parameters) {
		const body = buildBody(parameters);
		return {
			request: (userId) => ({
				method: 'PATCH',
				path: path`/${CALLS.updateUser.version}/client/update-user`,
				query: { userId },
				body,
				idempotent: CALLS.updateUser.idempotent && !addsAddress(body),
			}),
			registration: (user) => registrationFromUpdate(body, user),
			output: recordOutput(parameters, simpleKeys(body), ({ userData }) => userData),
		};
	},
});
