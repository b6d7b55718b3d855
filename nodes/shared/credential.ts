import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { ValidationError } from './input/validationError';
import type { Service } from './service';

/**
 * The credential of a run. Its expressions are resolved per item, but a run signs in only once: so its values must be the
 * same for all items.
 *
 * @throws ValidationError where they are not
 */
export async function readCredential(
	context: IExecuteFunctions,
	{ credentialType, name }: Pick<Service, 'credentialType' | 'name'>,
): Promise<ICredentialDataDecryptedObject> {
	// n8n keeps the token of a sign-in in a hidden property, also while this run begins.
	const keys = context
		.getCredentialsProperties(credentialType)
		.flatMap((property) => (property.type === 'hidden' ? [] : [property.name]));
	const read = async (index: number) => await context.getCredentials(credentialType, index);
	const valuesOf = (credential: ICredentialDataDecryptedObject) =>
		JSON.stringify(keys.map((key) => credential[key]));

	const credential = await read(0);
	const values = valuesOf(credential);
	const count = context.getInputData().length;
	if (count < 2 || (await isFixed())) return credential;
	for (let index = 1; index < count; index++) {
		if (valuesOf(await read(index)) !== values) throw differentAccounts(name, index);
	}
	return credential;

	/**
	 * Whether no value depends on the item, which saves reading the credential for each one. It is tried with an item that
	 * does not exist: n8n fails every expression that asks for the item's data, even with a fallback.
	 */
	async function isFixed(): Promise<boolean> {
		try {
			return valuesOf(await read(count)) === values;
		} catch {
			// An expression asks for that item. Any other reason comes up again with the items themselves.
			return false;
		}
	}
}

function differentAccounts(service: string, index: number): ValidationError {
	return new ValidationError(
		'Credential',
		`An expression in the ${service} credential gives something else for item ${index} than for item 0, so nothing was sent`,
		'All items of a run use one account. Give the node the items of one account at a time, e.g. in a loop.',
	);
}
