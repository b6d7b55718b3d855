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

/** Which reader the operation is about. */
export function userProperty(
	description: string,
	modes: readonly Mode[] = ['id', 'email', 'phone'],
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

/** @throws ParameterProblem for a value that is empty or of another form than its mode says */
export function readUser(parameters: Parameters): UserReference {
	const { mode, value } = parameters.locator(USER_FIELD);
	if (mode === 'email') return byEmail(parseEmail(filled(value), USER_LABEL));
	if (mode === 'phone') return bySpelling(mode, parsePhone(filled(value), USER_LABEL));
	return bySpelling('id', parseId(value, USER_LABEL));
}

function byEmail(email: string): UserReference {
	const value = email.toLowerCase();
	return { mode: 'email', value, spellings: [...new Set([value, email])] };
}

function bySpelling(mode: Mode, value: string): UserReference {
	return { mode, value, spellings: [value] };
}

function filled(value: unknown): unknown {
	if (!isNothing(value)) return value;
	throw new ParameterProblem(
		USER_LABEL,
		`'${USER_LABEL}' is empty`,
		`Check that the expression in '${USER_LABEL}' finds a value for this item.`,
	);
}
