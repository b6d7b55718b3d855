import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/parameters';
import { isNothing, parseEmail, parseId } from '../../shared/values';
import { ParameterProblem } from '../../shared/problem';
import { parsePhone } from './phone';

/** A reader as an item names them: the value is checked and normalised, so that equal readers compare equal. */
export interface UserReference {
	readonly mode: 'id' | 'email' | 'phone';
	readonly value: string;
}

export const USER_FIELD = 'userId';

type Mode = UserReference['mode'];

/** Which reader the operation is about. */
export function userProperty(
	description: string,
	modes: readonly Mode[] = ['id', 'email', 'phone'],
): INodeProperties {
	return {
		displayName: 'User',
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
	if (mode === 'email') {
		return { mode, value: parseEmail(filled(value, 'User Email'), 'User Email').toLowerCase() };
	}
	if (mode === 'phone') {
		return { mode, value: parsePhone(filled(value, 'User Phone'), 'User Phone') };
	}
	return { mode: 'id', value: parseId(value, 'User ID') };
}

function filled(value: unknown, field: string): unknown {
	if (!isNothing(value)) return value;
	throw new ParameterProblem(
		field,
		`'${field}' is empty`,
		`Check that the expression in '${field}' finds a value for this item.`,
	);
}
