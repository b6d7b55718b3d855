import type { INodeProperties } from 'n8n-workflow';

import { text } from '../../shared/input/fields/bodyFields';
import { idLocator } from '../../shared/input/fields/locators';
import type { Parameters } from '../../shared/input/parameters';
import { isEmpty, parseId } from '../../shared/input/parse/text';
import { ValidationError } from '../../shared/input/validationError';

/** The publisher's own ID, which a few calls want beside key and secret. */
export const CLIENT_ID: INodeProperties = text(
	'Client ID',
	'clientId',
	'e.g. 5fbb40b07dd98b0e89d90a25',
	"The publisher's own ID, shown in Conscent's dashboard on the page Integrations (Documentation). Empty: the one in the credential.",
).property;

/** @returns undefined where neither the operation nor the credential has one */
export function readOptionalClientId(parameters: Parameters): string | undefined {
	const id = parameters.valueOrDefault(CLIENT_ID.name);
	return isEmpty(id) ? undefined : parseId(id, CLIENT_ID.displayName);
}

/** @throws ValidationError where neither the operation nor the credential has one */
export function readClientId(parameters: Parameters): string {
	const id = readOptionalClientId(parameters);
	if (id !== undefined) return id;
	throw new ValidationError(
		CLIENT_ID.displayName,
		`'${CLIENT_ID.displayName}' is empty`,
		"Give it here, or once for all in the credential: Conscent's dashboard shows it on the page Integrations (Documentation).",
	);
}

export const DASHBOARD_USER_ID: INodeProperties = {
	...idLocator({
		displayName: 'User ID',
		name: 'userId',
		placeholder: 'e.g. 66c5f1a2b3d4e5f6a7b8c9d0',
		description: 'The dashboard user to change. Conscent gives the ID when the user is created.',
	}),
	required: true,
};
