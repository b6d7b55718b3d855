import { ValidationError } from '../validationError';
import type { Parse } from './text';
import { isExact } from './text';

const NUMBER_SHAPE = /^-?\d+(?:\.\d+)?$/;

interface NumberRule {
	readonly min: number;
	readonly whole: boolean;
}

/** A number, or text that is one; nothing is rounded or guessed. */
function parseNumber({ min, whole }: NumberRule): Parse<number> {
	return (value, field) => {
		const text = typeof value === 'number' ? String(value) : value;
		const number = typeof text === 'string' && NUMBER_SHAPE.test(text.trim()) ? Number(text) : NaN;
		if (number >= min && isExact(number) && (!whole || Number.isInteger(number))) return number;
		throw new ValidationError(
			field,
			`'${field}' must be a ${whole ? 'whole ' : ''}number from ${min}`,
			`Correct it, or check what the expression in '${field}' gives for this item.`,
		);
	};
}

export const parseAmount = parseNumber({ min: 0, whole: false });
export const parseWholeFrom0 = parseNumber({ min: 0, whole: true });
export const parseWholeFrom1 = parseNumber({ min: 1, whole: true });
