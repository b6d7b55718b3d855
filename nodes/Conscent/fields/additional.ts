import type { INodeProperties } from 'n8n-workflow';

import type { BodyBuilder } from '../../shared/input/body';
import { parseJsonObject } from '../../shared/input/parse/json';
import { isEmpty } from '../../shared/input/parse/text';

/** The way out for what this package does not know yet. */
export const ADDITIONAL_FIELDS: INodeProperties = {
	displayName: 'Unlisted Fields (JSON)',
	name: 'additionalFields',
	type: 'json',
	// An empty field would be marked as broken JSON.
	default: '{}',
	description:
		'Further fields for the request body, as a JSON object: for what Conscent accepts and this node has no field for',
};

/** Adds what 'Unlisted Fields (JSON)' holds, if it holds anything. */
export function setAdditionalFields(body: BodyBuilder, value: unknown): BodyBuilder {
	if (isEmpty(value)) return body;
	const { displayName } = ADDITIONAL_FIELDS;
	return body.setAll(parseJsonObject(value, displayName), displayName);
}
