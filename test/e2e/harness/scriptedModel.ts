import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { LOOPBACK } from '../../../scripts/n8n/instance';

/** What a chat model is told about a tool. */
export interface OfferedTool {
	name: string;
	description: string;
	parameters: {
		properties: Record<string, { type: string; description?: string }>;
		required?: string[];
	};
}

interface ChatMessage {
	role: string;
	content: unknown;
}

export interface ChatRequest {
	messages: ChatMessage[];
	tools?: Array<{ function: OfferedTool }>;
}

/** Stands in for an OpenAI-compatible chat model: calls the first tool it is offered, then says what came back. */
export interface ScriptedModel {
	/** For the credential of n8n's OpenAI node. */
	url: string;
	requests: ChatRequest[];
	close(): Promise<void>;
}

function toolCall({ tools }: ChatRequest, toolArguments: object): object {
	const name = tools?.[0]?.function.name;
	const call = { name, arguments: JSON.stringify(toolArguments) };
	const message = {
		role: 'assistant',
		content: null,
		tool_calls: [{ id: 'call_1', type: 'function', function: call }],
	};
	return { index: 0, finish_reason: 'tool_calls', message };
}

function lastWord(result: ChatMessage): object {
	const message = { role: 'assistant', content: `Done: ${String(result.content)}` };
	return { index: 0, finish_reason: 'stop', message };
}

function completion(request: ChatRequest, toolArguments: object): object {
	const result = request.messages.find(({ role }) => role === 'tool');
	return {
		id: 'chat_1',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [result ? lastWord(result) : toolCall(request, toolArguments)],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

export async function startScriptedModel(toolArguments: object): Promise<ScriptedModel> {
	const requests: ChatRequest[] = [];
	const respond = async (incoming: IncomingMessage) => {
		const request = (await json(incoming)) as ChatRequest;
		requests.push(request);
		return JSON.stringify(completion(request, toolArguments));
	};
	const server = createServer((incoming, response) => {
		void respond(incoming).then((body) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(body);
		});
	});
	server.listen(0, LOOPBACK);
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	};
	return { url: `http://${LOOPBACK}:${port}/v1`, requests, close };
}
