import type { BodyField } from '../../shared/input/body';
import { parseText } from '../../shared/input/parse/text';

/** A text that must hold something. */
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

/** A text that the API takes null for. */
export function nullableText(...args: Parameters<typeof text>): BodyField {
	return { ...text(...args), emptyValue: null };
}
