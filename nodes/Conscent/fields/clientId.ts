import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/input/parameters';
import { parseId } from '../../shared/input/parse/text';

/** The publisher's own ID, which a few calls want beside key and secret. */
export const CLIENT_ID: INodeProperties = {
	displayName: 'Client ID',
	name: 'clientId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5fbb40b07dd98b0e89d90a25',
	description:
		"The publisher's own ID, shown in Conscent's dashboard on the page Integrations (Documentation)",
};

export function readClientId(parameters: Parameters): string {
	return parseId(parameters.value(CLIENT_ID.name), CLIENT_ID.displayName);
}
