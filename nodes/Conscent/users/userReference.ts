import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../shared/input/parameters';
import { isEmpty, parseEmail, parseId, quote } from '../../shared/input/parse/text';
import { ValidationError, emptyField } from '../../shared/input/validationError';
import { parsePhone } from './phone';

/** A user as an item names them, checked. */
export interface UserReference {
	readonly mode: 'id' | 'email' | 'phone';
	/** Normalised: one spelling of an address or number has one value. */
	readonly value: string;
	/** As the item writes it; a number without separators. */
	readonly written: string;
}

export const USER_FIELD = 'userId';
export const USER_LABEL = 'User';

type Mode = UserReference['mode'];

/** What a user can be reached by, as well as named by. */
export const CONTACT_MODES = ['email', 'phone'] as const;

const ALL_MODES: readonly Mode[] = ['id', ...CONTACT_MODES];

/** The list of the editor: `methods/index.ts` has the function of this name. What is chosen there is an ID. */
export const SUBSCRIBER_LIST = 'searchSubscribers';

const FROM_LIST = {
	displayName: 'From List',
	name: 'list',
	type: 'list' as const,
	typeOptions: { searchListMethod: SUBSCRIBER_LIST, searchable: true },
	hint: 'Readers who bought a subscription. Type a whole email address to search all of them.',
};

/** Which user the operation is about. */
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
			...(modes.includes('id') ? [FROM_LIST] : []),
			...[
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
		],
	};
}

/**
 * @param modes the ways in which the operation takes a user
 * @throws ValidationError for a value that is empty or of another form than its mode says
 */
export function readUser(
	parameters: Parameters,
	modes: readonly Mode[] = ALL_MODES,
): UserReference {
	const { mode, value } = parameters.locator(USER_FIELD);
	const named = mode === 'list' ? 'id' : mode;
	switch (modes.find((each) => each === named) ?? guessMode(value)) {
		case 'email':
			return referTo('email', parseEmail(filled(value), USER_LABEL));
		case 'phone':
			return referTo('phone', parsePhone(filled(value), USER_LABEL));
		case 'id':
			return referTo('id', parseUserId(value));
	}
}

/** @throws ValidationError for an email address: it was meant for another mode, and the API would only not find it */
function parseUserId(value: unknown): string {
	const id = parseId(value, USER_LABEL);
	if (!id.includes('@')) return id;
	throw new ValidationError(
		USER_LABEL,
		`'${USER_LABEL}' is to be an ID, and is an email address: ${quote(id)}`,
		"Choose 'By Email' in the list beside the field.",
	);
}

/** For a field that an expression sets as a whole, to a bare value, where the operation takes no ID. */
function guessMode(value: unknown): Mode {
	return String(value).includes('@') ? 'email' : 'phone';
}

/** @param written checked, and without separators */
export function referTo(mode: Mode, written: string): UserReference {
	return { mode, value: mode === 'email' ? foldEmail(written) : written, written };
}

/** ASCII letters only: what else Unicode takes for one letter, such as k and the Kelvin sign, is two in an address. */
export function foldEmail(email: string): string {
	return email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function filled(value: unknown): unknown {
	if (isEmpty(value)) throw emptyField(USER_LABEL);
	return value;
}
