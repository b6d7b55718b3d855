import type { INode } from 'n8n-workflow';

import { SAMPLE_USER_IDS } from '../../test/server';
import { sampleEvents } from '../../test/server/events';
import { N8nError } from '../n8n/client';
import { readExamples } from '../n8n/examples';
import { WEBHOOK_SECRET } from '../n8n/playground';
import type { Playground } from '../n8n/playground';

/** How a workflow is called from outside: the address of its trigger, and what to do with it. */
type Describe = (node: INode, workflowName: string, baseUrl: string) => string;

/** Their trigger waits for a call, so that they can be tried right away; a schedule would start to run by itself. */
const CALLED_TRIGGERS: Readonly<Record<string, Describe>> = {
	'n8n-nodes-conscent.conscentTrigger': describeConscentTrigger,
	'n8n-nodes-base.webhook': describeWebhook,
	'n8n-nodes-base.formTrigger': describeForm,
};

/** What a webhook of the examples is sent, by its path. */
const SAMPLE_CALLS: Readonly<Record<string, object>> = {
	'crm-contact': {
		conscentUserId: SAMPLE_USER_IDS[0],
		name: 'Asha Rao-Menon',
		countryCode: '+91',
		phone: '9867979689',
		address: { street: '4 Mall Road', city: 'Shimla', postcode: '171001', country: 'India' },
	},
};

export interface Imported {
	fileName: string;
	name: string;
	nodes: readonly INode[];
	isActive: boolean;
	/** Why n8n did not activate it, if it did not. */
	refusal?: string;
}

/** n8n wraps its reason in a response of the form `{ message, … }`. */
function reasonOf({ body }: N8nError): string {
	try {
		return String((JSON.parse(body) as { message?: unknown }).message);
	} catch {
		return body;
	}
}

interface Activation {
	isActive: boolean;
	refusal?: string;
}

async function activate({ client }: Playground, id: string): Promise<Activation> {
	try {
		await client.activate(id);
		return { isActive: true };
	} catch (error) {
		if (!(error instanceof N8nError)) throw error;
		return { isActive: false, refusal: reasonOf(error) };
	}
}

/** Imports what is in `workflows/`, and activates what waits for a call. */
export async function importExamples(playground: Playground): Promise<Imported[]> {
	const imported: Imported[] = [];
	for (const { fileName, workflow } of readExamples(playground.credential)) {
		const { id, nodes } = await playground.client.createWorkflow(workflow);
		const isCalled = nodes.some(({ type }) => Object.hasOwn(CALLED_TRIGGERS, type));
		const outcome = isCalled ? await activate(playground, id) : { isActive: false };
		imported.push({ fileName, name: workflow.name, nodes, ...outcome });
	}
	return imported;
}

const NOT_CALLED = 'not active: it would run by itself; use "Execute workflow" in the editor';

export function describeImported({ name, fileName, nodes, isActive, refusal }: Imported): string {
	const line = `  Example workflow: ${name} (workflows/${fileName})`;
	if (isActive) return line;
	if (refusal === undefined) return `${line}\n    ${NOT_CALLED}${describeMissing(nodes)}`;
	return `${line}\n    not active yet, as n8n says: ${refusal.replace(/\s+/g, ' ')}`;
}

/** The sample that starts the trigger: of the first chosen event that has one. */
function sampleFor({ parameters }: INode): string {
	const chosen = Array.isArray(parameters['events']) ? parameters['events'].map(String) : [];
	return chosen.find((event) => Object.hasOwn(sampleEvents(), event)) ?? 'purchase.subscription';
}

function describeConscentTrigger(node: INode, workflowName: string, baseUrl: string): string {
	const url = `${baseUrl}/webhook/${node.webhookId}/webhook`;
	return `  Fire the trigger of "${workflowName}", at ${url}:
    npm run send-event -- ${sampleFor(node)} ${url} --secret ${WEBHOOK_SECRET}`;
}

function describeWebhook({ parameters }: INode, workflowName: string, baseUrl: string): string {
	const path = String(parameters['path']);
	const url = `${baseUrl}/webhook/${path}`;
	const body = JSON.stringify(SAMPLE_CALLS[path] ?? {});
	return `  Call the webhook of "${workflowName}":
    curl ${url} -H 'Content-Type: application/json' -d '${body}'`;
}

/** Older forms have their path among the options. */
function describeForm({ parameters }: INode, workflowName: string, baseUrl: string): string {
	const options = parameters['options'] as { path?: string } | undefined;
	return `  Fill in the form of "${workflowName}":
    ${baseUrl}/form/${options?.path ?? String(parameters['path'])}`;
}

/** Of n8n's own nodes in the examples, those that are of no use without an account. */
const NEED_AN_ACCOUNT = /^n8n-nodes-base\.(?:emailSend|googleSheets|hubspot(?:Trigger)?|slack)$/;

/** Of the nodes that sign in somewhere: ours, and those that are set to. */
function lacksCredential({ type, parameters, credentials }: INode): boolean {
	const signsIn =
		type.startsWith('n8n-nodes-conscent.') ||
		NEED_AN_ACCOUNT.test(type) ||
		String(parameters['authentication'] ?? 'none').endsWith('CredentialType');
	return signsIn && Object.keys(credentials ?? {}).length === 0;
}

function describeMissing(nodes: readonly INode[]): string {
	return nodes
		.filter(lacksCredential)
		.map(({ name }) => `\n    Its step "${name}" fails until you choose a credential for it.`)
		.join('');
}

/** First what goes through from end to end. */
function byWhatWorks(one: Imported, other: Imported): number {
	const [first, second] = [one, other].map(({ nodes }) => Number(nodes.some(lacksCredential)));
	return (first ?? 0) - (second ?? 0);
}

/** For each active workflow that is called from outside: its address, and what to send there. */
export function describeTriggers(imported: readonly Imported[], baseUrl: string): string {
	const active = imported.filter(({ isActive }) => isActive).sort(byWhatWorks);
	return Object.entries(CALLED_TRIGGERS)
		.flatMap(([type, describe]) =>
			active.flatMap(({ name, nodes }) =>
				nodes
					.filter((node) => node.type === type)
					.map((node) => describe(node, name, baseUrl) + describeMissing(nodes)),
			),
		)
		.join('\n');
}
