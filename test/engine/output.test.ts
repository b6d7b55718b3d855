/** What comes out: simplified, whole, or as a dry run; and what the API's own refusals become. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SAMPLE_DASHBOARD_USER_IDS, SAMPLE_USER_IDS } from '../server';
import { API_SECRET, ConscentBench } from './support/conscent';
import { expectItems, expectNoSecrets, sentBody } from './support/expectations';
import { MAIN_CASES } from './support/cases/conscentMain';
import { byId } from './support/cases/operationCase';

const bench = new ConscentBench();

function updateOf(more: IDataObject): INodeParameters {
	return {
		resource: 'user',
		operation: 'update',
		userId: byId(SAMPLE_USER_IDS[0]),
		...more,
	} as INodeParameters;
}

describe('Simplify', () => {
	const updateFields = { name: 'Asha' };

	test('on, which it is by default: the ten most telling fields of the user', async () => {
		const run = await bench.run({ parameters: updateOf({ updateFields }), items: [{}] });

		expect(run.success.map(({ json }) => json)).toEqual([
			{
				userId: SAMPLE_USER_IDS[0],
				status: 'ACTIVE',
				name: 'Asha',
				email: 'asha.rao@example.com',
				countryCode: '+91',
				phone: '9867979689',
				gender: 'FEMALE',
				dateOfBirth: '1990-05-13T00:00:00.000Z',
				createdAt: '2025-05-08T09:09:08.369Z',
				updatedAt: expect.stringMatching(/^\d{4}-/),
			},
		]);
	});

	test('off: the whole response', async () => {
		const parameters = updateOf({ updateFields, simplify: false });
		const run = await bench.run({ parameters, items: [{}] });

		const userData = bench.server.state.users.get(SAMPLE_USER_IDS[0]);
		expect(run.success.map(({ json }) => json)).toEqual([
			{ message: 'User Details Updated Successfully.', userData },
		]);
	});
});

describe('Dry Run', () => {
	test.each(MAIN_CASES)('$name: shows what would be sent, and sends nothing', async (operation) => {
		operation.prepare?.(bench.server);
		const { parameters, items, secrets } = operation;
		const dry = await bench.run({ parameters, items, options: { dryRun: true } });

		expect(bench.server.stats()).toMatchObject({ requests: 0, connections: 0 });
		expectNoSecrets(dry, secrets);

		await bench.run({ parameters, items, options: { concurrency: 1 } });
		const wouldBeSent = bench.server.records.map((record, index) => ({
			from: index,
			json: {
				dryRun: true,
				method: record.method,
				url: bench.server.url + record.path,
				...(Object.keys(record.query).length > 0 && { query: record.query }),
				body: withoutPassword(sentBody(record) as IDataObject),
			},
		}));
		expectItems(dry.success, items, wouldBeSent);
	});

	test('holds back exactly the items that its expression means', async () => {
		const items = [{ dry: false }, { dry: true }, { dry: 'false' }, { dry: 'maybe' }];
		const run = await bench.run({
			parameters: updateOf({ updateFields: { name: 'Asha' } }),
			items,
			options: { dryRun: '={{ $json.dry }}' },
			onError: 'continueErrorOutput',
		});

		expect(run.success.map(({ from, json }) => [from, json['dryRun']])).toEqual([
			[0, undefined],
			[1, true],
			[2, undefined],
		]);
		expect(run.failed.map(({ json }) => json['error'])).toEqual([
			expect.stringMatching(/'Dry Run' must be true or false/),
		]);
		expect(bench.server.records).toHaveLength(2);
	});

	test('checks the parameters all the same', async () => {
		const run = await bench.run({
			parameters: updateOf({ updateFields: { email: 'nobody' } }),
			items: [{}],
			options: { dryRun: true },
			onError: 'continueErrorOutput',
		});

		expect(run.success).toEqual([]);
		expect(run.failed).toHaveLength(1);
	});

	test.each([
		['production', 'https://api.conscent.in/api/v2/client/update-user'],
		['sandbox', 'https://sandbox-api.conscent.in/api/v2/client/update-user'],
	])('shows the address of %s', async (environment, url) => {
		const run = await bench.run({
			parameters: updateOf({ updateFields: { name: 'Asha' } }),
			items: [{}],
			options: { dryRun: true },
			credential: { environment, baseUrl: '' },
		});

		expect(run.success.map(({ json }) => json['url'])).toEqual([url]);
	});

	function withoutPassword(body: IDataObject): IDataObject {
		return 'password' in body ? { ...body, password: '[hidden]' } : body;
	}
});

describe("the API's own refusals", () => {
	interface Refusal {
		name: string;
		parameters: INodeParameters;
		error: string;
		details: IDataObject;
	}

	const dashboardUser = { resource: 'dashboardUser', operation: 'create', password: 'Abc123!x' };

	test.each<Refusal>([
		{
			name: '404: no such user',
			parameters: updateOf({ userId: byId('nobody'), updateFields: { name: 'Asha' } }),
			error: 'Conscent found nothing under this address or ID: User not found (HTTP 404)',
			details: { httpStatus: 404, apiMessage: 'User not found' },
		},
		{
			name: '409: the email address is taken',
			parameters: { ...dashboardUser, email: 'owner@publisher.example' },
			error:
				'owner@publisher.example already has access: User with this email already exists (HTTP 409)',
			details: { httpStatus: 409, apiMessage: 'User with this email already exists' },
		},
		{
			name: '400: a list of what is wrong',
			parameters: updateOf({
				updateFields: { additionalFields: '{ "phone": 5, "isEmailVerified": "maybe" }' },
			}),
			error:
				'Conscent refused the request: phone must be a string; isEmailVerified must be a boolean value (HTTP 400)',
			details: {
				httpStatus: 400,
				apiMessage: 'phone must be a string; isEmailVerified must be a boolean value',
				field: 'phone',
			},
		},
	])('$name', async ({ parameters, error, details }) => {
		const run = await bench.run({ parameters, items: [{}], onError: 'continueErrorOutput' });

		expect(run.failed.map(({ json }) => json)).toEqual([
			{
				error,
				details: {
					itemIndex: 0,
					description: expect.stringMatching(/./),
					attempts: 1,
					mayBeProcessed: false,
					...details,
				},
			},
		]);
		expectNoSecrets(run);
	});
});

describe('an API that echoes secrets', () => {
	const create = MAIN_CASES.find(({ secrets }) => secrets !== undefined);
	if (!create) throw new Error('There is no operation with a password');
	const { parameters, items, secrets = [] } = create;
	const [password] = secrets;

	test('does not get them into the output', async () => {
		const text = `Welcome! Your password is ${password}, your secret ${API_SECRET}.`;
		bench.server.control({ faults: [{ kind: 'text', text }] });
		const run = await bench.run({ parameters, items: items.slice(0, 1) });

		expect(run.success.map(({ json }) => json)).toEqual([
			{
				email: 'new0@publisher.example',
				granted: ['Checkout', 'Ignite'],
				message: 'Welcome! Your password is [hidden], your secret [hidden].',
			},
		]);
		expectNoSecrets(run, secrets);
	});

	test.each([
		['of 50,007 characters', `Pa55-${'w&'.repeat(25_001)}`],
		['made to be slow to find', `Pa5!${'\\&'.repeat(500)}`],
	])('does not get a password into the output that is %s', async (_what, long) => {
		bench.server.control({ faults: [{ kind: 'text', text: `Your password is ${long}.` }] });
		const run = await bench.run({
			parameters: { ...parameters, password: long },
			items: items.slice(0, 1),
		});

		expect(run.success.map(({ json }) => json)).toEqual([
			{
				email: 'new0@publisher.example',
				granted: ['Checkout', 'Ignite'],
				message: 'Your password is [hidden].',
			},
		]);
		expectNoSecrets(run, [long]);
	});

	test.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'does not get them into an error (%s)',
		async (onError) => {
			const run = await bench.run({
				parameters,
				items: items.slice(0, 1),
				onError,
				credential: { baseUrl: `${bench.server.url}/${API_SECRET}/${password}` },
			});

			expect(JSON.stringify([run.error, run.failed])).toContain('Cannot POST /[hidden]/[hidden]/');
			expectNoSecrets(run, secrets);
		},
	);
});

describe('n8n replaces messages in which it finds the name of a system error', () => {
	test('but not that of a wrong parameter', async () => {
		const run = await bench.run({
			parameters: {
				resource: 'dashboardUser',
				operation: 'update',
				userId: byId(SAMPLE_DASHBOARD_USER_IDS[0]) as INodeParameters,
				permissionsMode: 'json',
				permissionsJson: '{ "updatePermission": "perhaps" }',
			},
			items: [{}],
		});

		expect(run.error?.message).toContain("updatePermission' must be true or false");
	});

	test('nor that of a refusal', async () => {
		const run = await bench.run({
			parameters: updateOf({ updateFields: { name: 'Asha' } }),
			items: [{}],
			credential: { baseUrl: `${bench.server.url}/updatePermission` },
		});

		expect(run.error?.message).toContain('Cannot PATCH /updatePermission/v2/client/update-user');
	});
});

describe('a run that cannot begin', () => {
	const cases = [
		{ name: 'an option out of range', options: { concurrency: 0 }, message: /'Concurrency'/ },
		{
			name: 'an option that is no number',
			options: { timeout: '={{ "soon" }}' },
			message: /'Timeout'/,
		},
		{
			name: 'a base URL that would send the secret unencrypted',
			credential: { baseUrl: 'http://conscent.example.com/api' },
			message: /'Base URL' must begin with https/,
		},
		{
			name: 'a base URL that is none',
			credential: { baseUrl: 'conscent' },
			message: /'Base URL' is not a web address/,
		},
	];
	const parameters = updateOf({ updateFields: { name: 'Asha' } });
	const items = [{ n: 0 }, { n: 1 }];

	test.each(cases)('$name: stops', async ({ message, ...settings }) => {
		const run = await bench.run({ parameters, items, ...settings });

		expect(run).toMatchObject({ status: 'error', success: [] });
		expect(run.error?.message).toMatch(message);
		expect(bench.server.records).toEqual([]);
		expectNoSecrets(run);
	});

	test.each(cases)('$name: or fails every item', async ({ message, ...settings }) => {
		const onError = 'continueErrorOutput';
		const run = await bench.run({ parameters, items, onError, ...settings });

		expect(run).toMatchObject({ status: 'success', success: [] });
		const json = expect.objectContaining({ error: expect.stringMatching(message) });
		expectItems(run.failed, items, [
			{ from: 0, json },
			{ from: 1, json },
		]);
		expect(bench.server.records).toEqual([]);
	});
});
