import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { BodyBuilder, valuesOf } from '../../../shared/input/body';
import { collection, propertiesOf } from '../../../shared/input/fields/bodyFields';
import type { Operation } from '../../../shared/operation';
import { responseJson } from '../../../shared/output/response';
import type { Parameters } from '../../../shared/input/parameters';
import { ValidationError } from '../../../shared/input/validationError';
import { isEmpty } from '../../../shared/input/parse/text';
import { ADDITIONAL_FIELDS, setAdditionalFields } from '../../fields/additional';
import { userKey } from '../../users/match';
import { referTo } from '../../users/userReference';
import { PROFILE_FIELDS } from '../../fields/profile';
import { registration } from './registration';

const CONTACT_NAMES = ['email', 'firstName', 'phone'];

/** Conscent's registration takes no full name and no address that is neither for bills nor for print. */
const NOT_REGISTERED = ['name', 'address', 'addressJson'];

const CONTACT_FIELDS = PROFILE_FIELDS.filter(({ property }) =>
	CONTACT_NAMES.includes(property.name),
);

const MORE_FIELDS = PROFILE_FIELDS.filter(
	({ property }) => ![...CONTACT_NAMES, ...NOT_REGISTERED].includes(property.name),
);

const MORE = collection(
	'Profile Fields',
	'profileFields',
	'What Conscent is told about the reader beside the required fields',
	[ADDITIONAL_FIELDS, ...propertiesOf(MORE_FIELDS)],
);

/** Visible at once: the name is required, and one of the other two. */
const CONTACT_PROPERTIES: INodeProperties[] = ['firstName', 'email', 'phone'].flatMap((name) =>
	CONTACT_FIELDS.filter(({ property }) => property.name === name).map(({ property }) => ({
		...property,
		...(name === 'firstName' ? { required: true } : {}),
	})),
);

function readContact(parameters: Parameters): BodyBuilder {
	const values = valuesOf(CONTACT_FIELDS, parameters);
	const body = BodyBuilder.of(parameters).setFields(CONTACT_FIELDS, values);
	if (isEmpty(values['firstName'])) {
		throw missing('First Name', "Give at least a first name: Conscent's registration needs it.");
	}
	if (isEmpty(values['email']) && isEmpty(values['phone'])) {
		throw missing('Email', "Give 'Email' or 'Phone': a registration needs one of them.");
	}
	return body;
}

function missing(field: string, hint: string): ValidationError {
	const what = field === 'Email' ? "'Email' and 'Phone' are both empty" : `'${field}' is empty`;
	return new ValidationError(field, what, hint);
}

/** By the email address, if there is one. */
function contactKey({ email, phone }: IDataObject): string {
	return userKey(
		email === undefined ? referTo('phone', String(phone)) : referTo('email', String(email)),
	);
}

/** `POST /v2/client/register-user` (spec: `registerUser`). */
export const register: Operation = {
	value: 'register',
	name: 'Register',
	action: 'Register user',
	description: 'Register a new reader, who is known by an email address or a phone number',
	calls: ['registerUser'],
	properties: [...CONTACT_PROPERTIES, MORE],

	prepare(parameters) {
		const more = parameters.collection(MORE.name, MORE.displayName);
		const body = readContact(parameters);
		const orderKey = contactKey(body.collected);
		setAdditionalFields(body.setFields(MORE_FIELDS, more), more[ADDITIONAL_FIELDS.name]);
		return {
			orderKey,
			request: registration(body.collected),
			output: responseJson,
		};
	},
};
