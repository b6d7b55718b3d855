import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHookFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import type { HarnessCredentials } from './credentials';
import { buildWorkflow } from './execute';
import { recordLogs } from './logs';
import type { LogEntry } from './logs';
import { prepareBody } from './requestBody';
import type { WebhookRequest } from './requestBody';

const NODE = 'Trigger under test';
const PARSE_PROBLEM = { code: 422, message: 'Failed to parse request body' };

export interface WebhookToServe {
	/** `conscentTrigger`, or with the package's name before it. */
	type: string;
	typeVersion?: number;
	parameters: INodeParameters;
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** `manual` is the Test URL. */
	mode?: 'manual' | 'webhook';
	/** Node settings, and what a restart of n8n would bring back. */
	settings?: Partial<INode>;
	staticData?: IDataObject;
	/** Stands for the time that n8n takes to store an execution; where it rejects, n8n could not. */
	store?: () => Promise<unknown>;
}

export interface ServedWebhook {
	/** Where to send deliveries to. */
	readonly url: string;
	/** For each execution that was stored, the items it started with. */
	readonly started: INodeExecutionData[][];
	/** What the node threw; n8n responds with 500 then. */
	readonly thrown: unknown[];
	/** What n8n has saved of the workflow's static data. */
	staticData: IDataObject;
	logs(): LogEntry[];
	/** What n8n does when a user activates the workflow. */
	activate(): Promise<boolean>;
	/** What n8n does when a user deactivates the workflow. */
	deactivate(): Promise<boolean>;
	close(): Promise<void>;
}

/** An active workflow that begins with a webhook node, behind a real HTTP server on the loopback address. */
export async function serveWebhook(toServe: WebhookToServe): Promise<ServedWebhook> {
	const webhook = await ActiveWebhook.create(toServe);
	const server = createServer((request, response) => void webhook.serve(request, response));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	const { started, thrown } = webhook;
	return {
		get staticData() {
			return webhook.savedStaticData;
		},
		set staticData(staticData: IDataObject) {
			webhook.savedStaticData = staticData;
		},
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		started,
		thrown,
		logs: recordLogs(),
		activate: async () => await webhook.activate(),
		deactivate: async () => await webhook.deactivate(),
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

class ActiveWebhook {
	readonly started: INodeExecutionData[][] = [];

	readonly thrown: unknown[] = [];

	private readonly nodeType: INodeType;

	private constructor(
		private readonly workflow: Workflow,
		private readonly node: INode,
		private readonly credentials: HarnessCredentials,
		private readonly store: () => Promise<unknown>,
		public savedStaticData: IDataObject,
		private readonly mode: 'manual' | 'webhook',
	) {
		this.nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	}

	static async create(toServe: WebhookToServe): Promise<ActiveWebhook> {
		const { type, typeVersion = 1, parameters, settings } = toServe;
		const { store = nextTurn, staticData = {}, mode = 'webhook' } = toServe;
		const { workflow, credentials } = await buildWorkflow({
			nodes: [
				{ id: NODE, name: NODE, type, typeVersion, position: [0, 0], parameters, ...settings },
			],
			connections: {},
			...(toServe.credentials && { credentials: toServe.credentials }),
		});
		const node = workflow.getNode(NODE);
		if (!node) throw new Error('The workflow has no trigger');
		return new ActiveWebhook(workflow, node, credentials, store, staticData, mode);
	}

	async activate(): Promise<boolean> {
		const methods = this.nodeType.webhookMethods?.['default'];
		const exists = await methods?.checkExists?.call(this.hookContext('activate'));
		if (exists) return true;
		return (await methods?.create?.call(this.hookContext('activate'))) ?? false;
	}

	async deactivate(): Promise<boolean> {
		const methods = this.nodeType.webhookMethods?.['default'];
		return (await methods?.delete?.call(this.hookContext('update'))) ?? false;
	}

	async serve(request: WebhookRequest, response: ServerResponse): Promise<void> {
		if (await prepareBody(request, this.node)) await this.hand(request, response);
		else reply(response, PARSE_PROBLEM.code, PARSE_PROBLEM);
	}

	/** In the order of n8n's LiveWebhooks.executeWebhook. */
	private async hand(request: WebhookRequest, response: ServerResponse): Promise<void> {
		const workflow = this.loadWorkflow();
		try {
			const result = await this.callNode(workflow, request, response);
			if (result.noWebhookResponse || !result.workflowData) this.saveStaticData(workflow);
			await this.respond(result, response);
		} catch (error) {
			this.thrown.push(error);
			reply(response, 500, { message: 'Workflow could not be started!' });
		}
	}

	/** n8n builds the workflow anew for each delivery. */
	private loadWorkflow(): Workflow {
		const { id, name, nodes, connectionsBySourceNode, nodeTypes } = this.workflow;
		return new Workflow({
			id,
			...(name !== undefined && { name }),
			nodes: Object.values(nodes),
			connections: connectionsBySourceNode,
			active: true,
			nodeTypes,
			staticData: structuredClone(this.savedStaticData),
		});
	}

	/** Not with a delivery that starts the workflow: n8n 2.41 forgets on the way that there is something to save. */
	private saveStaticData({ staticData }: Workflow): void {
		if (!staticData['__dataChanged']) return;
		this.savedStaticData = JSON.parse(JSON.stringify(staticData)) as IDataObject;
	}

	private async callNode(
		workflow: Workflow,
		request: WebhookRequest,
		response: ServerResponse,
	): Promise<IWebhookResponseData> {
		const additionalData = this.additionalData();
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		const data = this.webhookData(additionalData);
		const context = new WebhookContext(
			workflow,
			this.node,
			additionalData,
			this.mode,
			data,
			[],
			null,
		);
		if (!this.nodeType.webhook) throw new Error(`${this.node.type} is no webhook node`);
		return await this.nodeType.webhook.call(asContext<IWebhookFunctions>(context));
	}

	/** As n8n does with the response mode "when received": it stores the execution, and then responds. */
	private async respond(result: IWebhookResponseData, response: ServerResponse): Promise<void> {
		const { workflowData, webhookResponse, noWebhookResponse } = result;
		if (!workflowData) {
			const body = webhookResponse ?? { message: 'Webhook call received' };
			if (!noWebhookResponse) reply(response, 200, body);
			return;
		}
		try {
			await this.store();
			this.started.push(workflowData[0] ?? []);
			if (!noWebhookResponse)
				reply(response, 200, this.responseData() ?? { message: 'Workflow was started' });
		} catch (error) {
			if (!noWebhookResponse) reply(response, 500, { message: String(error) });
		}
	}

	private responseData(): unknown {
		const { responseData } = this.description();
		return this.workflow.expression.getSimpleParameterValue(
			this.node,
			responseData,
			'webhook',
			{},
			undefined,
		);
	}

	private description(): IWebhookDescription {
		const [description] = this.nodeType.description.webhooks ?? [];
		if (!description) throw new Error(`${this.node.type} has no webhook`);
		return description;
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return createAdditionalData(this.workflow, 'webhook', this.credentials);
	}

	private webhookData(additionalData: IWorkflowExecuteAdditionalData): IWebhookData {
		return {
			httpMethod: 'POST',
			node: this.node.name,
			path: 'webhook',
			webhookDescription: this.description(),
			workflowId: this.workflow.id,
			workflowExecuteAdditionalData: additionalData,
		};
	}

	private hookContext(activation: 'activate' | 'update'): IHookFunctions {
		const additionalData = this.additionalData();
		const data = this.webhookData(additionalData);
		const { workflow, node } = this;
		return asContext(new HookContext(workflow, node, additionalData, 'trigger', activation, data));
	}
}

/** n8n's own types disagree on whether a workflow always has a name, which strict settings notice. */
function asContext<T extends IHookFunctions | IWebhookFunctions>(
	context: HookContext | WebhookContext,
): T {
	return context as unknown as T;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}
