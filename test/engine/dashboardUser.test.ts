/** What the operations of 'Dashboard User' send for what the editor or a saved workflow holds. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SAMPLE_DASHBOARD_USER_IDS } from '../server';
import { ConscentBench } from './support/conscent';
import { sentBody } from './support/expectations';
import { PERMISSION_KEYS, permissions } from './support/cases/conscentMain';
import { byId } from './support/cases/operationCase';

const [USER_ID] = SAMPLE_DASHBOARD_USER_IDS;
const bench = new ConscentBench();

const CREATE = {
	operation: 'create',
	email: 'new@publisher.example',
	password: 'Abc123!x',
	role: 'ADMIN',
};
const CREATED = { email: 'new@publisher.example', password: 'Abc123!x', role: 'ADMIN' };
const UPDATE = { operation: 'update', userId: byId(USER_ID) };

interface Case {
	name: string;
	parameters: IDataObject;
	item?: IDataObject;
}

async function run({ parameters, item = {} }: Case) {
	return await bench.run({
		parameters: { resource: 'dashboardUser', ...parameters } as INodeParameters,
		items: [item],
		onError: 'continueErrorOutput',
	});
}

async function expectSent(sent: Case & { body: IDataObject }) {
	const { success, failed } = await run(sent);

	expect(failed).toEqual([]);
	expect(success).toHaveLength(1);
	expect(bench.server.records.map(sentBody)).toEqual([sent.body]);
	expect(bench.server.records.map(({ specErrors }) => specErrors)).toEqual([[]]);
}

async function expectRefused(refused: Case & { message: RegExp }) {
	const { success, failed } = await run(refused);

	expect(success).toEqual([]);
	expect(failed.map(({ json }) => json['error'])).toEqual([expect.stringMatching(refused.message)]);
	expect(bench.server.records).toEqual([]);
}

describe('create', () => {
	test.each<Case & { body: IDataObject }>([
		{
			name: 'all permissions',
			parameters: { ...CREATE, permissionsMode: 'all' },
			body: { ...CREATED, permissions: permissions(PERMISSION_KEYS) },
		},
		{
			name: 'no permission',
			parameters: { ...CREATE, permissionsMode: 'none' },
			body: { ...CREATED, permissions: permissions([]) },
		},
		{
			name: 'selected permissions, all 24 keys sent',
			parameters: {
				...CREATE,
				permissionsMode: 'selected',
				grantedPermissions: ['Checkout', 'ga4'],
			},
			body: { ...CREATED, permissions: permissions(['Checkout', 'ga4']) },
		},
		{
			name: 'selected by an expression that gives a list',
			parameters: {
				...CREATE,
				permissionsMode: 'selected',
				grantedPermissions: '={{ $json.may }}',
			},
			item: { may: ['export'] },
			body: { ...CREATED, permissions: permissions(['export']) },
		},
		{
			name: 'permissions as JSON, the others denied',
			parameters: {
				...CREATE,
				permissionsMode: 'json',
				permissionsJson: '{ "export": true, "ga4": false }',
			},
			body: { ...CREATED, permissions: permissions(['export']) },
		},
		{
			name: 'a role of their own',
			parameters: { ...CREATE, role: 'custom', customRole: 'EDITOR', permissionsMode: 'none' },
			body: { ...CREATED, role: 'EDITOR', permissions: permissions([]) },
		},
		{
			name: 'additional fields',
			parameters: { ...CREATE, permissionsMode: 'none', additionalFields: '{ "name": "Asha" }' },
			body: { ...CREATED, permissions: permissions([]), name: 'Asha' },
		},
	])('sent: $name', expectSent);

	test.each<Case & { message: RegExp }>([
		{
			name: 'no email',
			parameters: { ...CREATE, email: '={{ $json.none }}', permissionsMode: 'none' },
			message: /'Email'/,
		},
		{
			name: 'no password',
			parameters: { ...CREATE, password: '={{ $json.none }}', permissionsMode: 'none' },
			message: /'Password'/,
		},
		{
			name: 'a custom role without a name',
			parameters: {
				...CREATE,
				role: 'custom',
				customRole: '={{ $json.none }}',
				permissionsMode: 'none',
			},
			message: /'Custom Role'/,
		},
		{
			name: 'a permission that does not exist',
			parameters: {
				...CREATE,
				permissionsMode: 'selected',
				grantedPermissions: '={{ ["check-in"] }}',
			},
			message: /check-in/,
		},
		{
			name: 'a permission in JSON that is no boolean',
			parameters: { ...CREATE, permissionsMode: 'json', permissionsJson: '{ "export": "yes" }' },
			message: /export/,
		},
		{
			name: '__proto__ in the permissions',
			parameters: { ...CREATE, permissionsMode: 'json', permissionsJson: '{ "__proto__": true }' },
			message: /'__proto__'/,
		},
		{
			name: 'the password again in additional fields',
			parameters: {
				...CREATE,
				permissionsMode: 'none',
				additionalFields: '{ "password": "other" }',
			},
			message: /'password' is given twice/,
		},
	])('refused: $name', expectRefused);
});

describe('update', () => {
	test.each<Case & { body: IDataObject }>([
		{
			name: 'only what is to change',
			parameters: { ...UPDATE, updateFields: { email: 'moved@publisher.example' } },
			body: { email: 'moved@publisher.example' },
		},
		{
			name: 'a new role',
			parameters: { ...UPDATE, updateFields: { role: 'custom', customRole: 'EDITOR' } },
			body: { role: 'EDITOR' },
		},
		{
			name: 'only the permissions that change',
			parameters: {
				...UPDATE,
				permissionsMode: 'changes',
				permissionChanges: { ga4: true, export: false },
			},
			body: { permissions: { ga4: true, export: false } },
		},
		{
			name: 'permissions as JSON, only those listed',
			parameters: { ...UPDATE, permissionsMode: 'json', permissionsJson: '{ "Checkout": false }' },
			body: { permissions: { Checkout: false } },
		},
		{
			name: 'exactly the selected permissions',
			parameters: { ...UPDATE, permissionsMode: 'selected', grantedPermissions: ['ga4'] },
			body: { permissions: permissions(['ga4']) },
		},
		{
			name: 'all permissions',
			parameters: { ...UPDATE, permissionsMode: 'all' },
			body: { permissions: permissions(PERMISSION_KEYS) },
		},
		{
			name: 'no permission any more',
			parameters: { ...UPDATE, permissionsMode: 'none' },
			body: { permissions: permissions([]) },
		},
	])('sent: $name', expectSent);

	test.each<Case & { message: RegExp }>([
		{ name: 'nothing to send', parameters: UPDATE, message: /Nothing to update/ },
		{
			name: 'no permission changes although they are asked for',
			parameters: { ...UPDATE, permissionsMode: 'changes', permissionChanges: {} },
			message: /Nothing to update|Permission/,
		},
		{
			name: 'a wrong email address',
			parameters: { ...UPDATE, updateFields: { email: 'nobody' } },
			message: /'Email' is not an email address/,
		},
	])('refused: $name', expectRefused);

	test.each(['../update-user', 'a/b', 'x?y=1', 'x#y', '%2e%2e', 'ü 日本'])(
		'the id %s cannot leave its place in the path',
		async (id) => {
			await run({
				name: id,
				parameters: {
					...UPDATE,
					userId: byId('={{ $json.id }}'),
					updateFields: { email: 'a@b.example' },
				},
				item: { id },
			});

			expect(bench.server.records.map(({ path }) => path)).toEqual([
				`/api/v2/client/multi-user/${encodeURIComponent(id)}`,
			]);
		},
	);
});
