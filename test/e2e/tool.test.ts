import type { INode } from 'n8n-workflow';

import { SAMPLE_USER_IDS } from '../server';
import {
	CONSCENT_NODE,
	PLAYGROUND_TIMEOUT_MS,
	TEST_TIMEOUT_MS,
	conscentNode,
	createActive,
	node,
	startPlayground,
	webhookNode,
} from './harness';
import type { Playground, WorkflowDraft } from './harness';
import { startScriptedModel } from './harness/scriptedModel';
import type { ScriptedModel } from './harness/scriptedModel';

jest.setTimeout(TEST_TIMEOUT_MS);

const [USER_ID] = SAMPLE_USER_IDS;
const PATH = 'ask-agent';

let playground: Playground;
let model: ScriptedModel;
beforeAll(async () => {
	model = await startScriptedModel({ userId: USER_ID, name: 'Asha of the Agent' });
	// Without it n8n keeps nodes that n8n itself has not verified from agents.
	playground = await startPlayground({ env: { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' } });
}, PLAYGROUND_TIMEOUT_MS);
afterAll(async () => {
	await playground?.stop();
	await model?.close();
});

const NODES = {
	agent: node('Agent', '@n8n/n8n-nodes-langchain.agent', 3.1, {
		promptType: 'define',
		text: '={{ $json.body.question }}',
		options: {},
	}),
	model: node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
		model: { __rl: true, mode: 'id', value: 'scripted' },
		responsesApiEnabled: false,
		options: {},
	}),
};

function toolNode(): INode {
	const parameters = {
		resource: 'user',
		operation: 'update',
		userId: {
			__rl: true,
			mode: 'id',
			value: "={{ $fromAI('userId', 'The ID of the reader', 'string') }}",
		},
		updateFields: { name: "={{ $fromAI('name', 'The full name of the reader', 'string') }}" },
	};
	return { ...conscentNode(playground.credential, parameters), type: `${CONSCENT_NODE}Tool` };
}

async function agentWorkflow(): Promise<WorkflowDraft> {
	const { client } = playground;
	const { id, name } = await client.createCredential('Scripted model', 'openAiApi', {
		apiKey: 'none',
		url: model.url,
	});
	const chatModel = { ...NODES.model, credentials: { openAiApi: { id, name } } };
	const tool = toolNode();
	return {
		name: 'Agent',
		nodes: [webhookNode(PATH), NODES.agent, chatModel, tool],
		connections: {
			Webhook: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			[tool.name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}

it('an AI agent uses the node as a tool, and what it decides reaches Conscent', async () => {
	await createActive(playground.client, await agentWorkflow());
	const output = await playground.client.runWebhook(PATH, { question: 'Rename the reader.' });

	const [firstRequest] = model.requests;
	expect(firstRequest?.tools?.[0]?.function).toMatchObject({
		name: 'Conscent',
		description: expect.stringMatching(/user/i),
		parameters: {
			properties: {
				userId: { type: 'string', description: 'The ID of the reader' },
				name: { type: 'string', description: 'The full name of the reader' },
			},
		},
	});
	expect(playground.server.records).toMatchObject([
		{
			method: 'PATCH',
			url: `/api/v2/client/update-user?userId=${USER_ID}`,
			body: { name: 'Asha of the Agent' },
			authorization: 'right',
			specErrors: [],
		},
	]);
	expect(JSON.stringify(output)).toContain('Asha of the Agent');
});
