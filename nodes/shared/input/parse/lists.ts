import { ValidationError } from '../validationError';
import type { Parse } from './text';
import { parseText } from './text';

/** Texts in a list, or one text with commas or line breaks between them; empty ones are typing mishaps. */
export const parseTextList: Parse<string[]> = (value, field) => {
	const parts: unknown[] = Array.isArray(value) ? value : parseText(value, field).split(/[,\n]/);
	return parts.map((part) => parseText(part, field).trim()).filter((text) => text !== '');
};

/** A list that the API needs at least one entry of. */
export const parseFilledTextList: Parse<string[]> = (value, field) => {
	const texts = parseTextList(value ?? '', field);
	if (texts.length > 0) return texts;
	throw new ValidationError(
		field,
		`'${field}' is empty`,
		`Give at least one, with commas between several, or check that the expression in '${field}' finds a value for this item.`,
	);
};
