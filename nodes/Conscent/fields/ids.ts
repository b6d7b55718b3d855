import type { INodeProperties } from 'n8n-workflow';

import { text } from '../../shared/input/fields/bodyFields';
import { idLocator } from '../../shared/input/fields/locators';
import type { Parameters } from '../../shared/input/parameters';
import { parseId } from '../../shared/input/parse/text';

/** The publisher's own ID, which a few calls want beside key and secret. */
export const CLIENT_ID: INodeProperties = text(
	'Client ID',
	'clientId',
	'e.g. 5fbb40b07dd98b0e89d90a25',
	"The publisher's own ID, shown in Conscent's dashboard on the page Integrations (Documentation)",
).property;

export function readClientId(parameters: Parameters): string {
	return parseId(parameters.value(CLIENT_ID.name), CLIENT_ID.displayName);
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
