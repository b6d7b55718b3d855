import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../../shared/operation';
import { path } from '../../../shared/input/path';
import { ValidationError } from '../../../shared/input/validationError';
import { isEmpty } from '../../../shared/input/parse/text';
import { CALLS } from '../../apiFacts';
import type { UserReference } from '../../users/userReference';

/** `POST /v2/client/register-user` (spec: `registerUser`). */
export function registration(body: IDataObject): ApiRequest {
	return {
		method: 'POST',
		path: path`/${CALLS.registerUser.version}/client/register-user`,
		body,
		conflict: `${String(body['email'] ?? body['phone'])} is registered already`,
		// A second one might register the user again, or report the first as a conflict.
		idempotent: CALLS.registerUser.idempotent,
	};
}

const FIELD = 'Update Fields';

/**
 * The registration of a user whom an update meant: with what it would have set, and what they were looked up by.
 * Registering knows no full name, only names in parts, of which Conscent's own sample puts the whole into the first.
 *
 * @throws ValidationError for what a registration needs and the update has not, and for what it cannot take
 */
export function registrationFromUpdate(update: IDataObject, user: UserReference): ApiRequest {
	const { name, address, ...rest } = withoutEmpty(update);
	const firstName = rest['firstName'] ?? name;
	if (isEmpty(firstName)) {
		throw new ValidationError(
			FIELD,
			"A user cannot be registered without 'First Name' or 'Name'",
			`Add one of them to '${FIELD}', or choose something else in 'When Not Found'.`,
		);
	}
	if (address !== undefined) {
		throw new ValidationError(
			FIELD,
			"'Address' cannot be set when a user is registered",
			"Use 'Billing Address' or 'Shipping Address', or choose something else in 'When Not Found'.",
		);
	}
	return registration({ ...contactOf(user, rest), ...rest, firstName });
}

/** Registering keeps the country code apart from the number; where one ends and the other begins, no number tells. */
function contactOf(
	{ mode, value }: UserReference,
	{ phone, countryCode }: IDataObject,
): IDataObject {
	if (mode === 'email') return { email: value };
	if (!value.startsWith('+') || phone !== undefined) return { phone: value };
	if (typeof countryCode === 'string' && value.startsWith(countryCode)) {
		return { phone: value.slice(countryCode.length) };
	}
	throw new ValidationError(
		FIELD,
		"A user cannot be registered by a number with a country code without 'Country Code'",
		`Add 'Country Code' to '${FIELD}', with the code that the number begins with.`,
	);
}

/** A new profile has nothing to clear. */
function withoutEmpty(update: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(update).filter(
			([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
		),
	);
}
