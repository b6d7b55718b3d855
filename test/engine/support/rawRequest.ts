import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawRequest {
	body: Buffer | string;
	/** Name and value in turn, so that one name can stand twice; sent as they are. */
	headers?: readonly string[];
	/** Sends the body in chunks of this many bytes, without naming its length. */
	chunkBytes?: number;
}

export interface RawResponse {
	status: number;
	contentType: string | undefined;
	body: string;
}

/** Posts exactly these bytes under exactly these headers, which `fetch` would not. */
export async function postRaw(url: string, { body, headers = [], chunkBytes }: RawRequest) {
	const bytes = typeof body === 'string' ? Buffer.from(body) : body;
	const length = chunkBytes
		? ['transfer-encoding', 'chunked']
		: ['content-length', String(bytes.length)];
	const list = ['host', new URL(url).host, ...length, ...headers];
	// Node.js takes a list as well, which its type leaves out.
	const outgoing = request(url, {
		method: 'POST',
		agent: false,
		headers: list as unknown as OutgoingHttpHeaders,
	});
	const received = new Promise<RawResponse>((resolve, reject) => {
		outgoing.once('error', reject);
		outgoing.once('response', (response) => {
			const { statusCode: status = 0, headers: responseHeaders } = response;
			const contentType = responseHeaders['content-type'];
			text(response).then((content) => resolve({ status, contentType, body: content }), reject);
		});
	});
	const step = chunkBytes ?? Math.max(bytes.length, 1);
	for (let at = 0; at < bytes.length; at += step) outgoing.write(bytes.subarray(at, at + step));
	outgoing.end();
	return await received;
}
