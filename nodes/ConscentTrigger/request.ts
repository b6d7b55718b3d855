import type { Delivery } from './verify';

/** The part of n8n's request that is used here. */
export interface WebhookRequest {
	readonly headers: Delivery['headers'];
	/** Set once the body was read; never for an upload of files that n8n has taken apart. */
	readonly rawBody?: Buffer;
	/** Reads up to n8n's own limit (`N8N_PAYLOAD_SIZE_MAX`), unpacked if it was compressed. */
	readonly readRawBody?: () => Promise<void>;
}

/** The body as it was sent: a signature holds for these bytes and no others. */
export async function readDelivery(request: WebhookRequest): Promise<Delivery> {
	try {
		if (request.rawBody === undefined) await request.readRawBody?.();
	} catch {
		// Too large, cut off, or badly compressed: without a body it is rejected.
	}
	return { headers: request.headers, rawBody: request.rawBody };
}
