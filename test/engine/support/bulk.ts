import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ConscentServer, RequestRecord } from '../../server';
import { userIdOf } from '../../server';
import type { NodeRun } from '../harness';
import { byId } from './cases/operationCase';
import type { BenchRun } from './serviceBench';

/** An operation whose requests carry a tag of their item, so that the server's records tell which item they are from. */
export interface BulkOperation {
	name: string;
	/** Whether the node may send a request again after a response that leaves open whether it was processed. */
	idempotent: boolean;
	parameters: INodeParameters;
	items(count: number): IDataObject[];
	prepare?(server: ConscentServer, count: number): void;
}

function tagOf(index: number): string {
	return `item-${String(index).padStart(5, '0')}`;
}

function tagged(count: number, more: (index: number) => IDataObject): IDataObject[] {
	return Array.from({ length: count }, (_, index) => ({ tag: tagOf(index), ...more(index) }));
}

/** The server must know as many users (`startConscentServer({ users })`). */
export const BULK_USER_UPDATE: BulkOperation = {
	name: 'user: update',
	idempotent: true,
	parameters: {
		resource: 'user',
		operation: 'update',
		userId: byId('={{ $json.id }}') as INodeParameters,
		updateFields: { name: '={{ $json.tag }}' },
	},
	items: (count) => tagged(count, (index) => ({ id: userIdOf(index) })),
};

/** Sent twice, it may leave the address there twice. */
const BULK_NEW_ADDRESS: BulkOperation = {
	...BULK_USER_UPDATE,
	name: 'user: update with a new address',
	idempotent: false,
	parameters: {
		...BULK_USER_UPDATE.parameters,
		updateFields: { billingAddress: { values: [{ name: '={{ $json.tag }}', city: 'Agra' }] } },
	},
};

export const BULK_CREATE: BulkOperation = {
	name: 'dashboard user: create',
	idempotent: false,
	parameters: {
		resource: 'dashboardUser',
		operation: 'create',
		email: '={{ $json.tag }}@publisher.example',
		password: 'Abc123!x',
		role: 'ADMIN',
		permissionsMode: 'none',
	},
	items: (count) => tagged(count, () => ({})),
};

const DASHBOARD_USER_PREFIX = 'dashboard-user-';

export const BULK_DASHBOARD_UPDATE: BulkOperation = {
	name: 'dashboard user: update',
	idempotent: true,
	parameters: {
		resource: 'dashboardUser',
		operation: 'update',
		userId: byId('={{ $json.id }}') as INodeParameters,
		updateFields: { email: '={{ $json.tag }}@publisher.example' },
	},
	items: (count) => tagged(count, (index) => ({ id: `${DASHBOARD_USER_PREFIX}${index}` })),
	prepare: ({ state }, count) => {
		for (let index = 0; index < count; index++) {
			const userId = `${DASHBOARD_USER_PREFIX}${index}`;
			const email = `${userId}@publisher.example`;
			const user = { userId, email, role: 'ADMIN', permissions: {}, passwordsSet: 1 };
			state.dashboardUsers.set(userId, user);
		}
	},
};

/** Of each wait between repetitions half is random; this makes that half so much of its longest. */
export function fixJitter(share: number): void {
	jest.spyOn(Math, 'random').mockReturnValue(share);
}

export function bulkRun(operation: BulkOperation, count: number, options: IDataObject): BenchRun {
	return {
		parameters: operation.parameters,
		items: operation.items(count),
		options,
		onError: 'continueErrorOutput',
	};
}

export const BULK_OPERATIONS = [
	BULK_USER_UPDATE,
	BULK_NEW_ADDRESS,
	BULK_CREATE,
	BULK_DASHBOARD_UPDATE,
];

/** The item that a request was for. */
export function itemOf({ bodyText }: RequestRecord): number {
	return Number(/item-(\d+)/.exec(bodyText)?.[1] ?? Number.NaN);
}

/** What one item's user is told, beside what the server did for it. */
export interface ItemAccount {
	index: number;
	reported: 'success' | 'failure' | 'unclear' | 'nothing';
	timesProcessed: number;
	/** Without those that the server refused by its rate limit, which it did not look at. */
	timesSent: number;
}

/** Sets what a run reports against the server's own records. */
export function accountsOf(run: NodeRun, server: ConscentServer, count: number): ItemAccount[] {
	const accounts = Array.from({ length: count }, (_, index): ItemAccount => {
		return { index, reported: 'nothing', timesProcessed: 0, timesSent: 0 };
	});
	const at = (index: number | undefined) => {
		const account = accounts[index ?? Number.NaN];
		if (!account) throw new Error(`There is no item ${index}`);
		return account;
	};
	for (const record of server.records) {
		const account = at(itemOf(record));
		if (record.status !== 429) account.timesSent++;
		if (record.processed) account.timesProcessed++;
	}
	const outputs = [...run.success, ...run.failed];
	for (const { from, json } of outputs) {
		const account = at(from);
		if (account.reported !== 'nothing') throw new Error(`Item ${from} has two results`);
		account.reported = verdictOf(json);
	}
	return accounts;
}

function verdictOf({ error, details }: IDataObject): ItemAccount['reported'] {
	if (error === undefined) return 'success';
	const saysUnclear = / processed/.test(String(error));
	const { mayBeProcessed = false } = (details ?? {}) as { mayBeProcessed?: boolean };
	if (saysUnclear !== mayBeProcessed) throw new Error(`Text and details differ: ${String(error)}`);
	return saysUnclear ? 'unclear' : 'failure';
}

/** The items whose report is not what the server did, and those that were sent again although they may not be. */
export function falseReports(
	accounts: ItemAccount[],
	{ idempotent }: BulkOperation,
): ItemAccount[] {
	return accounts.filter(({ reported, timesProcessed, timesSent }) => {
		if (!idempotent && timesSent > 1) return true;
		if (reported === 'success') return timesProcessed === 0;
		if (reported === 'failure') return timesProcessed > 0;
		return reported === 'nothing';
	});
}

export function countReports(accounts: ItemAccount[]): Record<ItemAccount['reported'], number> {
	const counts = { success: 0, failure: 0, unclear: 0, nothing: 0 };
	for (const { reported } of accounts) counts[reported]++;
	return counts;
}
