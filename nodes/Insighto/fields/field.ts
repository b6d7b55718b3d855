import type { BodyField } from '../../shared/input/body';
import { parseMoment } from '../../shared/input/parse/dates';
import type { Parse } from '../../shared/input/parse/text';
import { parseBoolean, parseText, parseTrimmed } from '../../shared/input/parse/text';
import { ValidationError } from '../../shared/input/validationError';

const UUID_SHAPE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const parseUuid: Parse<string> = (value, field) => {
	const uuid = parseTrimmed(value, field);
	if (UUID_SHAPE.test(uuid)) return uuid;
	throw new ValidationError(
		field,
		`'${field}' is not an ID of Insighto`,
		'It must be a UUID, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
	);
};

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
