import type { INode } from 'n8n-workflow';

import { chain, conscentNode, node } from '../e2e/harness';
import type { Credential, N8nClient, WorkflowDraft } from '../e2e/harness';
import { userIdOf } from '../server';

/** What one call of the webhook carries: 48 user updates, two for each user, and 2 new dashboard users. */
export const USERS_PER_EXECUTION = 24;
export const STEPS = 2;
export const DASHBOARD_USERS_PER_EXECUTION = 2;

export const SYNC_PATH = 'sync';

export interface Payload {
	dashboardUsers: Array<{ email: string }>;
	users: Array<{ userId: string; name: string }>;
}

function range(length: number): number[] {
	return Array.from({ length }, (_, index) => index);
}

/** The name says which execution sent it, in which delivery, and which of the user's two updates it is. */
export function nameOf(execution: number, delivery: number, step: number): string {
	return `execution ${execution} delivery ${delivery} step ${step}`;
}

const NAME = /^execution (\d+) delivery (\d+) step (\d+)$/;

export function readName(name: string): { group: string; step: number } {
	const [, execution, delivery, step] = NAME.exec(name) ?? [];
	return { group: `${execution}/${delivery}`, step: Number(step) };
}

export function userIdsOf(execution: number): string[] {
	return range(USERS_PER_EXECUTION).map((n) => userIdOf(execution * USERS_PER_EXECUTION + n));
}

export function emailsOf(execution: number): string[] {
	return range(DASHBOARD_USERS_PER_EXECUTION).map((n) => `e${execution}-${n}@publisher.example`);
}

function payloadOf(execution: number, delivery: number): Payload {
	const updates = range(STEPS).flatMap((step) =>
		userIdsOf(execution).map((userId) => ({ userId, name: nameOf(execution, delivery, step) })),
	);
	return { dashboardUsers: emailsOf(execution).map((email) => ({ email })), users: updates };
}

function syncWebhook(): INode {
	const parameters = { httpMethod: 'POST', path: SYNC_PATH, responseMode: 'lastNode' };
	return node('Webhook', 'n8n-nodes-base.webhook', 2, parameters, { webhookId: SYNC_PATH });
}

function split(name: string, field: string): INode {
	return node(name, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: field, options: {} });
}

const BRANCH_DISTANCE_PX = 200;

/** n8n runs the upper branch to its end before it begins the lower one. */
function inTwoBranches(webhook: INode, branches: INode[][]): WorkflowDraft {
	const parts = branches.map((nodes, index) => {
		const part = chain('', nodes);
		for (const each of nodes)
			each.position = [each.position[0] + BRANCH_DISTANCE_PX, index * BRANCH_DISTANCE_PX];
		return part;
	});
	const starts = parts.flatMap(({ nodes }) => nodes.slice(0, 1));
	return {
		name: 'Sync',
		nodes: [webhook, ...parts.flatMap(({ nodes }) => nodes)],
		connections: Object.assign(
			{
				[webhook.name]: {
					main: [starts.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }))],
				},
			},
			...parts.map(({ connections }) => connections),
		) as WorkflowDraft['connections'],
	};
}

/**
 * New dashboard users first, then the updates. An email that is taken is no reason to fail: it is what a delivery that
 * is repeated meets.
 */
export function syncWorkflow(credential: Credential): WorkflowDraft {
	const create = conscentNode(
		credential,
		{
			resource: 'dashboardUser',
			operation: 'create',
			email: '={{ $json.email }}',
			password: 'Abc12345',
			role: 'ADMIN',
			permissionsMode: 'none',
		},
		{ name: 'Create', onError: 'continueRegularOutput' },
	);
	const update = conscentNode(
		credential,
		{
			resource: 'user',
			operation: 'update',
			userId: { __rl: true, mode: 'id', value: '={{ $json.userId }}' },
			updateFields: { name: '={{ $json.name }}' },
		},
		{ name: 'Update' },
	);
	return inTwoBranches(syncWebhook(), [
		[split('Dashboard users', 'body.dashboardUsers'), create],
		[split('Users', 'body.users'), update],
	]);
}

/**
 * Sends one payload until n8n confirms it, as the outbox of a CRM does, and gives the number of deliveries it took.
 * This matters: n8n does not run an execution again whose worker was lost.
 */
export async function deliver(
	client: N8nClient,
	execution: number,
	{ attempts, path = SYNC_PATH }: { attempts: number; path?: string },
): Promise<number> {
	for (let delivery = 1; delivery <= attempts; delivery += 1) {
		const body = JSON.stringify(payloadOf(execution, delivery));
		const response = await client.trigger(`/webhook/${path}`, body, {
			'content-type': 'application/json',
		});
		await response.text();
		if (response.ok) return delivery;
	}
	throw new Error(`Execution ${execution} was not confirmed in ${attempts} deliveries`);
}
