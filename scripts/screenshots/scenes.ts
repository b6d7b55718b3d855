import { randomUUID } from 'node:crypto';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Editor } from '../../test/e2e/browser/editor/editor';
import type { NodePanel } from '../../test/e2e/browser/editor/nodePanel';
import { chain, conscentNode, node } from '../../test/e2e/harness/workflows';
import type { WorkflowDraft } from '../n8n/client';
import { chooseCredential } from '../n8n/examples';
import type { Playground } from '../n8n/playground';

const TRIGGER = 'Contacts';
const CONSCENT_TRIGGER_NAME = 'Conscent Trigger';
const CONSCENT_TRIGGER = 'n8n-nodes-conscent.conscentTrigger';

/** Makes the workflows that pictures are taken of. */
export class Scenes {
	constructor(private readonly playground: Playground) {}

	get credentialId(): string {
		return this.playground.credential.id;
	}

	/** Begins with the given items. */
	async workflow(
		nodes: INode[],
		items: ReadonlyArray<IDataObject | undefined> = [],
	): Promise<string> {
		const start = node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {});
		const pinned = items.map((json) => ({ json: json ?? {} }));
		const { id } = await this.playground.client.createWorkflow({
			...chain('Readers', [start, ...nodes]),
			...(pinned.length > 0 ? { pinData: { [TRIGGER]: pinned } } : {}),
		});
		return id;
	}

	async example(workflow: WorkflowDraft): Promise<string> {
		const { client, credential } = this.playground;
		return (await client.createWorkflow(chooseCredential(workflow, credential))).id;
	}

	async triggerPanel(editor: Editor, parameters: INodeParameters): Promise<NodePanel> {
		const { id, name, type } = this.playground.credential;
		const extra = { webhookId: randomUUID(), credentials: { [type]: { id, name } } };
		const trigger = node(CONSCENT_TRIGGER_NAME, CONSCENT_TRIGGER, 1, parameters, extra);
		const workflow = await this.playground.client.createWorkflow(chain('Purchases', [trigger]));
		return await editor.openPanelOf(workflow.id, trigger.id);
	}

	async panel(
		editor: Editor,
		parameters: INodeParameters,
		items: ReadonlyArray<IDataObject | undefined> = [],
	): Promise<NodePanel> {
		this.playground.server.reset();
		const conscent = conscentNode(this.playground.credential, parameters);
		const id = await this.workflow([conscent], items);
		return await editor.openPanelOf(id, conscent.id);
	}
}
