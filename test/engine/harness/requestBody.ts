import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { INode } from 'n8n-workflow';

/** A request as n8n's web server hands it to a node; n8n's types add `rawBody` to every request. */
export type WebhookRequest = IncomingMessage & {
	body?: unknown;
	readRawBody?: () => Promise<void>;
};

/** n8n's own limit is 16 MB (`N8N_PAYLOAD_SIZE_MAX`); a smaller one keeps the tests quick. */
export const PAYLOAD_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * Does with a body what n8n does before it calls the node.
 *
 * @returns false for a body that n8n itself refuses with 422
 */
export async function prepareBody(request: WebhookRequest, node: INode): Promise<boolean> {
	Object.assign(request, { params: {}, query: {}, readRawBody: () => readRawBody(request) });
	if (leavesBodyAlone(node)) return true;
	Object.assign(request, { body: {} });
	await readRawBody(request);
	return readJson(request);
}

/** A node says by its parameter `options.binaryData` that it wants to read the body itself. */
function leavesBodyAlone({ parameters, typeVersion }: INode): boolean {
	return typeVersion === 1 && Boolean(Reflect.get(Object(parameters['options']), 'binaryData'));
}

async function readRawBody(request: WebhookRequest): Promise<void> {
	const isPacked = request.headers['content-encoding'] === 'gzip';
	const body = await buffer(isPacked ? request.pipe(createGunzip()) : request);
	if (body.length > PAYLOAD_LIMIT_BYTES) throw new Error('request entity too large');
	request.rawBody = body;
}

function readJson(request: WebhookRequest): boolean {
	const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
	if (!isJson || !request.rawBody?.length) return true;
	try {
		request.body = JSON.parse(request.rawBody.toString('utf8'));
		return true;
	} catch {
		return false;
	}
}
