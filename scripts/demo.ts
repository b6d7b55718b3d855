/**
 * The main job on real input: CRM contacts and new colleagues go through the built nodes, run by n8n's own engine,
 * to the Conscent test server. Nothing leaves this machine.
 */
import '../test/userFolder';

import type { NodeRun, NodeToRun } from '../test/engine/harness';
import { runNode } from '../test/engine/harness';
import type { ConscentServer, RequestRecord } from '../test/server';
import { API_KEY, API_SECRET, startConscentServer } from '../test/server';
import { COLLEAGUES, CONTACTS } from './demo/contacts';
import { table } from './demo/tables';

const CONTACTS_IN_SERVER = 10;

const UPDATE_USER = {
	resource: 'user',
	operation: 'update',
	userId: { __rl: true, mode: 'id', value: '={{ $json.conscentId }}' },
	updateFields: {
		name: '={{ $json.fullName }}',
		email: '={{ $json.mail }}',
		countryCode: '+91',
		phone: '={{ $json.mobile }}',
		address: {
			value: {
				apartment: '={{ $json.house }}',
				city: '={{ $json.city }}',
				pincode: '={{ $json.zip }}',
				country: 'India',
			},
		},
	},
};

const CREATE_DASHBOARD_USER = {
	resource: 'dashboardUser',
	operation: 'create',
	email: '={{ $json.mail }}',
	password: '={{ $json.startPassword }}',
	role: 'ADMIN',
	permissionsMode: 'selected',
	grantedPermissions: '={{ $json.mayEdit }}',
};

function say(text = ''): void {
	process.stdout.write(`${text}\n`);
}

async function run(
	server: ConscentServer,
	toRun: Pick<NodeToRun, 'parameters' | 'items'>,
): Promise<NodeRun> {
	return await runNode({
		type: 'conscent',
		onError: 'continueErrorOutput',
		credentials: {
			conscentApi: {
				environment: 'custom',
				baseUrl: server.baseUrl,
				apiKey: API_KEY,
				apiSecret: API_SECRET,
			},
		},
		...toRun,
	});
}

/** JSON as a reader takes it in: `key: value`, nested objects in brackets. */
function readable(json: object): string {
	return Object.entries(json)
		.map(([key, value]: [string, unknown]) =>
			typeof value === 'object' && value !== null
				? `${key} (${readable(value)})`
				: `${key}: ${String(value)}`,
		)
		.join(', ');
}

/** What the server saw, without the password that a create carries. */
function sentText(record: RequestRecord | undefined): string {
	if (!record) return 'nothing: refused before sending';
	const body = { ...(record.body as Record<string, unknown>) };
	if ('password' in body) body['password'] = '[hidden]';
	if (body['permissions'])
		body['permissions'] = `all ${Object.keys(body['permissions']).length}, true or false`;
	return `${record.method} ${record.url.replace('?', ' ?')}\n${readable(body)}`;
}

function resultText(result: NodeRun, index: number): string {
	const failure = result.failed.find((item) => item.from === index);
	if (failure) return `FAILED: ${String(failure.json['error'])}`;
	const success = result.success.find((item) => item.from === index);
	return success ? readable(success.json) : 'no output';
}

function showRun(
	title: string,
	result: NodeRun,
	names: readonly string[],
	sent: Array<RequestRecord | undefined>,
): void {
	const rows = names.map((name, index) => [
		String(index),
		name,
		sentText(sent[index]),
		resultText(result, index),
	]);
	say(`\n${title}`);
	say(table(['item', 'who', 'sent', 'came back'], rows));
	say(`${result.success.length} items done, ${result.failed.length} on the error branch.`);
	for (const hint of result.hints) say(`Hint in the editor: ${hint.message}`);
}

function showServer(server: ConscentServer): void {
	const readers = [...server.state.users.values()].filter(({ userId }) =>
		CONTACTS.some(({ conscentId }) => conscentId === userId),
	);
	say('\nThe readers that the server holds now');
	say(
		table(
			['user ID', 'name', 'email', 'phone', 'city'],
			readers.map(({ userId, name, email, phone, address }) =>
				[userId, name, email, phone, address?.['city']].map((value) => String(value ?? '–')),
			),
		),
	);
	const colleagues = [...server.state.dashboardUsers.values()].slice(-COLLEAGUES.length);
	say('\nThe dashboard users it was given');
	say(
		table(
			['user ID', 'email', 'role', 'granted permissions'],
			colleagues.map(({ userId, email, role, permissions }) => [
				userId,
				email,
				String(role),
				Object.keys(permissions)
					.filter((key) => permissions[key])
					.join(', '),
			]),
		),
	);
}

async function showContacts(server: ConscentServer): Promise<void> {
	const result = await run(server, { parameters: UPDATE_USER, items: [...CONTACTS] });
	const sent = CONTACTS.map(({ conscentId }) =>
		server.records.find((record) => record.query['userId'] === conscentId),
	);
	showRun(
		'CRM contacts → Conscent: Update User',
		result,
		CONTACTS.map(({ fullName }) => fullName),
		sent,
	);
}

async function showColleagues(server: ConscentServer): Promise<void> {
	const items = COLLEAGUES.map((colleague) => ({ ...colleague }));
	const result = await run(server, { parameters: CREATE_DASHBOARD_USER, items });
	const sent = COLLEAGUES.map(({ mail }) =>
		server.records.find((record) => record.bodyText.includes(mail)),
	);
	showRun(
		'New colleagues → Conscent: Create Dashboard User',
		result,
		COLLEAGUES.map(({ mail }) => mail),
		sent,
	);
}

async function main(): Promise<void> {
	const server = await startConscentServer({ users: CONTACTS_IN_SERVER });
	say(
		`Conscent test server: ${server.url}. The nodes are the built ones, run by n8n's own engine.`,
	);
	try {
		await showContacts(server);
		await showColleagues(server);
		showServer(server);
	} finally {
		await server.close();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(
		`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	);
	process.exitCode = 1;
});
