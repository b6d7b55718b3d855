import type { INode } from 'n8n-workflow';

import { conscentNode, node } from '../test/e2e/harness';
import type { Credential } from '../test/e2e/harness';

/** What is compared: nodes that all send the same PATCH for each item. */
export interface Sender {
	name: string;
	node: INode;
}

export interface Credentials {
	conscent: Credential;
	basic: Credential;
}

const USER_ID = '={{ $json.id }}';
const NEW_NAME = '={{ $json.name }}';

function basicAuth({ id, name }: Credential): Partial<INode> {
	return { credentials: { httpBasicAuth: { id, name } }, onError: 'continueRegularOutput' };
}

export function conscentSender(
	credentials: Credentials,
	concurrency: number,
	simplify = true,
): Sender {
	const parameters = {
		resource: 'user',
		operation: 'update',
		userId: { __rl: true, mode: 'id', value: USER_ID },
		updateFields: { name: NEW_NAME },
		simplify,
		options: { concurrency },
	};
	return {
		name: `Conscent, concurrency ${concurrency}${simplify ? '' : ', whole responses'}`,
		node: conscentNode(credentials.conscent, parameters, {
			name: 'Sender',
			onError: 'continueRegularOutput',
		}),
	};
}

export function httpRequestSender(credentials: Credentials, baseUrl: string): Sender {
	const parameters = {
		method: 'PATCH',
		url: `=${baseUrl}/v2/client/update-user?userId=${USER_ID.slice(1)}`,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpBasicAuth',
		sendBody: true,
		bodyParameters: { parameters: [{ name: 'name', value: NEW_NAME }] },
		options: {},
	};
	return {
		name: 'HTTP Request',
		node: node(
			'Sender',
			'n8n-nodes-base.httpRequest',
			4.2,
			parameters,
			basicAuth(credentials.basic),
		),
	};
}

export function sequentialSender(credentials: Credentials, baseUrl: string): Sender {
	const parameters = {
		url: `=${baseUrl}/v2/client/update-user?userId=${USER_ID.slice(1)}`,
		name: NEW_NAME,
	};
	const { id, name } = credentials.conscent;
	return {
		name: 'Sequential node',
		node: node('Sender', 'n8n-nodes-conscent-bench.sequentialPatch', 1, parameters, {
			credentials: { conscentApi: { id, name } },
		}),
	};
}
