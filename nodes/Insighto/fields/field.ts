import type { BodyField } from '../../shared/body';
import { parseBoolean, parseText } from '../../shared/values';
import { parseMoment, parseUuid } from './values';

/** Builders of the kinds of fields that Insighto's user has. None can be cleared: what clears one is unknown. */

export function text(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): BodyField {
	return {
		property: { displayName, name, type: 'string', default: '', placeholder, description },
		parse: parseText,
	};
}

export function id(displayName: string, name: string, description: string): BodyField {
	const placeholder = 'e.g. 7c9e6679-7425-40de-944b-e07fc1f90ae7';
	return {
		property: { displayName, name, type: 'string', default: '', placeholder, description },
		parse: parseUuid,
	};
}

export function toggle(displayName: string, name: string, description: string): BodyField {
	return {
		property: { displayName, name, type: 'boolean', default: false, description },
		parse: parseBoolean,
	};
}

export function moment(displayName: string, name: string, description: string): BodyField {
	return {
		property: { displayName, name, type: 'dateTime', default: '', description },
		parse: parseMoment,
	};
}
