import type { INode } from 'n8n-workflow';

import { sampleEvents } from '../../test/server/events';
import { N8nError } from '../n8n/client';
import { readExamples } from '../n8n/examples';
import { WEBHOOK_SECRET } from '../n8n/playground';
import type { Playground } from '../n8n/playground';

const CONSCENT_TRIGGER = 'n8n-nodes-conscent.conscentTrigger';

/** Their trigger waits for a call, so that they can be tried right away; a schedule would start to run by itself. */
const CALLED_TRIGGERS = new Set([
	'n8n-nodes-base.webhook',
	'n8n-nodes-base.formTrigger',
	CONSCENT_TRIGGER,
]);

export interface Imported {
	fileName: string;
	name: string;
	nodes: readonly INode[];
	/** Why n8n did not activate it, if it did not. */
	refusal?: string;
}

/** n8n wraps its reason in an answer of the form `{ message, … }`. */
function reasonOf({ body }: N8nError): string {
	try {
		return String((JSON.parse(body) as { message?: unknown }).message);
	} catch {
		return body;
	}
}

async function activate({ client }: Playground, id: string): Promise<{ refusal?: string }> {
	try {
		await client.activate(id);
		return {};
	} catch (error) {
		if (!(error instanceof N8nError)) throw error;
		return { refusal: reasonOf(error) };
	}
}

/** Imports what is in `workflows/`, and activates what waits for a call. */
export async function importExamples(playground: Playground): Promise<Imported[]> {
	const imported: Imported[] = [];
	for (const { fileName, workflow } of readExamples(playground.credential)) {
		const { id, nodes } = await playground.client.createWorkflow(workflow);
		const isCalled = nodes.some(({ type }) => CALLED_TRIGGERS.has(type));
		const outcome = isCalled ? await activate(playground, id) : {};
		imported.push({ fileName, name: workflow.name, nodes, ...outcome });
	}
	return imported;
}

export function describeImported({ name, fileName, refusal }: Imported): string {
	const line = `  Example workflow: ${name} (workflows/${fileName})`;
	if (refusal === undefined) return line;
	return `${line}\n    not active yet, as n8n says: ${refusal.replace(/\s+/g, ' ')}`;
}

/** The sample that starts the trigger: of the first chosen event that has one. */
function sampleFor({ parameters }: INode): string {
	const chosen = Array.isArray(parameters['events']) ? parameters['events'].map(String) : [];
	return chosen.find((event) => Object.hasOwn(sampleEvents(), event)) ?? 'purchase.subscription';
}

/** For each Conscent Trigger that is active: its address, and the command that fires it. */
export function describeTriggers(imported: readonly Imported[], baseUrl: string): string {
	const active = imported.filter(({ refusal }) => refusal === undefined);
	return active
		.flatMap(({ name, nodes }) =>
			nodes.filter(({ type }) => type === CONSCENT_TRIGGER).map((node) => ({ name, node })),
		)
		.map(({ name, node }) => {
			const url = `${baseUrl}/webhook/${node.webhookId}/webhook`;
			return `  Fire the trigger of "${name}", at ${url}:
    npm run send-event -- ${sampleFor(node)} ${url} --secret ${WEBHOOK_SECRET}`;
		})
		.join('\n');
}
