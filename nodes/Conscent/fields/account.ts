import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ValidationError, emptyField } from '../../shared/input/validationError';
import { isEmpty, parseText } from '../../shared/input/parse/text';

/** What a dashboard user signs in with. */
export const ACCOUNT_EMAIL: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. editor@example.com',
	description: 'The email address the dashboard user signs in with',
};

export const PASSWORD: INodeProperties = {
	displayName: 'Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The password the dashboard user signs in with. The node itself never shows it; n8n keeps the input item, and adds it to a failed item at the node's error output.",
};

/** Only ADMIN appears on Conscent's pages; other values are unknown (spec: `DashboardUserCreate.role`). */
export const ROLE: INodeProperties = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Admin', value: 'ADMIN', description: 'The only role that Conscent documents' },
		{ name: 'Custom', value: 'custom', description: 'A role by its name in Conscent' },
	],
	default: 'ADMIN',
	description: 'The role of the dashboard user',
};

export const CUSTOM_ROLE: INodeProperties = {
	displayName: 'Custom Role',
	name: 'customRole',
	type: 'string',
	default: '',
	placeholder: 'e.g. EDITOR',
	description: "The role's name, exactly as Conscent knows it. Used when Role is Custom.",
};

/** A password is sent as it was written, spaces included, and never quoted in a message. */
export function readPassword(value: unknown): string {
	const isText = typeof value === 'string' ? value !== '' : Number.isSafeInteger(value);
	if (isText) return parseText(value, PASSWORD.displayName);
	if (isEmpty(value)) throw emptyField(PASSWORD.displayName);
	throw new ValidationError(
		PASSWORD.displayName,
		`'${PASSWORD.displayName}' must be text`,
		`Check that the expression in '${PASSWORD.displayName}' finds a value for this item.`,
	);
}

/**
 * @returns the role's name; undefined where none was chosen
 * @throws ValidationError for a custom role that would be left out without a word
 */
export function readRole({ role, customRole }: IDataObject): string | undefined {
	if (role === 'custom') {
		if (!isEmpty(customRole)) return parseText(customRole, CUSTOM_ROLE.displayName).trim();
		throw new ValidationError(
			CUSTOM_ROLE.displayName,
			`'${CUSTOM_ROLE.displayName}' is empty`,
			`Name the role, or choose Admin in '${ROLE.displayName}'.`,
		);
	}
	if (isEmpty(customRole)) {
		return isEmpty(role) ? undefined : parseText(role, ROLE.displayName).trim();
	}
	throw new ValidationError(
		CUSTOM_ROLE.displayName,
		`'${CUSTOM_ROLE.displayName}' is given, but '${ROLE.displayName}' is not Custom`,
		`Choose Custom in '${ROLE.displayName}', or remove '${CUSTOM_ROLE.displayName}'.`,
	);
}
