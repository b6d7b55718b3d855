import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Incoming } from './incoming';
import { readRequest } from './incoming';
import type { AnyServer } from './server';

const CONTROL_PREFIX = '/__';

export function isControlRequest({ url = '' }: IncomingMessage): boolean {
	return url.startsWith(CONTROL_PREFIX);
}

interface ControlResponse {
	readonly status?: number;
	readonly body: unknown;
	/** Done once the response is out. */
	readonly then?: () => Promise<void>;
}

function changeSettings(server: AnyServer, settings: unknown): ControlResponse {
	try {
		const offForMs = server.change(settings);
		return {
			body: server.behaviour.settings,
			...(offForMs === undefined ? {} : { then: () => server.pause(offForMs) }),
		};
	} catch (error) {
		return { status: 400, body: { problem: (error as Error).message } };
	}
}

function stateView({ served, state }: AnyServer): unknown {
	return served.stateView(state);
}

function resetAll(server: AnyServer): ControlResponse {
	server.reset();
	return { body: server.behaviour.settings };
}

const ENDPOINTS: Readonly<
	Record<string, (server: AnyServer, request: Incoming) => ControlResponse>
> = {
	'GET /__control': ({ behaviour }) => ({ body: behaviour.settings }),
	'POST /__control': (server, { body }) => changeSettings(server, body),
	'DELETE /__control': resetAll,
	'GET /__records': ({ records }) => ({ body: records }),
	'GET /__state': (server) => ({ body: stateView(server) }),
	'GET /__stats': (server) => ({ body: server.stats() }),
};

function unknownEndpoint(): ControlResponse {
	return { status: 404, body: { problem: `Known are: ${Object.keys(ENDPOINTS).join(', ')}` } };
}

/** The server's own endpoints, which tests and people steer it with. */
export async function serveControl(
	server: AnyServer,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const incoming = await readRequest(request);
	const endpoint = ENDPOINTS[`${incoming.method} ${incoming.path}`] ?? unknownEndpoint;
	const { status = 200, body, then } = endpoint(server, incoming);
	if (then) response.once('finish', () => void then());
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(`${JSON.stringify(body, null, 2)}\n`);
}
