import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/parameters';
import { isNothing, parseEmail, parseId } from '../../shared/values';
import { ParameterProblem } from '../../shared/problem';
import { parsePhone } from './phone';

/** A reader as an item names them: the value is checked and normalised, so that equal readers compare equal. */
export interface UserReference {
	readonly mode: 'id' | 'email' | 'phone';
	readonly value: string;
	/** The forms in which the API is asked for it: whether its filters tell capitals apart is unknown. */
	readonly spellings: readonly string[];
}

export const USER_FIELD = 'userId';
export const USER_LABEL = 'User';

type Mode = UserReference['mode'];

const ALL_MODES: readonly Mode[] = ['id', 'email', 'phone'];

/** Which reader the operation is about. */
export function userProperty(
	description: string,
	modes: readonly Mode[] = ALL_MODES,
): INodeProperties {
	return {
		displayName: USER_LABEL,
		name: USER_FIELD,
		type: 'resourceLocator',
		default: { mode: modes[0] ?? 'id', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string' as const,
				placeholder: 'e.g. 66c5f1a2b3d4e5f6a7b8c9d0',
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string' as const,
				placeholder: 'e.g. asha@example.com',
			},
			{
				displayName: 'By Phone',
				name: 'phone',
				type: 'string' as const,
				placeholder: 'e.g. +91 98765 43210',
			},
		].filter(({ name }) => modes.some((mode) => mode === name)),
	};
}

/**
 * @param modes the ways in which the operation takes a user
 * @throws ParameterProblem for a value that is empty or of another form than its mode says
 */
export function readUser(
	parameters: Parameters,
	modes: readonly Mode[] = ALL_MODES,
): UserReference {
	const { mode, value } = parameters.locator(USER_FIELD);
	switch (modes.find((each) => each === mode) ?? guessMode(value)) {
		case 'email':
			return referTo('email', parseEmail(filled(value), USER_LABEL));
		case 'phone':
			return referTo('phone', parsePhone(filled(value), USER_LABEL));
		case 'id':
			return referTo('id', parseId(value, USER_LABEL));
	}
}

/** For a field that an expression sets as a whole, to a bare value, where the operation takes no ID. */
function guessMode(value: unknown): Mode {
	return String(value).includes('@') ? 'email' : 'phone';
}

/** @param text checked, as it was written */
export function referTo(mode: Mode, text: string): UserReference {
	const value = mode === 'email' ? text.toLowerCase() : text;
	return { mode, value, spellings: [...new Set([value, text])] };
}

function filled(value: unknown): unknown {
	if (!isNothing(value)) return value;
	throw new ParameterProblem(
		USER_LABEL,
		`'${USER_LABEL}' is empty`,
		`Check that the expression in '${USER_LABEL}' finds a value for this item.`,
	);
}
