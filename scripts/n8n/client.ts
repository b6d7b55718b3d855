import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { parse as parseFlatted } from 'flatted';
import type {
	IConnections,
	IDataObject,
	INode,
	IPinData,
	IRun,
	IWorkflowSettings,
} from 'n8n-workflow';

/** What the editor sends to save a workflow; also the shape of the files in `workflows/`. */
export interface WorkflowDraft {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface SavedWorkflow extends WorkflowDraft {
	id: string;
	versionId: string;
	active: boolean;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
	data: IDataObject;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface ExecutionSummary {
	id: string;
	status: string;
	workflowId: string;
}

export interface Execution extends ExecutionSummary {
	data: IRun['data'];
}

export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

export const OWNER: Owner = {
	email: 'owner@n8n.example',
	password: 'Test-owner-1',
	firstName: 'Test',
	lastName: 'Owner',
};

const POLL_INTERVAL_MS = 100;
const ACTIVATION_TIMEOUT_MS = 15_000;
const EXECUTION_TIMEOUT_MS = 60_000;
const FINAL_STATES = new Set(['success', 'error', 'crashed', 'canceled']);

/** n8n responded to a call of the client with an error. */
export class N8nError extends Error {
	override readonly name = 'N8nError';

	constructor(
		readonly status: number,
		what: string,
		readonly body: string,
	) {
		super(`${what} responded with ${status}: ${body.slice(0, 500)}`);
	}
}

/** Talks to n8n as its editor does, over the same REST calls. */
export class N8nClient {
	private cookie = '';

	/** n8n binds a session to the browser it was opened in. */
	private readonly browserId = randomUUID();

	constructor(readonly baseUrl: string) {}

	async setUpOwner(owner: Owner = OWNER): Promise<void> {
		await this.call('POST', '/rest/owner/setup', owner);
	}

	async logIn(owner: Owner = OWNER): Promise<void> {
		await this.call('POST', '/rest/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
	}

	async nodeTypes(): Promise<IDataObject[]> {
		return await this.raw<IDataObject[]>('GET', '/types/nodes.json');
	}

	async credentialTypes(): Promise<IDataObject[]> {
		return await this.raw<IDataObject[]>('GET', '/types/credentials.json');
	}

	async createCredential(name: string, type: string, data: IDataObject): Promise<Credential> {
		const { id } = await this.call<{ id: string }>('POST', '/rest/credentials', {
			name,
			type,
			data,
		});
		return { id, name, type, data };
	}

	/** The test button of the credential's dialog. */
	async testCredential(credentials: Credential): Promise<CredentialTestResult> {
		return await this.call('POST', '/rest/credentials/test', { credentials });
	}

	async createWorkflow(draft: WorkflowDraft): Promise<SavedWorkflow> {
		const settings = { executionOrder: 'v1', ...draft.settings };
		return await this.call('POST', '/rest/workflows', { ...draft, settings, active: false });
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.call('GET', `/rest/workflows/${id}`);
	}

	async workflows(): Promise<SavedWorkflow[]> {
		return await this.call('GET', '/rest/workflows');
	}

	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/archive`);
		await this.call('DELETE', `/rest/workflows/${id}`);
	}

	async activate(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.call('POST', `/rest/workflows/${id}/activate`, {
			versionId,
			name: '',
			description: '',
		});
	}

	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** The editor's "Execute workflow", started at the given trigger; waits for its end. */
	async runManually(id: string, triggerName: string): Promise<Execution> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/rest/workflows/${id}/run`,
			{
				triggerToStartFrom: { name: triggerName },
			},
		);
		return await this.finishedExecution(executionId);
	}

	/** Calls a production webhook or form. It is registered about a second after activation, so a 404 is tried again. */
	async trigger(
		path: string,
		body: string | FormData,
		headers: Record<string, string> = {},
	): Promise<Response> {
		const deadline = Date.now() + ACTIVATION_TIMEOUT_MS;
		for (;;) {
			const response = await fetch(`${this.baseUrl}${path}`, { method: 'POST', body, headers });
			if (response.status !== 404 || Date.now() > deadline) return response;
			await delay(POLL_INTERVAL_MS);
		}
	}

	async runWebhook<T = unknown>(path: string, payload: unknown): Promise<T> {
		const response = await this.trigger(`/webhook/${path}`, JSON.stringify(payload), {
			'content-type': 'application/json',
		});
		const text = await response.text();
		if (!response.ok) throw new N8nError(response.status, `Webhook ${path}`, text);
		return JSON.parse(text) as T;
	}

	async executions(workflowId: string, limit = 100): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: ExecutionSummary[] }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=${limit}`,
		);
		return results;
	}

	async execution(id: string): Promise<Execution> {
		const response = await this.call<ExecutionSummary & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		return { ...response, data: parseFlatted(response.data) as IRun['data'] };
	}

	async finishedExecution(id: string, timeoutMs = EXECUTION_TIMEOUT_MS): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (FINAL_STATES.has(execution.status)) return execution;
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still "${execution.status}"`);
			await delay(POLL_INTERVAL_MS);
		}
	}

	/** A call of the editor's API: signed in, and freed of the `data` envelope. */
	async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const { data } = await this.raw<{ data: T }>(method, path, body);
		return data;
	}

	private async raw<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.baseUrl}${path}`, {
			method,
			headers: {
				'browser-id': this.browserId,
				cookie: this.cookie,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new N8nError(response.status, `${method} ${path}`, text);
		const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		return JSON.parse(text) as T;
	}
}
