import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	INode,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { basicAuthOf } from '../Conscent/basicAuth';
import type { Settings } from './delivery';
import type { Keys } from './verify';
import { isBlank, proofsFor } from './verify';

export const CREDENTIAL_TYPE = 'conscentApi';

const NO_KEYS: Keys = { apiKey: '', apiSecret: '', webhookSecret: '' };

export function readSettings(context: IWebhookFunctions): Settings {
	const events = context.getNodeParameter('events', []);
	return {
		webhookFormat: String(context.getNodeParameter('webhookFormat')),
		events: Array.isArray(events) ? events.map(String) : [],
		otherEvents: String(context.getNodeParameter('otherEvents', '')),
		legacyKind: String(context.getNodeParameter('legacyKind', '')),
		verification: String(context.getNodeParameter('verification')),
		simplify: context.getNodeParameter('simplify') === true,
		ignoreRepeated: context.getNodeParameter('ignoreRepeated') === true,
	};
}

/** @returns the error where n8n cannot read the credential, for good or because its database is too busy */
export async function readKeys(
	context: IWebhookFunctions,
	verification: string,
): Promise<Keys | Error> {
	try {
		return keysOf(await context.getCredentials(CREDENTIAL_TYPE));
	} catch (error) {
		// Without verification, keys only check the hashes of fields: those are reported as 'unchecked' then.
		if (proofsFor(verification).length === 0) return NO_KEYS;
		// Not thrown: an error that left the node would start the workflow as a failed one, for any sender.
		return error instanceof Error ? error : new Error(String(error));
	}
}

/** @throws NodeOperationError when no delivery could ever be accepted, as the credential lacks what proofs are made of */
export async function assertProvable(context: IHookFunctions): Promise<void> {
	const proofs = proofsFor(String(context.getNodeParameter('verification')));
	if (proofs.length === 0) return;
	const keys = keysOf(await context.getCredentials(CREDENTIAL_TYPE));
	if (proofs.includes('signature')) assertSecret(context.getNode(), keys.webhookSecret);
	if (proofs.includes('basicAuth') && (isBlank(keys.apiKey) || isBlank(keys.apiSecret))) {
		throw missing(
			context.getNode(),
			"no 'API Key' or no 'API Secret', which Basic auth consists of",
		);
	}
}

function assertSecret(node: INode, secret: string): void {
	if (isBlank(secret))
		throw missing(node, "no 'Webhook Secret', with which signatures are checked");
	if (secret.trim() === secret) return;
	throw new NodeOperationError(
		node,
		"The 'Webhook Secret' in the chosen Conscent API credential begins or ends with a space or a line break, so that no signature would match. Enter it there again, exactly as it stands in Conscent's dashboard.",
	);
}

/** All in the message: of an error at activation, n8n shows nothing else. */
function missing(node: INode, what: string): NodeOperationError {
	return new NodeOperationError(
		node,
		`The chosen Conscent API credential has ${what}. Enter it there as it stands in Conscent's dashboard, or choose another 'Verification'.`,
	);
}

function keysOf(credential: ICredentialDataDecryptedObject): Keys {
	const { username, password } = basicAuthOf(credential);
	return {
		apiKey: username,
		apiSecret: password,
		webhookSecret: String(credential['webhookSecret'] ?? ''),
	};
}
